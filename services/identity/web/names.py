"""Roles in words."""

from collections.abc import Iterable

from shared.rules.rules import Rules


def role_name(rules: Rules, role: str) -> str:
    """The role's Chinese name; its code for one that is no more."""
    return rules.roles[role].name if role in rules.roles else role


def role_names(rules: Rules, roles: Iterable[str]) -> str:
    """All of them, or a dash."""
    return "、".join(role_name(rules, role) for role in roles) or "—"
