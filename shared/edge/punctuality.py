"""How late greenthreads get their turn: a timer that looks at how late it is itself."""

from eventlet.event import Event

from shared.eventlog.clock import monotonic
from shared.telemetry import machine

TURN = 0.5


def watch(stopping: Event) -> None:
    """Until the process stops."""
    due = monotonic() + TURN
    while stopping.wait(timeout=max(due - monotonic(), 0)) is None and not stopping.ready():
        machine.late(monotonic() - due)
        due = monotonic() + TURN
