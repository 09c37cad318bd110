"""Spans kept in memory instead of being sent."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.telemetry import traces
from shared.telemetry.tracer import Tracer
from tests.integration.telemetry.spans import Spans


@pytest.fixture
def spans() -> Iterator[Spans]:
    """What was traced while the test ran."""
    kept = InMemorySpanExporter()
    traces.use(Tracer(SimpleSpanProcessor(kept)))
    yield Spans(kept)
    traces.use(None)
