"""Tracing is off unless the environment names a collector; then spans arrive there."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shared.telemetry import traces
from shared.telemetry.tracer import UnitSpan

ROOT = Path(__file__).resolve().parents[3]


def take(server: socket.socket, posted: list[tuple[str, bytes]]) -> None:
    """Answer every request until the socket is closed.

    No `http.server`: where eventlet's WSGI server was imported first, that one's `shutdown` waits for a hub of its own.
    """
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as lines:
                path = lines.readline().split()[1].decode()
                headers = dict(line.lower().split(b":", 1) for line in iter(lines.readline, b"\r\n"))
                posted.append((path, lines.read(int(headers[b"content-length"]))))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bytes]]]:
    posted: list[tuple[str, bytes]] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=take, args=(server, posted))
        thread.start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        yield posted
        traces.stop()
        server.shutdown(socket.SHUT_RDWR)  # wakes who accepts
        thread.join()


def test_without_a_collector_it_is_off_and_opentelemetry_is_not_even_imported() -> None:
    script = (
        "import sys; from shared.telemetry import traces; assert not traces.configure(); "
        "from services.cli import embedded; assert not [name for name in sys.modules if name.startswith('opentelemetry')]"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_off_nothing_is_asked_of_anybody() -> None:
    assert traces.unit("intake", None, None) is None
    traces.request("intake", "GET", "/ask", None)(200)
    with traces.carrying(traces.carried()), traces.span("intake", "take order", feed="12345"):
        pass


def test_switched_off_by_name_it_stays_off(collector: list[tuple[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert not traces.configure()
    assert collector == []


def test_spans_arrive_at_the_collector_under_the_services_name(collector: list[tuple[str, bytes]]) -> None:
    assert traces.configure()
    ended = traces.request("intake", "POST", "/ask", None)
    unit = traces.unit("intake", None, None)
    assert isinstance(unit, UnitSpan)
    assert unit.may_be_about(["20261124-7K3QX0M2VBP"])
    unit.committed(["appeal.received"])
    ended(303)
    traces.stop()
    ((path, body),) = collector
    assert path == "/v1/traces"
    for word in (b"service.name", b"intake", b"POST /intake/ask", b"unit of work", b"20261124-7K3QX0M2VBP"):
        assert word in body


GREEN = """
import eventlet
eventlet.monkey_patch()
from concurrent.futures import ThreadPoolExecutor
from opentelemetry import trace
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from shared.telemetry import traces
from shared.telemetry.tracer import Tracer
kept = InMemorySpanExporter()
traces.use(Tracer(SimpleSpanProcessor(kept)))
def current():
    return trace.get_current_span().get_span_context().span_id
def one(number):
    with traces.span("intake", f"outer {number}"):
        mine = current()
        eventlet.sleep(0.01)
        with traces.span("intake", f"inner {number}"):
            eventlet.sleep(0.01)
        assert current() == mine != 0
for thread in [eventlet.spawn(one, number) for number in range(20)]:
    thread.wait()
spans = {span.name: span for span in kept.get_finished_spans()}
for number in range(20):
    assert spans[f"inner {number}"].parent.span_id == spans[f"outer {number}"].context.span_id
with traces.span("intake", "request"), ThreadPoolExecutor(2) as pool:
    mine, context = current(), traces.carried()
    def carried():
        with traces.carrying(context):
            return current()
    assert eventlet.spawn(current).wait() == 0
    assert pool.submit(current).result() == 0
    assert pool.submit(carried).result() == mine
assert current() == 0
"""


def test_each_greenthread_has_a_context_of_its_own_and_pools_are_handed_theirs() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", GREEN], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
