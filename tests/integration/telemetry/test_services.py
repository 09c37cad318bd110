"""What the real services show of their work, on a small system of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from services.cli.alone import drain, started
from services.cli.installation import Installation
from services.cli.operations.logs import verify_logs
from services.cli.settings import settings_of
from services.intake import feeding
from shared.eventlog.clock import now
from shared.house.folder import lock
from shared.testing.process import program
from tests.integration.adopted import TUESDAY
from tests.integration.conftest import missing_is_skipped
from tests.integration.telemetry.looking import scraped, shown

ORDER = {"source_no": "T1", "title": "供热不足", "text": "办公楼供热不足，请协调", "phone": "0470-0000001"}


class Clock:
    """The machine's, moved on by what a test says."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def running(folder: Path, clock: Clock) -> Iterator[Installation]:
    with lock(folder), started(folder, settings_of(folder), clock) as embedded:
        yield embedded


def test_each_part_of_each_service_can_be_read_and_keeps_to_the_conventions(tmp_path: Path, clock: Clock) -> None:
    with missing_is_skipped():
        promtool = program("promtool", "prometheus", "/usr/bin")
    with running(tmp_path, clock) as embedded:
        feeding.receive(embedded.houses["intake"], "12345", ORDER)
        drain(embedded)
        verify_logs(embedded)
        for house in embedded.houses.values():
            parts = {name: value for name, value in shown(house).items() if "scrape_part" in name}
            assert len(parts) >= 4
            assert set(parts.values()) == {1.0}, parts
            checked = subprocess.run(
                [promtool, "check", "metrics"], input=scraped(house).encode(), capture_output=True, check=False
            )
            assert (checked.returncode, checked.stderr.decode()) == (0, "")


def test_when_a_feed_last_delivered_is_known_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    series = 'huying_feed_last_success_timestamp_seconds{source="12345"}'
    with running(tmp_path, clock) as embedded:
        assert series not in shown(embedded.houses["intake"])
        feeding.receive(embedded.houses["intake"], "12345", ORDER)
        delivered = shown(embedded.houses["intake"])[series]
    assert abs(delivered - now().timestamp()) < 60
    clock.ahead = timedelta(hours=30)
    with running(tmp_path, clock) as embedded:
        intake = embedded.houses["intake"]
        assert shown(intake)[series] == delivered
        assert shown(intake)['huying_feed_silence_limit_seconds{source="12345"}'] == 24 * 3600
        feeding.quarantine(intake, "12345", "file", 7, "feed.invalid")
        feeding.receive_many(intake, "12345", [{**ORDER, "source_no": "OLD"}], "file", history=True)
        assert shown(intake)[series] == delivered


def test_overdue_duties_are_told_by_unit_and_duty(tmp_path: Path, clock: Clock) -> None:
    """Received on a Tuesday morning: on a Friday afternoon an answer about heating is due before the signature."""
    clock.ahead = TUESDAY - now()
    with running(tmp_path, clock) as embedded:
        routing = embedded.houses["routing"]
        feeding.receive(embedded.houses["intake"], "12345", ORDER)
        drain(embedded)
        assert overdue(shown(routing)) == {}
        clock.ahead += timedelta(days=30)
        (name,) = overdue(shown(routing))
        assert name == 'huying_duties_overdue{duty="sign",unit="housing"}'


def overdue(series: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in series.items() if name.startswith("huying_duties_overdue") and value}


def test_the_ledger_tells_how_far_its_copies_are_and_notify_what_waits(tmp_path: Path, clock: Clock) -> None:
    with running(tmp_path, clock) as embedded:
        feeding.receive(embedded.houses["intake"], "12345", ORDER)
        drain(embedded)
        ledger, notify = shown(embedded.houses["ledger"]), shown(embedded.houses["notify"])
        for name in ("intake", "routing", "notify"):
            head = embedded.houses[name].log.head().position
            assert ledger[f'huying_ledger_kept_position{{log="{name}"}}'] == head
        waiting = [value for name, value in notify.items() if name.startswith("huying_notifications_waiting")]
        assert sum(waiting) > 0
        assert notify["huying_notifications_oldest_waiting_seconds"] > 0


def test_a_verification_is_kept_for_every_log(tmp_path: Path, clock: Clock) -> None:
    with running(tmp_path, clock) as embedded:
        assert verify_logs(embedded)["ok"]
        for house in embedded.houses.values():
            assert shown(house)["huying_eventlog_verify_last_faults"] == 0
