"""What follows a lapse: a second reminder, a circular, nothing when it is done; and the letters."""

from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.letter import letter
from services.supervision.domain.letter.commands import CIRCULAR, LETTER, IssueLetter
from services.supervision.domain.letter.events import Issued as Sent
from services.supervision.domain.numbering import Taken, TakeNumber, numbering
from services.supervision.domain.reminder import reminder
from services.supervision.domain.reminder.commands import (
    Circulate,
    NoteDone,
    NotePaused,
    NoteResumed,
    Remind,
    RemindAgain,
)
from services.supervision.domain.reminder.events import Circulated, Done, Issued, Paused, Resumed
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON
from tests.unit.supervision.strict import on, timer

given = scenario(reminder)
LAPSE = (1, "answer", "housing", NOON)
FIRST = Issued(*LAPSE, "none", next_at=NOON + DAY)
SECOND = replace(FIRST, number=2, next_at=NOON + 2 * DAY)
DONE = Done(*LAPSE)
CIRCULATE = Circulate(CASE, timer(49), *LAPSE, "2026-3")


def test_a_lapse_is_reminded_of_at_once_and_the_next_step_is_set() -> None:
    given().when(Remind(CASE, timer(1), *LAPSE)).then(FIRST)
    given(FIRST).when(Remind(CASE, timer(1), *LAPSE)).then()


def test_the_same_duty_of_two_units_is_reminded_of_twice() -> None:
    given(FIRST).when(Remind(CASE, timer(1), 1, "answer", "finance", NOON)).then_types(Issued)


def test_what_is_not_done_is_reminded_of_again_counted_from_when_it_was_due() -> None:
    given(FIRST).when(RemindAgain(CASE, timer(24))).then()
    given(FIRST).when(RemindAgain(CASE, timer(30))).then(SECOND)
    given(FIRST, SECOND).when(RemindAgain(CASE, timer(100))).then()


def test_what_is_done_is_followed_no_more() -> None:
    given(FIRST).when(NoteDone(CASE, timer(2), "work_order", ("answer",))).then(DONE)
    given(FIRST, DONE).when(RemindAgain(CASE, timer(30))).then()
    given(FIRST, SECOND, DONE).when(CIRCULATE).rejected("reminder.no_circular")


@pytest.mark.parametrize(
    "other",
    [("part", (), ""), ("work_order", ("sign",), ""), ("work_order", (), "finance")],
    ids=["another aggregate", "another duty", "another unit"],
)
def test_another_deed_does_not_end_it(other: tuple[str, tuple[str, ...], str]) -> None:
    given(FIRST).when(NoteDone(CASE, timer(2), *other)).then()


def test_a_closing_ends_all_that_the_order_let_lapse() -> None:
    sign = Issued(1, "sign", "housing", NOON, "none", next_at=NOON + DAY)
    ended = (Done(1, "sign", "housing", NOON), DONE)
    given(sign, FIRST).when(NoteDone(CASE, timer(2), "work_order")).then(*ended)


def test_what_is_still_not_done_is_circulated_once() -> None:
    given(FIRST, SECOND).when(CIRCULATE).then(Circulated(*LAPSE, "2026-3"))
    given(FIRST, SECOND, Circulated(*LAPSE, "2026-3")).when(CIRCULATE).rejected("reminder.no_circular")


@pytest.mark.parametrize("known", [(), (FIRST,)], ids=["never", "first reminder"])
def test_nothing_is_circulated_before_its_time(known: tuple[Issued, ...]) -> None:
    given(*known).when(CIRCULATE).rejected("reminder.no_circular")
    given(FIRST, SECOND).when(replace(CIRCULATE, moment=timer(48))).rejected("reminder.no_circular")


def test_each_of_several_instructions_has_a_reminder_of_its_own() -> None:
    one, two = (replace(FIRST, about="instruction", which=which) for which in ("1", "2"))
    given(one).when(Remind(CASE, timer(1), *LAPSE, "instruction", "2")).then(two)
    after = given(one, two).when(NoteDone(CASE, timer(2), "instruction", (), "housing", "1")).then(Done(*LAPSE, "1"))
    assert list(after.state.followed.values()) == [two]


def test_decisions_of_a_meeting_end_one_by_one_and_old_reminders_by_any() -> None:
    first, second, old = (replace(FIRST, about="meeting", which=which) for which in ("2.1", "2.10", ""))
    ended = NoteDone(CASE, timer(2), "meeting", (), "", "2.1")
    given(first, second).when(ended).then(Done(*LAPSE, "2.1"))
    given(first, second).when(replace(ended, which="2")).then(Done(*LAPSE, "2.1"), Done(*LAPSE, "2.10"))
    given(first, second).when(replace(ended, which="1")).then()
    given(old).when(ended).then(DONE)


