"""One trace from the request through log and bus to the last reaction; and what no trace ever shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

from services.cli.alone import drain, started
from services.cli.installation import Installation
from services.cli.settings import settings_of
from services.intake import feeding
from services.intake.submitting import complain
from shared.eventlog.codec import decode
from shared.house.folder import lock
from tests.integration.telemetry.spans import ALLOWED, Spans, facts, parents_are_there, trace_of

ORDER = {"source_no": "T1", "title": "供热不足", "text": "办公楼供热不足，请协调", "phone": "0470-0000001"}
CALLER = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def system(tmp_path: Path, spans: Spans) -> Iterator[Installation]:
    with lock(tmp_path), started(tmp_path, settings_of(tmp_path)) as installation:
        drain(installation)
        spans.kept.clear()
        yield installation


def said(system: Installation, subject: str) -> dict[str, set[str]]:
    """Service → the trace ids that its entries about a subject name (`` for none)."""
    named: dict[str, set[str]] = {}
    for name, house in system.houses.items():
        for entry in house.log.read():
            if entry.subject == subject:
                trace = decode(entry.body).get("traceparent", "")
                named.setdefault(name, set()).add(trace.split("-")[1] if trace else "")
    return named


def test_an_order_of_a_feed_is_one_trace_that_reaches_every_service_that_hears_of_it(
    system: Installation, spans: Spans
) -> None:
    (result,) = feeding.receive_many(system.houses["intake"], "12345", [ORDER], "test")
    drain(system)
    (root,) = spans.named("take order")
    ours = [span for span in spans.all() if trace_of(span) == trace_of(root)]
    hearing = {str(facts(span)["huying.service"]) for span in ours if span.kind.name == "CONSUMER"}
    told = {service for service, house in system.houses.items() if ("intake", "appeal.received") in house.hears}
    assert {"routing", "notify", "ledger"} <= hearing
    assert told <= hearing
    assert parents_are_there(ours)
    entries = said(system, result.case_no)
    assert {"intake", "routing", "notify"} <= entries.keys()
    assert set().union(*entries.values()) == {trace_of(root)}


def test_two_orders_of_one_file_are_two_traces(system: Installation, spans: Spans) -> None:
    feeding.receive_many(system.houses["intake"], "12345", [ORDER, {**ORDER, "source_no": "T2"}], "test")
    assert len({trace_of(span) for span in spans.named("take order")}) == 2


def test_a_request_goes_on_with_the_callers_trace(system: Installation, spans: Spans) -> None:
    intake = system.houses["intake"]
    headers = {"X-Api-Key": system.feed_keys["12345"], "traceparent": f"00-{CALLER}-00f067aa0ba902b7-01"}
    request = EnvironBuilder(
        path="/intake/api/v1/feeds/12345/orders", method="POST", json=ORDER, headers=list(headers.items())
    ).get_request()
    answer = intake.site.respond(request)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    drain(system)
    assert spans.traces() == {CALLER}
    (served,) = [span for span in spans.all() if span.kind.name == "SERVER"]
    assert facts(served)["http.route"] == "/intake/api/v1/feeds/<source>/orders"
    assert facts(served)["http.response.status_code"] == 201
    assert spans.services("CONSUMER") >= {"routing", "notify", "ledger"}


def test_attributes_are_the_case_service_type_and_codes_alone(system: Installation, spans: Spans) -> None:
    feeding.receive_many(system.houses["intake"], "12345", [ORDER], "test")
    drain(system)
    assert spans.all()
    for span in spans.all():
        assert set(facts(span)) <= ALLOWED
        said = f"{span.name} {dict(facts(span))}"
        assert not any(word in said for word in ("0470", "供热", "T1"))
        assert not span.events


def test_a_complaint_about_officials_is_in_no_trace_and_its_entry_names_none(
    system: Installation, spans: Spans
) -> None:
    intake = system.houses["intake"]
    form = {"text": "某窗口工作人员推诿", "once": "x"}
    for path in ("/intake/complain", "/intake/complain"):
        intake.site.respond(EnvironBuilder(path=path, method="POST", data=form).get_request())
        intake.site.respond(EnvironBuilder(path=path).get_request())
    complain(intake, '{"text": "推诿"}', "a form")
    drain(system)
    (complaint,) = [entry for entry in intake.log.read() if entry.type == "complaint.received"]
    (clue,) = [entry for entry in system.houses["supervision"].log.read() if entry.type == "clue.received"]
    assert "traceparent" not in decode(complaint.body)
    assert "traceparent" not in decode(clue.body)
    assert spans.all() == []


def test_pages_of_health_are_not_traced(system: Installation, spans: Spans) -> None:
    for page in ("healthz", "readyz", "metrics"):
        system.houses["intake"].site.respond(EnvironBuilder(path=f"/intake/{page}").get_request())
    assert spans.all() == []
