"""The witness's one file: what is kept is kept, what was not committed never was."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from services.cli.witnessing.state import COSIGNED, SEEN, Alarm, Running, State, keep, kept
from tests.unit.witness.grown import ORIGIN, Grown

LOG = Grown().grow(9)
ALARM = Alarm(ORIGIN, "silence", "", 7, "nothing new", "ask", "folder")


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "witness.sqlite")


def test_nothing_is_kept_at_first(state: State) -> None:
    assert state.kept(ORIGIN, COSIGNED) is None
    assert state.running() is None
    assert state.alarms() == []


def test_each_way_keeps_its_own_checkpoint_across_opening(state: State) -> None:
    state.keep(ORIGIN, COSIGNED, LOG.note(5), 1)
    state.keep(ORIGIN, SEEN, LOG.note(9), 2)
    again = State(state.path)
    found = again.kept(ORIGIN, COSIGNED), again.kept(ORIGIN, SEEN)
    assert [(kept.checkpoint, kept.at) for kept in found if kept] == [(LOG.checkpoint(5), 1), (LOG.checkpoint(9), 2)]


def test_a_transaction_that_fails_leaves_nothing(state: State) -> None:
    state.keep(ORIGIN, COSIGNED, LOG.note(5), 1)
    with suppress(RuntimeError), state.transaction() as connection:
        keep(connection, ORIGIN, COSIGNED, LOG.note(9), 2)
        raise RuntimeError
    found = state.kept(ORIGIN, COSIGNED)
    assert found is not None
    assert found.checkpoint.size == 5


def test_a_transaction_holds_out_every_other(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.witnessing.state.WAIT", 0.05)
    with state.transaction() as connection:
        assert kept(connection, ORIGIN, COSIGNED) is None
        with pytest.raises(sqlite3.OperationalError):
            state.kept(ORIGIN, COSIGNED)


def test_an_alarm_stands_until_it_is_over_and_is_remembered_then(state: State) -> None:
    state.add_alarm(ALARM)
    assert state.alarms() == [ALARM]
    assert state.stands(ORIGIN, "silence")
    assert not state.stands(ORIGIN, "silence", "other")
    assert state.end_alarms(ORIGIN, "silence", 9)
    assert not state.end_alarms(ORIGIN, "silence", 9)
    assert state.alarms() == []
    assert state.alarms(standing=False) == [ALARM._replace(over_at=9)]


def test_the_last_good_look_is_remembered_beside_the_last(state: State) -> None:
    state.looked("http://log", 1, "")
    state.looked("http://log", 2, "away")
    assert [tuple(look) for look in state.looks()] == [("http://log", 2, 1, "away")]


def test_who_runs_is_told_and_kept_alive(state: State) -> None:
    running = Running("key", 1, 1, 60.0, (ORIGIN, "other"))
    state.run(running)
    state.alive(5)
    assert state.running() == running._replace(alive_at=5)


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("no database at all, but long enough to be looked at" * 50)
    with pytest.raises(ValueError, match="no state of a witness"):
        State(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make it"):
        State(tmp_path / "none" / "witness.sqlite")