def test_a_circular_is_of_one_of_several() -> None:
    one, two = (replace(SECOND, which=which) for which in ("1", "2"))
    after = given(one, two).when(replace(CIRCULATE, which="2")).then(Circulated(*LAPSE, "2026-3", "2"))
    assert list(after.state.followed.values()) == [one]


PAUSE = NotePaused(CASE, timer(13), "work_order", ("sign", "answer"), NOON + DAY / 2)
HALF = Paused(*LAPSE, 12 * 3600 * 1_000_000, "hours")
RESUME = NoteResumed(CASE, timer(101), "work_order", NOON + 4 * DAY)


def test_what_follows_waits_while_the_duty_sleeps_and_keeps_its_time() -> None:
    given(FIRST).when(PAUSE).then(HALF)
    given(FIRST, HALF).when(RemindAgain(CASE, timer(90))).then()
    resumed = Resumed(*LAPSE, 1, NOON + 4 * DAY + DAY / 2)
    given(FIRST, HALF).when(RESUME).then(resumed)
    given(FIRST, HALF, resumed).when(RESUME).then()
    again = replace(SECOND, next_at=NOON + 5 * DAY + DAY / 2)
    given(FIRST, HALF, resumed).when(RemindAgain(CASE, timer(109))).then(again)


def test_what_waits_for_its_circular_waits_on_for_that() -> None:
    resumed = Resumed(*LAPSE, 2, NOON + 6 * DAY)
    slept = (
        given(FIRST, SECOND).when(replace(PAUSE, at=NOON + DAY)).then(Paused(*LAPSE, 24 * 3600 * 1_000_000, "hours"))
    )
    given(FIRST, SECOND, *slept.events).when(replace(RESUME, at=NOON + 5 * DAY)).then(resumed)
    given(FIRST, SECOND, *slept.events).when(CIRCULATE).rejected("reminder.no_circular")


def test_what_was_due_already_when_it_fell_asleep_is_due_when_it_wakes() -> None:
    slept = given(FIRST).when(replace(PAUSE, at=NOON + 3 * DAY)).then_types(Paused)
    given(FIRST, *slept.events).when(RESUME).then(Resumed(*LAPSE, 1, NOON + 4 * DAY))


@pytest.mark.parametrize(
    "change", [{"about": "part"}, {"duties": ("sign",)}], ids=["another aggregate", "another duty"]
)
def test_only_what_sleeps_waits(change: dict[str, Any]) -> None:
    given(FIRST).when(replace(PAUSE, **change)).then()


def test_what_waits_can_be_done() -> None:
    given(FIRST, HALF).when(NoteDone(CASE, timer(20), "work_order")).then(DONE)
    given(FIRST, HALF, DONE).when(RESUME).then()


def test_reminders_of_old_are_not_followed() -> None:
    old = Issued(*LAPSE, "none")
    given(old).when(RemindAgain(CASE, timer(100))).then()
    given(old).when(NoteDone(CASE, timer(100), "work_order")).then()


def test_a_letter_is_sent_once_and_says_by_when_to_reply() -> None:
    about = (CASE, timer(1), "2026-1", LETTER, "housing", "overdue", 1, "answer", NOON)
    sent = Sent("2026-1", LETTER, "housing", "overdue", 1, "answer", NOON, NOON + DAY + DAY / 24)
    scenario(letter)().when(IssueLetter(*about, "explain")).then(sent)
    scenario(letter)(sent).when(IssueLetter(*about, "explain")).then()


def test_a_circular_asks_for_no_reply() -> None:
    about = (CASE, timer(1), "2026-1", CIRCULAR, "housing", "circulated", 1, "answer", NOON)
    assert scenario(letter)().when(IssueLetter(*about)).events[0].reply_by is None


def test_numbers_are_taken_one_after_the_other() -> None:
    register = scenario(numbering)
    register().when(TakeNumber(2026, on(), 1, CASE)).then(Taken(2026, 1, CASE))
    register(Taken(2026, 1, CASE)).when(TakeNumber(2026, on(), 2, CASE)).then(Taken(2026, 2, CASE))
    register(Taken(2026, 1, CASE)).when(TakeNumber(2026, on(), 1, "other")).rejected("letter_number.taken")
    register(Taken(2026, 1, CASE)).when(TakeNumber(2026, on(), 3, CASE)).rejected("letter_number.skipped")


def test_every_year_has_a_register_of_its_own() -> None:
    assert numbering.address(TakeNumber(2026, on(), 1, CASE)) != numbering.address(TakeNumber(2027, on(), 1, CASE))
