"""What may be done to an account: nobody changes one's own rights, and what is apart stays apart."""

import re
from collections.abc import Collection, Sequence
from typing import assert_never

from services.identity.domain.account.commands import (
    ChangePassword,
    Command,
    CreateAccount,
    Disable,
    GrantRole,
    RevokeRole,
)
from services.identity.domain.account.events import (
    Created,
    Disabled,
    Event,
    PasswordChanged,
    RoleGranted,
    RoleRevoked,
)
from services.identity.domain.account.state import Account
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.rules.rules import Rules

COMMANDS = (CreateAccount, GrantRole, RevokeRole, ChangePassword, Disable)
NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
RESERVED = frozenset({"asker", "feed", "system"})
"""Actors that are no accounts are named so; see `shared.kernel.actor`."""


def decide(command: Command, account: Account) -> Sequence[Event]:
    """What the command leads to. Rejected with a code of `domain/sentences.py`; said twice, nothing."""
    if isinstance(command, CreateAccount):
        return _create(command, account)
    if not account.account:
        raise Rejected("account.unknown", account=command.account)
    match command:
        case Disable():
            return _disable(command, account)
        case _ if account.disabled:
            raise Rejected("account.is_disabled", account=account.account)
        case ChangePassword():
            return [PasswordChanged(account.account)]
        case GrantRole():
            return _grant(command, account)
        case RevokeRole():
            return _revoke(command, account)
        case _:
            assert_never(command)


def _create(command: CreateAccount, account: Account) -> Sequence[Event]:
    roles = tuple(sorted(set(command.roles)))
    created = Created(command.account, command.name, command.unit, command.post, roles)
    if account.created == created:
        return []
    if account.account:
        raise Rejected("account.exists", account=command.account)
    if not NAME.fullmatch(command.account) or command.account in RESERVED:
        raise Rejected("account.bad_name")
    if not command.name.strip():
        raise Rejected("account.no_name")
    if command.unit and command.unit not in command.moment.rules.units:
        raise Rejected("account.unknown_unit", unit=command.unit)
    _may_be_held(roles, command.moment.rules)
    return [created]


def _grant(command: GrantRole, account: Account) -> Sequence[Event]:
    if command.role in account.roles:
        return []
    _by_another(command.moment, account)
    _may_be_held({*account.roles, command.role}, command.moment.rules)
    return [RoleGranted(account.account, command.role)]


def _revoke(command: RevokeRole, account: Account) -> Sequence[Event]:
    if command.role not in account.roles:
        return []
    _by_another(command.moment, account)
    return [RoleRevoked(account.account, command.role)]


def _disable(command: Disable, account: Account) -> Sequence[Event]:
    if account.disabled:
        return []
    _by_another(command.moment, account)
    return [Disabled(account.account)]


def _by_another(moment: Moment, account: Account) -> None:
    if moment.by.account == account.account:
        raise Rejected("account.not_yourself")


def _may_be_held(roles: Collection[str], rules: Rules) -> None:
    """Rejected unless all are roles of the jurisdiction and one person may hold them together (三员分立)."""
    for role in sorted(roles):
        if role not in rules.roles:
            raise Rejected("account.unknown_role", role=role)
    for apart in rules.apart:
        together = sorted(apart.intersection(roles))
        if len(together) > 1:
            raise Rejected("account.roles_apart", roles="、".join(rules.roles[role].name for role in together))
