"""The first administrator of an installation."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from services.identity.first import create_first_administrator


def first(installation: Installation, *, account: str, password: str) -> str:
    """Create it; its account. Every further account is made by it in the pages."""
    create_first_administrator(installation.houses["identity"], account, password)
    return account


OPERATIONS: Mapping[str, Callable[..., Any]] = {"identity.first": first}
