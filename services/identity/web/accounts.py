"""Accounts, for those who keep them."""

from typing import Any

from services.identity import administration
from services.identity.domain.account.commands import CreateAccount, GrantRole, RevokeRole
from services.identity.readmodels import accounts
from services.identity.readmodels.accounts import Row
from services.identity.web.forms import NewAccount, NewPassword, OneRole
from services.identity.web.names import role_name, role_names
from shared.house.house import House
from shared.rules.rules import Rules
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import Choices, inputs
from shared.web.paging import Key, Slice, page

PATH = "/identity/accounts"


def slice_of(house: House, cursor: str | None) -> Slice[Row]:
    """One page of the accounts, by name."""

    def fetch(after: Key | None, count: int) -> list[Row]:
        return accounts.listed(house.engine, str(after[0]) if after else "", count)

    return page(fetch, lambda row: (row.account,), cursor)


def account_list(ask: Ask) -> Page:
    """All accounts, and the form for another one."""
    house: House = ask.service
    rules = house.rulebook.current
    shown = slice_of(house, ask.query("cursor"))
    values = {
        "slice": shown,
        "rows": [(row, role_names(rules, row.roles)) for row in shown.items],
        "inputs": inputs(NewAccount, ask, choices={"unit": rules.unit_choices, "roles": _roles(rules)}),
        "cursor": ask.query("cursor"),
    }
    return Page("identity/accounts.html", values)


def create(ask: Ask) -> See:
    """POST: an account with its first password."""
    house: House = ask.service
    form, moment = ask.form, house.moment(ask.who.actor())
    unit, post = form.get("unit", ""), form.get("post", "")
    command = CreateAccount(form["account"], form["name"], unit, post, tuple(form["roles"]), moment)
    administration.create(house, command, form["password"])
    return See(_path(form["account"]), "done.account_created")


def account_page(ask: Ask) -> Page:
    """One account: its roles, and what may be done to it."""
    house: House = ask.service
    row = accounts.one(house.engine, ask.arguments["account"])
    if row is None:
        raise Failure(404)
    rules = house.rulebook.current
    free = [(code, name) for code, name in _roles(rules) if code not in row.roles]
    values: dict[str, Any] = {
        "row": row,
        "roles": [(role_name(rules, role), role) for role in row.roles],
        "role_inputs": inputs(OneRole, ask, choices={"role": free}),
        "password_inputs": inputs(NewPassword, ask),
        "path": _path(row.account),
        "own": row.account == ask.who.account,
    }
    return Page("identity/account.html", values)


def grant(ask: Ask) -> See:
    """POST: one more role."""
    house: House = ask.service
    name = ask.arguments["account"]
    house.execute(GrantRole(name, ask.form["role"], house.moment(ask.who.actor())))
    return See(_path(name), "done.role_granted")


def revoke(ask: Ask) -> See:
    """POST: one role less."""
    house: House = ask.service
    name = ask.arguments["account"]
    house.execute(RevokeRole(name, ask.form["role"], house.moment(ask.who.actor())))
    return See(_path(name), "done.role_revoked")


def disable(ask: Ask) -> See:
    """POST: for good."""
    administration.disable(ask.service, ask.arguments["account"], ask.who.actor())
    return See(_path(ask.arguments["account"]), "done.account_disabled")


def reset_password(ask: Ask) -> See:
    """POST: for somebody who forgot it."""
    name = ask.arguments["account"]
    administration.reset_password(ask.service, name, ask.form["password"], ask.who.actor())
    return See(_path(name), "done.password_reset")


def _path(name: str) -> str:
    return f"{PATH}/{name}"


def _roles(rules: Rules) -> Choices:
    """Those that give anything: an asker needs no account."""
    return [(code, role.name) for code, role in rules.roles.items() if role.permissions]
