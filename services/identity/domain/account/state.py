"""An account as its events left it."""

from dataclasses import dataclass, replace

from services.identity.domain.account.events import (
    Created,
    Disabled,
    Event,
    PasswordChanged,
    RoleGranted,
    RoleRevoked,
)


@dataclass(frozen=True, slots=True)
class Account:
    """`account` is empty while there is none. `roles` are sorted."""

    account: str = ""
    name: str = ""
    unit: str = ""
    post: str = ""
    roles: tuple[str, ...] = ()
    disabled: bool = False
    created: Created | None = None


def evolve(state: Account, event: Event) -> Account:
    """The account after one more event."""
    match event:
        case Created(account, name, unit, post, roles):
            return Account(account, name, unit, post, tuple(sorted(roles)), disabled=False, created=event)
        case RoleGranted(_, role):
            return replace(state, roles=tuple(sorted({*state.roles, role})))
        case RoleRevoked(_, role):
            return replace(state, roles=tuple(held for held in state.roles if held != role))
        case PasswordChanged():
            return state
        case Disabled():
            return replace(state, disabled=True)
