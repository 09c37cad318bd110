"""Reaching a system: a running one through its socket, a stopped one by starting it, a real one through its databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.cli import control
from services.cli.places import DATA, is_real
from shared.house.folder import InUse, lock

Call = Callable[..., Any]


@contextmanager
def system(folder: Path) -> Iterator[Call]:
    """`call(operation, **arguments)` on the system of this folder, running or not."""
    if is_real() and folder == DATA:
        with _real() as call:
            yield call
        return
    folder = folder.absolute()
    try:
        held = lock(folder)
    except InUse:
        with control.connected(folder) as call:
            yield call
        return
    with held, _stopped(folder) as call:
        yield call


@contextmanager
def _real() -> Iterator[Call]:
    from services.cli import alone, environment  # noqa: PLC0415 - beside a running system no service is needed

    with alone.reached(environment.read()) as installation:
        yield _calling(installation)


@contextmanager
def _stopped(folder: Path) -> Iterator[Call]:
    from services.cli import alone, settings  # noqa: PLC0415 - as above: seconds, for a command that asks a question

    with alone.started(folder, settings.settings_of(folder)) as installation:
        yield _calling(installation)
        alone.drain(installation)
        alone.seal(installation)


def _calling(installation: Any) -> Call:
    from services.cli.operations import OPERATIONS  # noqa: PLC0415 - as above

    return lambda operation, **arguments: OPERATIONS[operation](installation, **arguments)
