"""What a house shows of itself: its log, its outbox, its inbox and parking lot, its verification; also when it is gone."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from shared.bus import inbox
from shared.eventlog.clock import now
from shared.eventlog.verified import last_verified, note_verified_in
from shared.kernel.rejection import Rejected
from tests.integration.house import desk, shop
from tests.integration.house.town import Town, until
from tests.integration.telemetry import looking


@pytest.fixture
def trouble() -> desk.Trouble:
    return desk.Trouble()


@pytest.fixture
def town(tmp_path: Path, trouble: desk.Trouble) -> Iterator[Town]:
    town = Town(tmp_path, shop.SPEC, desk.spec(trouble.react))
    yield town
    town.stop()


def shown(town: Town, service: str) -> dict[str, float]:
    return looking.shown(town.houses[service])


def test_before_anything_travels_the_outbox_is_full_and_its_age_grows(town: Town) -> None:
    town.tell("li", "one", "two")
    first = shown(town, "intake")
    assert first["huying_eventlog_head_position"] == 2
    assert first["huying_outbox_pending_entries"] == 2
    assert first["huying_relay_lag_entries"] == 2
    assert first["huying_outbox_oldest_age_seconds"] > 0
    assert shown(town, "intake")["huying_outbox_oldest_age_seconds"] > first["huying_outbox_oldest_age_seconds"]


def test_once_everybody_has_handled_it_nothing_is_pending(town: Town) -> None:
    before = shown(town, "supervision").get("huying_inbox_message_age_seconds_count", 0.0)
    town.start().tell("li", "one", "two")
    town.settle()
    shop_says, desk_says = shown(town, "intake"), shown(town, "supervision")
    assert (shop_says["huying_outbox_pending_entries"], shop_says["huying_outbox_oldest_age_seconds"]) == (0, 0)
    assert (shop_says["huying_relay_lag_entries"], shop_says["huying_relay_unconfirmed_entries"]) == (0, 0)
    assert desk_says["huying_inbox_message_age_seconds_count"] - before == 2
    assert (desk_says["huying_inbox_in_hand_messages"], desk_says["huying_inbox_oldest_in_hand_seconds"]) == (0, 0)
    assert desk_says["huying_eventlog_commit_units_count"] > 0
    assert desk_says["huying_eventlog_queue_units"] == 0


def test_a_message_that_nobody_can_handle_shows_in_hand_and_then_in_the_parking_lot(
    town: Town, trouble: desk.Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 3.0)  # long enough to be seen in hand on a busy machine
    trouble.errors["li"] = Rejected("toy.broken")
    town.start().tell("li", "one")
    until(lambda: shown(town, "supervision")["huying_inbox_in_hand_messages"] == 1)
    assert shown(town, "supervision")["huying_inbox_oldest_in_hand_seconds"] > 0
    house = town.houses["supervision"]
    until(lambda: bool(house.lot.waiting()), 30)
    seen = shown(town, "supervision")
    assert seen["huying_parking_messages"] == 1
    since = seen["huying_parking_oldest_age_seconds"]
    until(lambda: shown(town, "supervision")["huying_parking_oldest_age_seconds"] > since)


def test_the_result_of_a_verification_is_there_for_every_later_look(town: Town) -> None:
    log = town.houses["intake"].log
    assert last_verified(log) is None
    assert "huying_eventlog_verify_last_faults" not in shown(town, "intake")
    for faults in (0, 3):
        log.chore(partial(note_verified_in, at=now(), faults=faults))
    seen = shown(town, "intake")
    assert seen["huying_eventlog_verify_last_faults"] == 3
    assert abs(seen["huying_eventlog_verify_last_run_timestamp_seconds"] - now().timestamp()) < 60


def test_with_its_database_gone_it_shows_what_is_known_and_says_so(town: Town) -> None:
    town.start().tell("li", "one")
    town.settle()
    known = shown(town, "intake")
    town.stop()
    seen = shown(town, "intake")
    assert seen["huying_eventlog_head_position"] == known["huying_eventlog_head_position"] == 1
    assert seen['huying_scrape_part_success{part="outbox"}'] == 0
    assert seen['huying_scrape_part_success{part="process"}'] == 1
