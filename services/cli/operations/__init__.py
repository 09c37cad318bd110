"""What commands ask of a system, running or not: functions of (installation, arguments) that give JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from services.cli.operations import (
    accounts,
    cases,
    evidence,
    feeds,
    keys,
    logs,
    overdue,
    parking,
    readmodels,
    relays,
    shredding,
    standing,
)

OPERATIONS: Mapping[str, Callable[..., Any]] = {
    **feeds.OPERATIONS,
    **accounts.OPERATIONS,
    **cases.OPERATIONS,
    **evidence.OPERATIONS,
    **keys.OPERATIONS,
    **logs.OPERATIONS,
    **overdue.OPERATIONS,
    **parking.OPERATIONS,
    **readmodels.OPERATIONS,
    **relays.OPERATIONS,
    **shredding.OPERATIONS,
    **standing.OPERATIONS,
}
