"""The services there are, in the order in which a case goes round; each is loaded when it is asked for."""

from importlib import import_module
from typing import Any

from shared.house.spec import Spec

NAMES = ("identity", "intake", "routing", "supervision", "notify", "ledger")


def main_of(name: str) -> Any:
    """The module that wires a service (`SPEC`, `Service`); ValueError for one that there is not."""
    if name not in NAMES:
        raise ValueError(f"there is no service {name}; known: {', '.join(NAMES)}")
    return import_module(f"services.{name}.main")


def spec_of(name: str) -> Spec:
    """What a service consists of."""
    spec: Spec = main_of(name).SPEC
    return spec


def specs() -> tuple[Spec, ...]:
    """All services."""
    return tuple(spec_of(name) for name in NAMES)
