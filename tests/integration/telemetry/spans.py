"""The spans of a test, as somebody looking at traces would ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

ALLOWED = {
    *("huying.service", "huying.source", "huying.type", "huying.types", "huying.case", "huying.feed"),
    *("http.request.method", "http.route", "http.response.status_code", "messaging.operation.name", "error.type"),
}


@dataclass(frozen=True, slots=True)
class Spans:
    kept: InMemorySpanExporter

    def all(self) -> list[ReadableSpan]:
        """Every span that ended."""
        return list(self.kept.get_finished_spans())

    def named(self, name: str) -> list[ReadableSpan]:
        """Those of this name."""
        return [span for span in self.all() if span.name == name]

    def traces(self) -> set[str]:
        """The ids of all traces, as entries name them."""
        return {trace_of(span) for span in self.all()}

    def services(self, kind: str) -> set[str]:
        """Which services have spans of this kind (`CONSUMER`, `SERVER`, `INTERNAL`)."""
        return {str(facts(span)["huying.service"]) for span in self.all() if span.kind.name == kind}


def trace_of(span: ReadableSpan) -> str:
    assert span.context is not None
    return f"{span.context.trace_id:032x}"


def id_of(span: ReadableSpan) -> int:
    assert span.context is not None
    return int(span.context.span_id)


def facts(span: ReadableSpan) -> Mapping[str, Any]:
    return span.attributes or {}


def parents_are_there(spans: list[ReadableSpan]) -> bool:
    """Whether all but one have their parent among them: they are one tree."""
    ids = {id_of(span) for span in spans}
    orphans = [span for span in spans if span.parent is None or span.parent.span_id not in ids]
    return len(orphans) == 1
