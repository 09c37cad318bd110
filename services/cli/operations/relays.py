"""Publishing again what a service said."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from services.cli.operations.logs import known


def resend(installation: Installation, *, service: str, after: int) -> dict[str, Any]:
    """Publish everything of a service after a position once more; who heard it before ignores it."""
    house = known(installation, service)
    house.relay.resend(after)
    return {"service": service, "after": after, "head": house.log.head().position}


OPERATIONS: Mapping[str, Callable[..., Any]] = {"relay.resend": resend}
