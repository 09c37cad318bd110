"""What is counted, and what never is."""

from prometheus_client import generate_latest

from shared.telemetry import metrics
from shared.telemetry.registry import REGISTRY, of_service, rendered


def text() -> str:
    return generate_latest(REGISTRY).decode()


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_entries_about_complaints_are_counted_as_other_together_with_everyday_readings() -> None:
    before = value("huying_eventlog_entries_total", service="counting", type="other")
    metrics.said("counting", ["complaint.received", "clue.received", "personal.opened", "appeal.received"])
    assert value("huying_eventlog_entries_total", service="counting", type="other") == before + 3
    assert 'service="counting",type="complaint' not in text()


def test_requests_about_complaints_leave_no_trace() -> None:
    for route in ("/complain", "/complain/done", "/complaints", "/complaints/<matter>", "/api/v1/complaints"):
        metrics.answered("quiet", "POST", route, 303, 0.1)
    assert 'service="quiet"' not in text()
    metrics.answered("quiet", "POST", "/ask", 303, 0.1)
    assert value("huying_http_requests_total", service="quiet", method="POST", route="/ask", status="303") == 1


def test_a_service_shows_the_process_and_itself_but_no_other_service() -> None:
    metrics.handled("mine", "handled").inc()
    metrics.handled("theirs", "handled").inc()
    shown = rendered(of_service("mine")).decode()
    assert 'huying_inbox_messages_total{result="handled",service="mine"} 1.0' in shown
    assert "process_cpu_seconds_total" in shown
    assert "python_gc_collections_total" in shown
    assert 'service="theirs"' not in shown


def test_what_a_feed_sent_is_counted_and_only_what_was_taken_moves_its_time() -> None:
    metrics.fed("intake", "test", "quarantined")
    assert REGISTRY.get_sample_value(
        "huying_feed_last_message_timestamp_seconds", {"service": "intake", "source": "test"}
    ) in (None, 0.0)
    metrics.fed("intake", "test", "registered", 1000.0)
    assert value("huying_feed_last_message_timestamp_seconds", service="intake", source="test") == 1000
