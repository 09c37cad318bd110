"""Accounts as a security administrator keeps them, and what of it is not in the log."""

from services.identity import passwords, sessions
from services.identity.domain.account.commands import ChangePassword, CreateAccount, Disable
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected


def create(house: House, command: CreateAccount, password: str) -> None:
    """The account with its first password; done twice, the password of the first time holds."""
    passwords.accept(command.account, password)
    house.execute(command)
    passwords.set_first(house, (command.account,), password)


def reset_password(house: House, name: str, password: str, by: Actor) -> None:
    """Another password for somebody who forgot it; all sign-ins of the account end.

    Not one's own (`account.not_yourself`): that needs the old one.
    """
    if by.account == name:
        raise Rejected("account.not_yourself")
    _change(house, name, password, by)
    sessions.end_all(house, name, "password_changed", by)


def change_password(house: House, name: str, old: str, new: str, by: Actor, *, session: str) -> None:
    """One's own: the old one must fit (`password.old_is_wrong`); the other sign-ins end."""
    if not passwords.fits(house, name, old):
        raise Rejected("password.old_is_wrong")
    _change(house, name, new, by)
    sessions.end_all(house, name, "password_changed", by, but=session)


def disable(house: House, name: str, by: Actor) -> None:
    """The account may do nothing more: its sign-ins end, its tokens count no more at once in this process."""
    house.execute(Disable(name, house.moment(by)))
    house.world.keys.revocations.disable(name)
    sessions.end_all(house, name, "disabled", by)


def _change(house: House, name: str, password: str, by: Actor) -> None:
    """Said first: a change that nobody can see is worse than an entry whose change must be made again."""
    passwords.accept(name, password)
    house.execute(ChangePassword(name, house.moment(by)))
    passwords.set_password(house, name, password)
