"""Traces: from a request through log and bus to the last reaction. Off unless the environment names a collector.

Off, every call here is one look at `tracer`, and OpenTelemetry is not even imported. Greenthreads begin with an empty
context each and keep it to themselves, so what goes on in another one (a pool of threads) is handed over by `carried`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from shared.telemetry.metrics import is_counted

if TYPE_CHECKING:
    from shared.telemetry.tracer import Tracer, UnitSpan

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
UNTRACED = ("/metrics", "/healthz", "/readyz", "/static")
tracer: "Tracer | None" = None
"""None: off."""


def configure() -> bool:
    """Switch tracing on where the standard variables of OpenTelemetry say so; whether it is on."""
    global tracer  # noqa: PLW0603 - one for the process, set at its start
    wanted = any(os.environ.get(name) for name in ENDPOINTS)
    if tracer is None and wanted and os.environ.get("OTEL_SDK_DISABLED", "").lower() != "true":
        from shared.telemetry.tracer import exporting  # noqa: PLC0415 - imported only where it is switched on

        tracer = exporting()
    return tracer is not None


def use(other: "Tracer | None") -> None:
    """Trace with this one from now on (tests); None: off."""
    global tracer  # noqa: PLW0603
    tracer = other


def stop() -> None:
    """Export what is left; off from now on."""
    global tracer  # noqa: PLW0603
    if tracer is not None:
        tracer.stop()
        tracer = None


def _nothing(_status: int) -> None:
    pass


def request(service: str, method: str, route: str, traceparent: str | None) -> Callable[[int], None]:
    """A request began; call the result with its status. Requests about complaints leave nothing at all."""
    if tracer is None or route.startswith(UNTRACED):
        return _nothing
    if not is_counted(route):
        return tracer.silence()
    return tracer.request(service, method, route, traceparent)


def unit(service: str, heard: tuple[str, int] | None, traceparent: str | None) -> "UnitSpan | None":
    """Commands are about to be decided; `heard` is the source and position of the message that led to them."""
    return None if tracer is None else tracer.unit(service, heard, traceparent)


@contextmanager
def span(service: str, name: str, **facts: str) -> Iterator[None]:
    """Something that begins a trace, or goes on with one; `facts` are codes, never personal data."""
    if tracer is None:
        yield
        return
    with tracer.span(service, name, facts):
        yield


def carried() -> Any:
    """What another thread needs to go on with this one's trace; see `carrying`."""
    return None if tracer is None else tracer.carried()


@contextmanager
def carrying(context: Any) -> Iterator[None]:
    """Go on with the trace of the thread that asked `carried`."""
    if tracer is None or context is None:
        yield
        return
    with tracer.carrying(context):
        yield
