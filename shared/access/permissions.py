"""Roles give permissions; what no role gives is denied. Roles are data of the jurisdiction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.access.who import Who


class Role(Protocol):
    """All that is read of a role: the names of its permissions, such as `work_orders.sign`."""

    @property
    def permissions(self) -> Collection[str]:
        """The permissions it gives."""


class NotAllowed(Exception):
    """Known, but not permitted. `permission` is what was missing."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cases may be seen: those of `unit`, or everybody's when it is None."""

    unit: str | None

    def sees(self, unit: str | None) -> bool:
        """Whether a case of this unit (None: of no unit yet) is within the scope."""
        return self.unit is None or (bool(self.unit) and self.unit == unit)


EVERYBODY = Scope(None)


def allowed(who: Who, permission: str, roles: Mapping[str, Role]) -> bool:
    """Whether one of the asker's roles gives this permission; unknown roles give nothing."""
    return any(permission in roles[name].permissions for name in who.roles if name in roles)


def scope(who: Who, roles: Mapping[str, Role], *, everything: str, own: str) -> Scope:
    """All with the permission `everything`, the asker's unit with `own`; NotAllowed with neither, or without a unit."""
    if allowed(who, everything, roles):
        return EVERYBODY
    if allowed(who, own, roles) and who.unit:
        return Scope(who.unit)
    raise NotAllowed(own)
