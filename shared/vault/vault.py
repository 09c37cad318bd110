"""The vault: personal data is closed here before it enters an entry, and opened here for a purpose.

Every key is committed before `close` returns. SQLite callers that hold a transaction of their own ask `keys` first,
outside of it: from then on `close`, `open` and `same` only compute.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from datetime import datetime
from hmac import compare_digest
from typing import BinaryIO

from sqlalchemy import Connection, Engine

from shared.kernel.text import Closed, Home, Text
from shared.kernel.times import stamp
from shared.vault import askers, attachments, holding, index, longtexts, shredding
from shared.vault.askers import Appearance
from shared.vault.attachments import Deposited, OpenedBytes
from shared.vault.blind import blind_tag
from shared.vault.datakey import same_tag
from shared.vault.errors import Shredded, Tampered
from shared.vault.fields import NONCE_BYTES, SALT_BYTES, Opened, seal, unseal
from shared.vault.grants import DEFAULT_GRANTS, Grant, Grants, Guard
from shared.vault.keyring import KeyRing
from shared.vault.master import MasterKeys
from shared.vault.receipts import read_receipt, receipt_code
from shared.vault.store import Offload, Store, directly

_INDEX, _RECEIPTS = "vault/index", "vault/receipts"


def nobody_counts(_role: str, _purpose: str) -> None:
    """Count nothing."""


class Vault:
    """The vault under one service role. Services of one process share keys and writer: `vault.under(role)`.

    `clock` gives a time with a zone; `opened(role, purpose)` is told of every opening (a metric).
    `offload` runs SQLite's writing transactions (under eventlet a native thread, which must not yield inside);
    PostgreSQL's run in the caller, where psycopg2 yields by itself.
    """

    def __init__(
        self,
        engine: Engine,
        master: MasterKeys,
        role: str,
        clock: Callable[[], datetime],
        *,
        grants: Grants = DEFAULT_GRANTS,
        opened: Callable[[str, str], None] = nobody_counts,
        offload: Offload = directly,
        capacity: int = 10_000,
        largest: int = attachments.LARGEST,
    ) -> None:
        self._store = Store(engine, offload if engine.dialect.name == "sqlite" else directly)
        self._ring = KeyRing(self._store, master, clock, capacity)
        self._clock, self._grants, self._opened, self._largest = clock, grants, opened, largest
        self._guard = Guard(role, grants.get(role, Grant()))

    @property
    def engine(self) -> Engine:
        """The vault's database."""
        return self._store.engine

    def under(self, role: str) -> "Vault":
        """The same vault, keys in memory and writer included, under another role."""
        other = copy(self)
        other._guard = Guard(role, self._grants.get(role, Grant()))  # noqa: SLF001 - our own copy
        return other

    # keys

    def keys(self, key_ids: Collection[str]) -> None:
        """Have these keys ready in memory; make and commit the missing ones together. A destroyed one stays so."""
        for key_id in key_ids:
            self._guard.may_use(key_id)
        self._ring.ensure(key_ids)

    def warm(self, key_ids: Collection[str]) -> None:
        """Read what is missing of these keys into memory with one query and make none: before opening many fields."""
        self._ring.warm(key_ids)

    def rotate(self, new_master: MasterKeys) -> int:
        """Rewrap all keys under the newest version of `new_master`; how many. Afterwards the old version may go.

        What was destroyed before is out of reach in every old copy of the database once the old version is gone.
        """
        count = self._ring.rotate(new_master)
        self._store.forget_past()
        return count

    def shred(self, key_ids: Collection[str]) -> None:
        """Destroy these keys, their tags and attachments for good. Said twice it changes nothing.

        NotErased if a reader elsewhere keeps SQLite's write-ahead log from being emptied: say it again.
        """
        self._destroy(key_ids, lambda _: False)

    def shred_unless_held(self, key_ids: Collection[str]) -> bool:
        """The same where none of them is held; whether it was done. No hold comes between the look and the deed."""
        secret = self._secret(_INDEX)
        return self._destroy(key_ids, lambda connection: holding.any_held(connection, secret, key_ids))

    def _destroy(self, key_ids: Collection[str], kept: Callable[[Connection], bool]) -> bool:
        for key_id in key_ids:
            self._guard.may_destroy(key_id)
        now = stamp(self._clock())
        if not self._store.write(lambda connection: shredding.destroyed(connection, key_ids, now, kept)):
            return False
        self._ring.drop(key_ids)
        self._store.forget_past()
        return True

    def shredded(self, key_id: str) -> bool:
        """Whether the key was destroyed."""
        return self._ring.destroyed(key_id)

    def hold(self, held: Mapping[str, Collection[str]]) -> None:
        """Hold exactly these keys (ref → key ids) and no others. Forbidden for all but the discipline room."""
        self._guard.may_open("discipline/holds", "hold")
        secret = self._secret(_INDEX)
        self._store.write(lambda connection: holding.place(connection, secret, held))

    def held(self, key_ids: Collection[str]) -> bool:
        """Whether one of these keys must not be destroyed for now."""
        secret = self._secret(_INDEX)
        return self._store.read(lambda connection: holding.any_held(connection, secret, key_ids))

    def drop(self, key_id: str) -> None:
        """Forget the key in memory: it was destroyed by another process (`asker.shredded`)."""
        self._ring.drop([key_id])

    def refresh(self) -> None:
        """Forget the keys that other processes destroyed since the last look."""
        if self._guard.grant.kinds:
            self._ring.refresh()

    # fields

    def close(self, text: Text, home: Home) -> Closed:
        """Encrypt `text` under its key for its home. ValueError without a key; Shredded; Forbidden."""
        if text.key is None:
            raise ValueError("a text needs its key before it can be closed: text.under(key)")
        self._guard.may_close(text.key)
        self._ring.ensure([text.key])
        closed = seal(self._ring.get(text.key), text, home, os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES))
        return longtexts.detached(self._store, closed, self._clock)

    def open(self, closed: Closed, purpose: str) -> str:
        """The text, for a purpose (a short code, counted). Forbidden, Shredded, UnknownKey, Tampered."""
        return self.disclose(closed, purpose).value

    def disclose(self, closed: Closed, purpose: str) -> Opened:
        """Salt and value, for an outsider to check with `fields.digest_matches`. Raises as `open` does."""
        self._guard.may_open(closed.key, purpose)
        opened = unseal(self._ring.get(closed.key), longtexts.attached(self._store, closed))
        self._opened(self._guard.role, purpose)
        return opened

    def same(self, key_id: str, value: str) -> str | None:
        """The comparison tag of a text under a key (hex); None if the key was destroyed. UnknownKey, Forbidden."""
        self._guard.may_use(key_id)
        try:
            return same_tag(self._ring.get(key_id), value)
        except Shredded:
            return None

    # people

    def asker(self, *, phone: str | None, source_user: tuple[str, str] | None, stream: str) -> str:
        """The asker's id (UUIDv7 text), with its key: of this stream, else known by the phone, else by the user.

        ValueError for a phone without digits (pass None for one that is not to be read).
        """
        return self.askers([Appearance(stream, phone, source_user)])[0]

    def askers(self, appearances: Sequence[Appearance]) -> list[str]:
        """The askers of many streams, with one transaction; see `asker`."""
        secret, now = self._secret(_INDEX), self._clock()
        seen = [askers.sight(secret, appearance) for appearance in appearances]
        epoch = self._ring.epoch
        met, made = self._store.write(lambda connection: askers.meet(connection, seen, self._ring, now))
        self._ring.remember(made, epoch)
        return met

    def tags(self, kind: str, value: str) -> str:
        """The blind tag (hex) of a `phone`, `name` or `credit_code`, however it is spelt. ValueError if empty."""
        return blind_tag(self._secret(_INDEX), kind, value)

    def index(self, kind: str, value: str, ref: str) -> bool:
        """Remember that `ref` (an asker's id, a case number, a key id) has this value; False if it was shredded."""
        tag = self.tags(kind, value)
        return self._store.write(lambda connection: index.remember(connection, kind, tag, ref))

    def find(self, kind: str, value: str) -> list[str]:
        """The refs that have this value, in order."""
        tag = self.tags(kind, value)
        return self._store.read(lambda connection: index.refs(connection, kind, tag))

    def receipt(self, stream: str) -> str:
        """The receipt code of a stream, such as `7K3Q-X0M2-VBPZ`: always the same, guessed by nobody."""
        return receipt_code(self._secret(_RECEIPTS), stream)

    def receipt_fits(self, stream: str, typed: str) -> bool:
        """Whether what a person typed is the receipt of this stream; ValueError (Chinese) if it is no receipt."""
        return compare_digest(self.receipt(stream), read_receipt(typed))

    # attachments

    def put(self, content: bytes | BinaryIO, key_id: str, home: Home) -> str:
        """Encrypt and keep an attachment; its name (64 hex digits). TooLarge, Shredded, Forbidden."""
        return self.deposit(content, key_id, home).name

    def deposit(self, content: bytes | BinaryIO, key_id: str, home: Home) -> Deposited:
        """The same; its name, and the digest by which whoever is given salt and content can check them."""
        self._guard.may_close(key_id)
        data = attachments.content_of(content, self._largest)
        self._ring.ensure([key_id])
        key, now = self._ring.get(key_id), stamp(self._clock())
        salt = os.urandom(SALT_BYTES)
        sealed = attachments.seal_bytes(key, data, home, salt, os.urandom(NONCE_BYTES))
        name = self._store.write(lambda connection: attachments.keep(connection, key_id, sealed, home, now))
        return Deposited(name, attachments.digest_of(salt, data))

    def get(self, name: str, purpose: str) -> bytes:
        """The content of an attachment, for a purpose. KeyError for no such name; otherwise raises as `open` does."""
        return self.hand_out(name, purpose).content

    def hand_out(self, name: str, purpose: str) -> OpenedBytes:
        """The same with its salt, for an outsider to check. Raises as `get` does."""
        row = self._store.read(lambda connection: attachments.fetch(connection, name))
        if row is None:
            raise KeyError(name)
        self._guard.may_open(row["key"], purpose)
        key = self._ring.get(row["key"])
        if row["content"] is None or attachments.name_of(row["content"]) != name:
            raise Tampered(key.id, "an attachment")
        opened = attachments.unseal_bytes(key, row["content"], Home(row["subject"], row["event"], row["path"]))
        self._opened(self._guard.role, purpose)
        return opened

    def _secret(self, key_id: str) -> bytes:
        """A secret of the vault's own, made at first use; Forbidden for a role that has nothing to look up."""
        self._guard.may_look_up()
        self._ring.ensure([key_id])
        return self._ring.get(key_id).secret
