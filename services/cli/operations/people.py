"""In whose name a command acts: an account that exists and may, as soon as the installation has accounts."""

from services.cli.installation import Installation
from services.cli.operations.opening import Reader
from services.identity.readmodels import accounts
from shared.access.permissions import allowed
from shared.access.who import Who
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected

ALL_CASES, OWN_CASES = ("cases.read", "audit.read"), "cases.read_own"


def acting(installation: Installation, account: str, *permissions: str) -> Actor:
    """The account as an entry names it, if it has one of the permissions.

    Rejected `cli.unknown_account`, `cli.disabled_account`, `cli.may_not`. Where there are no accounts at all (a new
    folder, before `huying init`), the name is taken as it is said: nobody can be passed off as somebody else.
    """
    who = _known(installation, account)
    if who is None:
        return Actor(account)
    if not any(_may(installation, who, permission) for permission in permissions):
        raise Rejected("cli.may_not", account=account, roles=_roles_with(installation, permissions))
    return who.actor()


def reading(installation: Installation, account: str, unit: str) -> tuple[Actor, Reader]:
    """The same for one who wants to read the words of a case of this lead unit, and what they may open of it.

    Rejected `cli.not_your_case` besides.
    """
    actor = acting(installation, account, "personal.open", "audit.read")
    who = _known(installation, account)
    if who is not None and not any(_may(installation, who, permission) for permission in ALL_CASES):
        own = _may(installation, who, OWN_CASES) and who.unit and who.unit == unit
        if not own:
            raise Rejected("cli.not_your_case", account=account)
    return actor, Reader(actor.unit, lambda permission: who is None or _may(installation, who, permission))


def _known(installation: Installation, account: str) -> Who | None:
    """The account; None where the installation has no accounts yet."""
    identity = _identity(installation)
    row = accounts.one(identity.engine, account)
    if row is None:
        if accounts.any_account(identity.engine):
            raise Rejected("cli.unknown_account", account=account)
        return None
    if row.disabled_at is not None:
        raise Rejected("cli.disabled_account", account=account)
    return Who(row.account, row.name, row.unit, row.post, row.roles)


def _may(installation: Installation, who: Who, permission: str) -> bool:
    return allowed(who, permission, _identity(installation).rulebook.current.roles)


def _roles_with(installation: Installation, permissions: tuple[str, ...]) -> str:
    roles = _identity(installation).rulebook.current.roles
    return "、".join(role.name for role in roles.values() if role.permissions.intersection(permissions))


def _identity(installation: Installation) -> House:
    return installation.houses["identity"]
