"""The roles (角色): what each may do, and which one account may never hold together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.rules.entry import Entry

PERMISSION = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@dataclass(frozen=True, slots=True)
class Role:
    """`permissions` are names such as `work_orders.sign`; what is not named is denied."""

    code: str
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """What the part `roles` says. `apart`: of each set, one account holds at most one role (三员分立)."""

    roles: Mapping[str, Role]
    apart: tuple[frozenset[str], ...]


def roles_from(part: Entry) -> Roles:
    """`{roles: {code: {name, permissions: []}}, apart: [[role]]}`."""
    part.only("roles", "apart")
    roles = {code: _role(code, entry) for code, entry in part.entries("roles")}
    return Roles(roles, _apart(part, roles))


def _role(code: str, entry: Entry) -> Role:
    entry.only("name", "permissions")
    permissions = entry.texts("permissions")
    for permission in permissions:
        if not PERMISSION.fullmatch(permission):
            entry.fault(f"权限“{permission}”应写成 work_orders.sign 这样")
    return Role(code, entry.text("name"), frozenset(permissions))


def _apart(part: Entry, roles: Mapping[str, Role]) -> tuple[frozenset[str], ...]:
    sets = part.content.get("apart", [])
    if not isinstance(sets, list | tuple) or not all(isinstance(one, list | tuple) for one in sets):
        part.fault("“apart”应为角色列表的列表")
        return ()
    for role in (role for one in sets for role in one):
        if role not in roles:
            part.fault(f"“apart”里的角色“{role}”不在 roles 里，请改正")
    return tuple(frozenset(one) for one in sets)
