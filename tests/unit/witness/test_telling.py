"""What `huying witness status` says of a witness that cannot see."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.cli.witnessing.counting import Counting
from services.cli.witnessing.state import Alarm, Running, State
from services.cli.witnessing.telling import BLIND, lines_of, report
from tests.unit.witness.grown import ORIGIN

STARTED, EVERY = 1_764_144_000, 60.0
URL, FORMER = "https://huying.invalid/ledger/log", "https://former.invalid/ledger/log"
LATE = int(3 * EVERY + BLIND + 1)


@pytest.fixture
def state(tmp_path: Path) -> State:
    """A witness that was started, and looked at another address before that."""
    state = State(tmp_path / "witness.sqlite")
    state.looked(FORMER, STARTED - 5, "it is away")
    state.run(Running("key", STARTED, STARTED, EVERY, (ORIGIN,)))
    return state


def told(state: State, after: int) -> tuple[dict[str, Any], str]:
    """The document and the last line, so many seconds after the start."""
    state.alive(STARTED + after)
    found = report(state.path, datetime.fromtimestamp(STARTED + after, UTC), every_alarm=True)
    return found, list(lines_of(found))[-1]


def test_a_witness_that_has_seen_nothing_good_for_long_is_not_well(state: State) -> None:
    state.looked(URL, STARTED + 10, "")
    state.looked(URL, STARTED + 10 + LATE, "status 503")
    found, last = told(state, 10 + LATE)
    assert (found["ok"], found["blind"]) == (False, [URL])
    assert URL in last
    state.looked(URL, STARTED + 20 + LATE, "")
    found, last = told(state, 20 + LATE)
    assert (found["ok"], found["blind"], last) == (True, [], "yes: no alarm stands")


def test_a_look_that_failed_just_now_and_an_address_of_before_are_no_trouble(state: State) -> None:
    state.looked(URL, STARTED + LATE - 1, "status 503")
    found, _ = told(state, LATE - 1)
    assert (found["ok"], found["blind"]) == (True, [])


def test_an_alarm_that_is_over_is_not_said_to_stand(state: State) -> None:
    state.looked(URL, STARTED + 10, "")
    state.add_alarm(Alarm(ORIGIN, "silence", "", STARTED, "nothing new", "ask", "folder"))
    assert told(state, 10)[1] == "no: an alarm stands"
    state.end_alarms(ORIGIN, "silence", STARTED + 9)
    assert told(state, 10)[1] == "yes: no alarm stands"


def test_the_metrics_tell_of_the_addresses_that_are_looked_at_now(state: State) -> None:
    state.looked(URL, STARTED + 10, "")
    text = Counting({}, state).text().decode()
    assert f'huying_witness_look_success{{url="{URL}"}} 1.0' in text
    assert FORMER not in text
