"""The first administrator, for `huying init`: without one nobody could make accounts."""

from dataclasses import replace

from services.identity import administration, passwords
from services.identity.domain.account.commands import CreateAccount
from services.identity.readmodels.accounts import any_account, one
from services.identity.sessions import BY_ITSELF
from shared.house.house import House
from shared.kernel.rejection import Rejected
from shared.rules.rules import Rules

ROLE = "security_admin"


def create_first_administrator(
    house: House, account: str, password: str, name: str = "安全管理员", *, rules: Rules | None = None
) -> None:
    """A security administrator, who makes the other accounts (and may hold neither of the two other offices).

    After the rules were adopted (`account.unknown_role` before), or with those that are being adopted. Rejected `account.not_the_first` where there are
    accounts already; the same once more changes nothing. Other codes as in `domain/sentences.py`, and `password.…`.
    """
    moment = house.moment(BY_ITSELF)
    command = CreateAccount(account, name, "", name, (ROLE,), replace(moment, rules=rules or moment.rules))
    passwords.accept(account, password)
    if one(house.engine, account) is None and any_account(house.engine):
        raise Rejected("account.not_the_first")
    administration.create(house, command, password)
