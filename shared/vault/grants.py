"""Which role may close and open which kinds of keys: data, with the default of the architecture."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.vault.errors import Forbidden

ASKER, CASE, DISCIPLINE = "asker", "case", "discipline"
KINDS = frozenset({ASKER, CASE, DISCIPLINE})
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_PURPOSE = re.compile(r"[a-z][a-z0-9_.]{0,39}")


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role may do. `purposes` None: any purpose."""

    opens: frozenset[str] = frozenset()
    closes: frozenset[str] = frozenset()
    purposes: frozenset[str] | None = None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that concern this role at all."""
        return self.opens | self.closes


Grants = Mapping[str, Grant]
_ORDINARY = frozenset({ASKER, CASE})

DEFAULT_GRANTS: Grants = {
    "intake": Grant(opens=_ORDINARY, closes=KINDS),
    "routing": Grant(opens=_ORDINARY, closes=_ORDINARY),
    "supervision": Grant(opens=KINDS, closes=KINDS),
    "notify": Grant(opens=_ORDINARY, closes=_ORDINARY),
    "ledger": Grant(),
    "identity": Grant(),
}


def kind_of(key_id: str) -> str:
    """The kind of a key id such as `asker/<id>`; ValueError if it is none."""
    kind, _, name = key_id.partition("/")
    if kind not in KINDS or not _NAME.fullmatch(name):
        raise ValueError(f"{key_id!r} is no key id")
    return kind


@dataclass(frozen=True, slots=True)
class Guard:
    """One role's grant, asked before every deed."""

    role: str
    grant: Grant

    def may_close(self, key_id: str) -> None:
        """Forbidden unless the role may close under this key."""
        self._require(kind_of(key_id) in self.grant.closes, "close under", key_id)

    def may_use(self, key_id: str) -> None:
        """Forbidden unless the role may close under, or open with, this key."""
        self._require(kind_of(key_id) in self.grant.kinds, "use", key_id)

    def may_destroy(self, key_id: str) -> None:
        """Forbidden unless the role may open with this key: nobody destroys what he may not read."""
        self._require(kind_of(key_id) in self.grant.opens, "destroy", key_id)

    def may_open(self, key_id: str, purpose: str) -> None:
        """Forbidden unless the role may open with this key for this purpose; ValueError for a purpose misnamed."""
        if not _PURPOSE.fullmatch(purpose):
            raise ValueError("a purpose is a short code such as `dispatch.keywords`")
        self._require(kind_of(key_id) in self.grant.opens, "open", key_id)
        self._require(self.grant.purposes is None or purpose in self.grant.purposes, "open for", purpose)

    def may_look_up(self) -> None:
        """Forbidden for a role without any kind: no tags, no index, no receipts."""
        self._require(bool(self.grant.kinds), "use", "the blind index")

    def _require(self, allowed: bool, deed: str, about: str) -> None:
        if not allowed:
            raise Forbidden(self.role, deed, about.partition("/")[0])
