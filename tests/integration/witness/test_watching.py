"""The witness looks at the public log: growth, silence, a smaller size, a fork, tiles that prove nothing."""

import json
from collections.abc import Callable
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, make_server

from services.cli.witnessing.alarms import MOST, Alarms
from services.cli.witnessing.state import COSIGNED, SEEN, Alarm, State
from services.cli.witnessing.watching import Watcher
from shared.proof.checkpoint import read_checkpoint
from shared.proof.note import Signature, split_note
from shared.proof.policy import Party
from shared.proof.signing import SecretKey, signed
from shared.proof.tree import verify_consistency
from shared.witness.asking import Refused, submit
from shared.witness.tiles import PublicLog
from tests.integration.witness.conftest import LOCAL, WITNESS, Clock, Shown
from tests.unit.witness.grown import KEY, ORIGIN, Grown


def size_of(state: State, way: str = SEEN) -> int | None:
    kept = state.kept(ORIGIN, way)
    return kept.checkpoint.size if kept else None


def codes(state: State) -> list[str]:
    return [alarm.code for alarm in state.alarms()]


def test_a_log_that_grows_is_followed_without_alarm(watcher: Watcher, shown: Shown, state: State, clock: Clock) -> None:
    for size in (0, 1, 5, 256, 257, 700):
        shown.log.grow(size - shown.log.size)
        watcher.turn()
        assert size_of(state) == size
        clock.pass_(minutes=50)
    assert codes(state) == []
    assert [look.why for look in state.looks()] == [""]


def test_partial_tiles_that_are_gone_are_taken_out_of_full_ones(watcher: Watcher, shown: Shown, state: State) -> None:
    shown.log.grow(700)
    shown.size, shown.full_only = 100, True
    watcher.turn()
    shown.size = 200
    watcher.turn()
    assert (size_of(state), codes(state)) == (200, [])


