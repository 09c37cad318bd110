"""Which services refuse to append, because they are behind the ledger's copy of their log."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from services.cli.recovery.looking import marked


def behind(installation: Installation) -> list[str]:
    """Their names."""
    return marked(installation.houses)


OPERATIONS: Mapping[str, Callable[..., Any]] = {"behind.list": behind}
