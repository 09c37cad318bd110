"""What is said about accounts. Display names of officers are ordinary clear structure, as actors' names are."""

from dataclasses import dataclass

from shared.kernel.stored import stored


@stored("account.created")
@dataclass(frozen=True, slots=True)
class Created:
    account: str
    name: str
    unit: str
    post: str
    roles: tuple[str, ...]


@stored("account.role_granted")
@dataclass(frozen=True, slots=True)
class RoleGranted:
    account: str
    role: str


@stored("account.role_revoked")
@dataclass(frozen=True, slots=True)
class RoleRevoked:
    account: str
    role: str


@stored("account.password_changed")
@dataclass(frozen=True, slots=True)
class PasswordChanged:
    account: str


@stored("account.disabled")
@dataclass(frozen=True, slots=True)
class Disabled:
    account: str


Event = Created | RoleGranted | RoleRevoked | PasswordChanged | Disabled
EVENTS = (Created, RoleGranted, RoleRevoked, PasswordChanged, Disabled)