def test_an_hour_without_a_larger_checkpoint_is_silence_until_it_grows(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(5)
    watcher.turn()
    clock.pass_(minutes=59)
    watcher.turn()
    assert codes(state) == []
    clock.pass_(minutes=1)
    watcher.turn()
    watcher.turn()
    assert codes(state) == ["silence"]
    shown.log.grow(1)
    watcher.turn()
    assert codes(state) == []
    assert [alarm.code for alarm in state.alarms(standing=False)] == ["silence"]


def test_a_log_that_is_away_is_silent_and_why_is_said(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.is_down = True
    watcher.turn()
    assert "status 503" in state.looks()[0].why
    assert codes(state) == []
    clock.pass_(hours=1)
    watcher.turn()
    assert codes(state) == ["silence"]
    assert "status 503" in state.alarms()[0].sentence


def test_what_is_offered_counts_against_silence_too(watcher: Watcher, shown: Shown, state: State, clock: Clock) -> None:
    shown.log.grow(3)
    watcher.turn()
    clock.pass_(minutes=59)
    shown.log.grow(1)
    state.keep(ORIGIN, COSIGNED, shown.log.note(), int(clock().timestamp()))
    shown.is_down = True
    clock.pass_(minutes=59)
    watcher.turn()
    assert codes(state) == []


def test_a_checkpoint_that_another_key_signed_is_not_believed(watcher: Watcher, shown: Shown, state: State) -> None:
    shown.log = Grown(key=SecretKey(KEY.name, KEY.public.kind, bytes(32))).grow(5)
    watcher.turn()
    assert size_of(state) is None
    assert "note.unverified" in state.looks()[0].why


def test_a_smaller_size_is_an_alarm_until_the_log_is_beyond_again(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(9)
    watcher.turn()
    clock.pass_(minutes=1)
    shown.size = 5
    watcher.turn()
    assert codes(state) == ["smaller"]
    folder = Path(state.alarms()[0].evidence)
    assert (folder / "shown.note").read_bytes() == shown.log.note(5)
    assert (folder / "seen.note").read_bytes() == shown.log.note(9)
    assert size_of(state) == 9
    shown.size = None
    watcher.turn()
    assert codes(state) == []


def test_a_checkpoint_just_cosigned_and_not_yet_shown_is_no_alarm(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(9)
    shown.size = 5
    state.keep(ORIGIN, COSIGNED, shown.log.note(9), int(clock().timestamp()))
    watcher.turn()
    assert codes(state) == []
    clock.pass_(minutes=1)
    watcher.turn()
    assert codes(state) == ["smaller"]


def proven(alarm: Alarm) -> tuple[int, int]:
    """Checks a fork's evidence as an outsider does, with nothing but the folder: the two sizes."""
    folder = Path(alarm.evidence)
    proof = json.loads((folder / "proof.json").read_text(encoding="utf-8"))
    notes = sorted(
        (read_checkpoint(split_note(path.read_bytes())[0]) for path in folder.glob("*.note")),
        key=lambda checkpoint: checkpoint.size,
    )
    begins_with = bytes.fromhex(proof["root_that_the_larger_begins_with"])
    path = [bytes.fromhex(hash_) for hash_ in proof["consistency"]]
    verify_consistency(notes[0].size, notes[1].size, begins_with, notes[1].root, path)
    assert begins_with != notes[0].root
    return notes[0].size, notes[1].size


def test_a_larger_tree_with_another_past_is_a_fork_and_the_folder_proves_it(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(300)
    watcher.turn()
    shown.log = Grown().grow(200).grow(400, "rewritten")
    watcher.turn()
    watcher.turn()
    assert codes(state) == ["fork"]
    assert proven(state.alarms()[0]) == (300, 600)
    assert size_of(state) == 300
    clock.pass_(days=1)
    shown.log = Grown().grow(900)
    watcher.turn()
    assert "fork" in codes(state), "a fork is never over"


def test_two_trees_of_one_size_are_a_fork(watcher: Watcher, shown: Shown, state: State) -> None:
    shown.log.grow(5)
    watcher.turn()
    shown.log = Grown("rewritten").grow(5)
    watcher.turn()
    assert codes(state) == ["fork"]
    assert proven(state.alarms()[0]) == (5, 5)


def test_another_tree_in_public_than_the_one_cosigned_is_a_fork(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    state.keep(ORIGIN, COSIGNED, Grown("for the witness").grow(7).note(), int(clock().timestamp()))
    shown.log = Grown("for the public").grow(9)
    watcher.turn()
    assert codes(state) == ["fork"]
    assert proven(state.alarms()[0]) == (7, 9)


def test_a_restored_log_that_grows_otherwise_is_smaller_and_then_a_fork(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(50)
    watcher.turn()
    clock.pass_(minutes=1)
    shown.log = Grown().grow(30)
    watcher.turn()
    assert codes(state) == ["smaller"]
    shown.log.grow(40, "since the restore")
    watcher.turn()
    assert codes(state) == ["smaller", "fork"]


def test_tiles_that_are_not_those_of_the_signed_tree_are_an_alarm_until_they_are(
    watcher: Watcher, shown: Shown, state: State
) -> None:
    shown.log.grow(300)
    watcher.turn()
    shown.log.grow(100)
    shown.tiles = Grown("broken").grow(400)
    watcher.turn()
    assert codes(state) == ["unproven"]
    assert size_of(state) == 300
    shown.tiles = None
    watcher.turn()
    assert (codes(state), size_of(state)) == ([], 400)


def test_a_log_without_its_tiles_is_not_followed(watcher: Watcher, shown: Shown, state: State) -> None:
    shown.log.grow(300)
    watcher.turn()
    shown.log.grow(100)
    shown.tiles = Grown()
    watcher.turn()
    assert size_of(state) == 300
    assert "status 404" in state.looks()[0].why


def test_a_restarted_witness_goes_on_from_what_it_kept(
    watcher: Watcher, shown: Shown, state: State, clock: Clock, public: PublicLog
) -> None:
    shown.log.grow(300)
    watcher.turn()
    shown.log = Grown("rewritten").grow(500)
    again = State(state.path)
    Watcher(WITNESS.public, {ORIGIN: [KEY.public]}, [public], again, watcher._alarms, clock, silence=3600).turn()
    assert codes(again) == ["fork"]


def test_a_witness_whose_older_state_was_put_back_remembers_by_its_own_cosignature(
    watcher: Watcher, shown: Shown, state: State, witness: Party
) -> None:
    shown.log.grow(9)
    shown.cosignatures = tuple(signed(shown.log.checkpoint().text(), [WITNESS.cosigning(1764144000)]))
    state.keep(ORIGIN, COSIGNED, shown.log.note(5), 1)
    watcher.turn()
    assert size_of(state, COSIGNED) == 9
    other = Grown().grow(5).grow(4, "rewritten")
    assert isinstance(submit(other.note(), 5, other.path(5), witness), Refused)
    assert codes(state) == ["fork"]


def test_a_line_that_a_stranger_put_under_the_witnesss_name_means_nothing(
    watcher: Watcher, shown: Shown, state: State
) -> None:
    shown.log.grow(9)
    shown.cosignatures = (Signature(WITNESS.name, WITNESS.key_id, bytes(72)),)
    watcher.turn()
    assert (size_of(state), size_of(state, COSIGNED), codes(state)) == (9, None, [])


def test_a_log_that_hides_its_tiles_is_an_alarm_after_ten_minutes_until_it_shows_them(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    shown.log.grow(300)
    watcher.turn()
    shown.log.grow(100)
    shown.tiles = Grown()
    clock.pass_(minutes=9)
    state.keep(ORIGIN, COSIGNED, shown.log.note(), int(clock().timestamp()))  # the way of cosigning goes on as always
    shown.log = Grown("for the public").grow(500)
    watcher.turn()
    assert codes(state) == []
    clock.pass_(minutes=1)
    watcher.turn()
    watcher.turn()
    assert codes(state) == ["unproven"]
    assert "not the tiles" in state.alarms()[0].sentence
    assert (Path(state.alarms()[0].evidence) / "shown.note").read_bytes() == shown.log.note()
    shown.log, shown.tiles = Grown().grow(500), None
    watcher.turn()
    assert codes(state) == []


def test_what_one_address_shows_ends_no_alarm_about_another(
    shown: Shown, state: State, clock: Clock, public: PublicLog, serve: Callable[[BaseWSGIServer], str]
) -> None:
    elsewhere = Shown()
    elsewhere.log = shown.log
    stale = PublicLog(serve(make_server(LOCAL, 0, elsewhere, threaded=True)) + "/log/", seconds=5)
    both = Watcher(
        WITNESS.public, {ORIGIN: [KEY.public]}, [stale, public], state, Alarms(state, clock), clock, silence=3600
    )
    shown.log.grow(9)
    both.turn()
    clock.pass_(minutes=1)
    elsewhere.size = 5
    for _ in range(3):
        both.turn()
        assert codes(state) == ["smaller"]
    assert len(state.alarms(standing=False)) == 1, "and it is raised once"
    elsewhere.size = None
    both.turn()
    assert codes(state) == []
    elsewhere.size = 5
    both.turn()
    one = Watcher(WITNESS.public, {ORIGIN: [KEY.public]}, [public], state, Alarms(state, clock), clock, silence=3600)
    one.turn()
    assert codes(state) == [], "nobody looks at that address any more"


def test_a_clock_that_was_ahead_hides_neither_silence_nor_a_smaller_size(
    watcher: Watcher, shown: Shown, state: State, clock: Clock
) -> None:
    clock.pass_(days=700)
    shown.log.grow(9)
    watcher.turn()
    clock.pass_(days=-700)
    watcher.turn()
    assert codes(state) == []
    clock.pass_(hours=1)
    shown.size = 5
    watcher.turn()
    assert codes(state) == ["smaller", "silence"]


def test_a_fork_offered_again_with_strangers_signatures_is_one_alarm(state: State, witness: Party) -> None:
    log, other = Grown().grow(5), Grown("another").grow(5)
    assert isinstance(submit(log.note(), 0, [], witness), Signature)
    for number in range(3):
        stranger = Signature("stranger.invalid", number, bytes(64)).line().encode()
        assert isinstance(submit(other.note() + stranger, 5, [], witness), Refused)
    assert codes(state) == ["fork"]
    for number in range(30):
        submit(Grown(f"another {number}").grow(5).note(), 5, [], witness)
    assert len(codes(state)) == MOST
