"""What may be asked of an account. `account` is its name, the same for ever."""

from dataclasses import dataclass

from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class CreateAccount:
    """`name` is the display name, `unit` a unit's code or empty, `post` what the person is there."""

    account: str
    name: str
    unit: str
    post: str
    roles: tuple[str, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class GrantRole:
    account: str
    role: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class RevokeRole:
    account: str
    role: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Records that the password is changed, and by whom; the hash itself is kept elsewhere."""

    account: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Disable:
    """For good: who comes back gets another account, so that no name ever means two persons."""

    account: str
    moment: Moment


Command = CreateAccount | GrantRole | RevokeRole | ChangePassword | Disable
