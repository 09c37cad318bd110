"""A vault without cryptography: whoever reads the bytes can read the text, but all it promises to services holds.

Roles and their grants are the real ones. A field opens only with its key, at its home, as it was closed.
"""

import zlib
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256

from shared.kernel.phone import plain_phone
from shared.kernel.text import Closed, Home, Text, asker_key
from shared.testing.simulation.clock import Ids
from shared.vault import DEFAULT_GRANTS, Appearance, Grant, Shredded, Tampered, UnknownKey, Vault
from shared.vault.datakey import normalised
from shared.vault.grants import Guard

Tag = tuple[str, ...]


@dataclass
class Shelf:
    """What the roles of one vault share. It is committed at once and outlives every service."""

    ids: Ids = field(default_factory=Ids)
    keys: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    askers: dict[Tag, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)


class PlainVault(Vault):
    """`Vault` as far as services use it when they command and hear."""

    def __init__(self, role: str = "intake") -> None:
        self._shelf = Shelf()
        self._guard = Guard(role, DEFAULT_GRANTS.get(role, Grant()))

    def under(self, role: str) -> "PlainVault":
        """The same shelf under another role."""
        other = copy(self)
        other._guard = Guard(role, DEFAULT_GRANTS.get(role, Grant()))  # noqa: SLF001 - our own copy
        return other

    def warm(self, key_ids: Collection[str]) -> None:
        """All keys are in memory."""

    def keys(self, key_ids: Collection[str]) -> None:
        """Make the missing ones; a destroyed one stays so."""
        for key_id in key_ids:
            self._guard.may_use(key_id)
        self._shelf.keys.update(set(key_ids) - self._shelf.gone)

    def hold(self, held: Mapping[str, Collection[str]]) -> None:
        """Hold exactly these."""
        self._guard.may_open("discipline/holds", "hold")
        self._shelf.held = {key_id for key_ids in held.values() for key_id in key_ids}

    def held(self, key_ids: Collection[str]) -> bool:
        """Whether one of these is held."""
        return not self._shelf.held.isdisjoint(key_ids)

    def shred(self, key_ids: Collection[str]) -> None:
        """Destroy these keys; who was known by them is forgotten, but for the streams."""
        for key_id in key_ids:
            self._guard.may_destroy(key_id)
        shelf, gone = self._shelf, {key_id.partition("/")[2] for key_id in key_ids}
        shelf.gone.update(key_ids)
        shelf.keys.difference_update(key_ids)
        shelf.askers = {tag: who for tag, who in shelf.askers.items() if tag[0] == "stream" or who not in gone}

    def shred_unless_held(self, key_ids: Collection[str]) -> bool:
        """The same where none of them is held; whether it was done."""
        if self.held(key_ids):
            return False
        self.shred(key_ids)
        return True

    def shredded(self, key_id: str) -> bool:
        """Whether the key was destroyed."""
        return key_id in self._shelf.gone

    def drop(self, key_id: str) -> None:
        """There is no memory beside the shelf."""

    def close(self, text: Text, home: Home) -> Closed:
        """The text for its home. ValueError without a key; Shredded; Forbidden."""
        if text.key is None:
            raise ValueError("a text needs its key before it can be closed: text.under(key)")
        self._guard.may_close(text.key)
        self.keys([text.key])
        self._available(text.key)
        nonce = self._shelf.ids()
        cipher = _place(text.key, nonce, home) + text.value
        same = _tag(text.key, text.value) if text.compare else None
        return Closed(text.key, 1, nonce, cipher, _digest(cipher), home, same)

    def open(self, closed: Closed, purpose: str) -> str:
        """The text, for a purpose. Forbidden, Shredded, UnknownKey, Tampered."""
        self._guard.may_open(closed.key, purpose)
        self._available(closed.key)
        place = _place(closed.key, closed.nonce, closed.home)
        if not closed.cipher.startswith(place) or _digest(closed.cipher) != closed.digest:
            raise Tampered(closed.key, "a field")
        value = closed.cipher[len(place) :]
        if closed.same not in (None, _tag(closed.key, value)):
            raise Tampered(closed.key, "the comparison tag of a field")
        return value

    def same(self, key_id: str, value: str) -> str | None:
        """The comparison tag of a text under a key; None if the key was destroyed. UnknownKey, Forbidden."""
        self._guard.may_use(key_id)
        try:
            self._available(key_id)
        except Shredded:
            return None
        return _tag(key_id, value)

    def asker(self, *, phone: str | None, source_user: tuple[str, str] | None, stream: str) -> str:
        """The asker of this stream, else known by the phone, else by the user; with its key."""
        self._guard.may_look_up()
        by_stream: Tag = ("stream", stream)
        known_by: Tag = by_stream
        if phone is not None:
            known_by = ("phone", plain_phone(phone))
        elif source_user is not None:
            known_by = ("user", *source_user)
        askers = self._shelf.askers
        asker = askers.get(by_stream)
        if asker is None:
            asker = askers[by_stream] = askers.setdefault(known_by, self._shelf.ids())
            self.keys([asker_key(asker)])
        return asker

    def askers(self, appearances: Sequence[Appearance]) -> list[str]:
        """The askers of many streams."""
        return [self.asker(phone=phone, source_user=user, stream=stream) for stream, phone, user in appearances]

    def receipt(self, stream: str) -> str:
        """Always the same for a stream."""
        self._guard.may_look_up()
        return sha256(stream.encode()).hexdigest()[:12]

    def _available(self, key_id: str) -> None:
        if key_id in self._shelf.gone:
            raise Shredded(key_id)
        if key_id not in self._shelf.keys:
            raise UnknownKey(key_id)


def _place(key: str, nonce: str, home: Home) -> str:
    return f"{key}|{nonce}|{home.subject}|{home.id}|{home.path}|"


def _digest(cipher: str) -> str:
    return f"{zlib.crc32(cipher.encode()):08x}"


def _tag(key: str, value: str) -> str:
    return sha256(f"{key}|{normalised(value)}".encode()).hexdigest()
