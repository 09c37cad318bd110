"""Spans by OpenTelemetry. Their attributes are the case number, service, type and codes: nothing else, nothing personal.

What concerns a complaint about officials, a clue or a review has no span and no `traceparent`. A span that is not ended is never exported:
that is how one is given up of which it turns out only later that nobody may see it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opentelemetry import context as contexts
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.telemetry.metrics import known_as

if TYPE_CHECKING:
    from shared.eventlog.fact import Fact

CASE = re.compile(r"\d{8}-[0-9A-Z]{11}")
PRIVATE = ("complaint/", "clue/", "review/")
Key = tuple[str, str, int]
_format = TraceContextTextMapPropagator()
_SILENT = contexts.create_key("huying-silent")


def exporting() -> "Tracer":
    """Sends spans to the collector that the environment names, in batches, from a thread of its own."""
    return Tracer(BatchSpanProcessor(OTLPSpanExporter()))


class Tracer:
    """A provider for each service, so that each appears under its name, even where all share a process."""

    def __init__(self, processor: SpanProcessor) -> None:
        self._processor = processor
        self._tracers: dict[str, trace.Tracer] = {}
        self._hearing: dict[Key, Span] = {}

    def stop(self) -> None:
        """Export what is left."""
        self._processor.shutdown()

    def silence(self) -> Callable[[int], None]:
        """Nothing in this thread is traced until the result is called."""
        token = contexts.attach(contexts.set_value(_SILENT, True, Context()))
        return lambda _status: contexts.detach(token)

    def request(self, service: str, method: str, route: str, traceparent: str | None) -> Callable[[int], None]:
        """A request, going on with the caller's trace if it named one."""
        facts = {"http.request.method": method, "http.route": f"/{service}{route}"}
        span = self._begin(service, f"{method} /{service}{route}", SpanKind.SERVER, _context(traceparent), facts)
        token = contexts.attach(trace.set_span_in_context(span))

        def end(status: int) -> None:
            contexts.detach(token)
            span.set_attribute("http.response.status_code", status)
            if status >= 500:
                span.set_status(Status(StatusCode.ERROR))
            span.end()

        return end

    @contextmanager
    def span(self, service: str, name: str, facts: Mapping[str, str]) -> Iterator[None]:
        """Something inside the present trace, or the beginning of one."""
        if contexts.get_value(_SILENT):
            yield
            return
        span = self._begin(service, name, SpanKind.INTERNAL, contexts.get_current(), _named(facts))
        with trace.use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            yield

    def carried(self) -> Context:
        """This thread's context."""
        return contexts.get_current()

    @contextmanager
    def carrying(self, context: Context) -> Iterator[None]:
        """In another thread's context."""
        token = contexts.attach(context)
        try:
            yield
        finally:
            contexts.detach(token)

    def hear(self, service: str, fact: "Fact") -> None:
        """A message was taken; of one whose entry names no trace, nothing is traced."""
        if fact.trace is None or is_private(fact.subject):
            return
        type_ = known_as(fact.type)
        facts = {"messaging.operation.name": "process", "huying.source": fact.service, "huying.type": type_}
        parent, case = _context(fact.trace), _case(fact.subject)
        span = self._begin(service, f"hear {type_}", SpanKind.CONSUMER, parent, facts | case)
        self._hearing[service, fact.service, fact.position] = span

    def heard(self, service: str, source: str, position: int) -> None:
        """It was settled."""
        span = self._hearing.pop((service, source, position), None)
        if span is not None:
            span.end()

    def unit(self, service: str, heard: tuple[str, int] | None, traceparent: str | None) -> "UnitSpan | None":
        """Commands are about to be decided, because of a message (its entry's trace may be None) or of a caller."""
        if heard is None:
            parent = contexts.get_current()
            if contexts.get_value(_SILENT, parent):
                return None
        elif traceparent is None:
            return None
        else:
            hearing = self._hearing.get((service, *heard))
            parent = trace.set_span_in_context(hearing, Context()) if hearing is not None else _context(traceparent)
        return UnitSpan(self._begin(service, "unit of work", SpanKind.INTERNAL, parent, {}))

    def _begin(self, service: str, name: str, kind: SpanKind, parent: Context, facts: Mapping[str, str]) -> Span:
        attributes = {"huying.service": service, **facts}
        return self._tracer(service).start_span(name, parent, kind, attributes)

    def _tracer(self, service: str) -> trace.Tracer:
        if service not in self._tracers:
            resource = Resource.create({"service.name": service, "service.namespace": "huying"})
            provider = TracerProvider(resource=resource, shutdown_on_exit=False)
            provider.add_span_processor(self._processor)
            self._tracers[service] = provider.get_tracer("huying")
        return self._tracers[service]


class UnitSpan:
    """The span of one unit of work, from its commands to its commit."""

    def __init__(self, span: Span) -> None:
        self._span = span

    def may_be_about(self, subjects: Iterable[str]) -> bool:
        """Told the subjects, once they are decided; False: the span must be given up."""
        found = list(subjects)
        if len(found) == 1:
            self._span.set_attributes(_case(found[0]))
        return not any(map(is_private, found))

    @property
    def traceparent(self) -> str | None:
        """What the unit's entries say of the trace that they belong to."""
        carrier: dict[str, str] = {}
        _format.inject(carrier, trace.set_span_in_context(self._span, Context()))
        return carrier.get("traceparent")

    def committed(self, types: Iterable[str]) -> None:
        """It is in the log, with entries of these types."""
        self._span.set_attribute("huying.types", sorted(set(map(known_as, types))))
        self._span.end()

    def refused(self, code: str) -> None:
        """It is not."""
        self._span.set_attribute("error.type", code)
        self._span.set_status(Status(StatusCode.ERROR))
        self._span.end()


def is_private(subject: str) -> bool:
    """Whether nothing about this subject may appear in a trace."""
    return subject.startswith(PRIVATE)


def _context(traceparent: str | None) -> Context:
    """The context in which a span's parent is the one named; without one, a new trace begins."""
    return _format.extract({"traceparent": traceparent}, Context()) if traceparent else Context()


def _named(facts: Mapping[str, str]) -> dict[str, str]:
    return {f"huying.{name}": value for name, value in facts.items()}


def _case(subject: str) -> dict[str, str]:
    """The attribute for a case; other subjects (accounts, parts of the rules) are not named."""
    return {"huying.case": subject} if CASE.fullmatch(subject) else {}
