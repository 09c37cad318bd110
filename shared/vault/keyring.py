"""The data keys: made, wrapped, committed, cached, destroyed, rewrapped."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from shared.kernel.times import stamp
from shared.vault.cache import Cache
from shared.vault.datakey import SECRET_BYTES, DataKey
from shared.vault.errors import Shredded, UnknownKey
from shared.vault.fields import NONCE_BYTES
from shared.vault.master import MasterKeys
from shared.vault.store import Store
from shared.vault.tables import insert_new, keys

_CHUNK = 500
OVERLAP = timedelta(minutes=5)
_READ = select(keys.c.id, keys.c.version, keys.c.master, keys.c.wrapped).where(
    keys.c.id.in_(bindparam("ids", expanding=True))
)


class Gone:
    """Stands in the cache for a key that was destroyed: it will never come back."""


GONE: Final = Gone()
Found = Mapping[str, DataKey | Gone]


class KeyRing:
    """The keys of one vault, whoever asks. Unwrapped keys stay in memory, at most `capacity` of them."""

    def __init__(self, store: Store, master: MasterKeys, clock: Callable[[], datetime], capacity: int) -> None:
        self._store, self._clock = store, clock
        self.master = master
        self._cache: Cache[DataKey | Gone] = Cache(capacity)
        self._looked = stamp(clock() - OVERLAP)

    def get(self, key_id: str) -> DataKey:
        """The key; Shredded or UnknownKey. From memory, else one read."""
        found = self._cache.get(key_id) or self.load({key_id}).get(key_id)
        if found is None:
            raise UnknownKey(key_id)
        if isinstance(found, Gone):
            raise Shredded(key_id)
        return found

    def load(self, key_ids: Collection[str]) -> Found:
        """Read these into memory; what does not exist is left out."""
        epoch = self._cache.epoch
        found = self._store.read(lambda connection: self._read(connection, key_ids))
        self._cache.fill(found, epoch)
        return found

    def warm(self, key_ids: Collection[str]) -> None:
        """Have those of these in memory that exist."""
        if missing := self._cache.missing(key_ids):
            self.load(missing)

    def ensure(self, key_ids: Collection[str]) -> None:
        """Have all of these in memory; make and commit those that were never there. A destroyed one stays so."""
        missing = self._cache.missing(key_ids)
        absent = missing - self.load(missing).keys() if missing else missing
        if absent:
            epoch = self._cache.epoch
            self._cache.fill(self._store.write(lambda connection: self.make(connection, absent)), epoch)

    def make(self, connection: Connection, key_ids: Collection[str]) -> Found:
        """Insert fresh keys where there are none; what then stands there, whoever made it."""
        for ids in _chunks(sorted(key_ids)):
            self.add(connection, ids)
        return self._read(connection, key_ids)

    def add(self, connection: Connection, key_ids: Iterable[str]) -> Found:
        """Insert fresh keys where there are none; they stand only if nobody else made them."""
        fresh = [DataKey(key_id, 1, os.urandom(SECRET_BYTES)) for key_id in key_ids]
        insert_new(connection, keys, [self._row(key) for key in fresh])
        return {key.id: key for key in fresh}

    @property
    def epoch(self) -> int:
        """To be asked before making what is to be remembered."""
        return self._cache.epoch

    def remember(self, made: Found, epoch: int) -> None:
        """Keep keys that were made and are committed, unless something was destroyed since `epoch`."""
        self._cache.fill(made, epoch)

    def destroyed(self, key_id: str) -> bool:
        """Whether the key was destroyed, in this process or another."""
        return isinstance(self._cache.get(key_id), Gone) or isinstance(self.load({key_id}).get(key_id), Gone)

    def drop(self, key_ids: Iterable[str]) -> None:
        """Forget these in memory."""
        self._cache.drop(key_ids)

    def refresh(self) -> None:
        """Forget what was destroyed, here or by another process, since the last look (clocks may differ a little)."""
        statement = select(keys.c.id).where(keys.c.shredded_at >= self._looked)
        looked = stamp(self._clock() - OVERLAP)
        gone = self._store.read(lambda connection: connection.scalars(statement).all())
        if gone:
            self._cache.drop(gone)
        self._looked = looked

    def rotate(self, new: MasterKeys) -> int:
        """Rewrap every key under the newest version of `new`; how many were rewrapped."""
        self.master = self.master.joined(new)
        count = 0
        while batch := self._store.write(self._rewrap):
            count += batch
        return count

    def _rewrap(self, connection: Connection) -> int:
        old = select(keys.c.id).where(keys.c.wrapped.is_not(None), keys.c.master != self.master.current)
        ids = connection.scalars(old.order_by(keys.c.id).limit(_CHUNK)).all()
        found = [key for key in self._read(connection, ids).values() if isinstance(key, DataKey)]
        if found:
            change = update(keys).where(keys.c.id == bindparam("which"))
            change = change.values(master=bindparam("new_master"), wrapped=bindparam("new_wrapped"))
            connection.execute(
                change,
                [{"which": k.id, "new_master": self.master.current, "new_wrapped": self._wrap(k)} for k in found],
            )
        return len(found)

    def _read(self, connection: Connection, key_ids: Collection[str]) -> Found:
        found: dict[str, DataKey | Gone] = {}
        for ids in _chunks(key_ids):
            for key_id, version, master, wrapped in connection.execute(_READ, {"ids": ids}):
                lives = wrapped is not None
                found[key_id] = self.master.unwrap(master, key_id, version, wrapped) if lives else GONE
        return found

    def _row(self, key: DataKey) -> dict[str, object]:
        made = {"id": key.id, "version": key.version, "created_at": stamp(self._clock())}
        return made | {"master": self.master.current, "wrapped": self._wrap(key)}

    def _wrap(self, key: DataKey) -> bytes:
        return self.master.wrap(key, os.urandom(NONCE_BYTES))


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
