"""A letter that a supervisor wrote: issued with its words, answered in time or late, taken back."""

from dataclasses import replace
from typing import Any

import pytest

from services.supervision.domain.letter import letter
from services.supervision.domain.letter.events import Accepted, Issued, Lapsed, Replied, Withdrawn
from services.supervision.domain.reminder.commands import NoteDone, Remind
from services.supervision.reactions import lapses
from shared.kernel.text import Text, case_key
from shared.kernel.times import stamp
from shared.testing.given import scenario
from tests.unit.hearing import CASE, react
from tests.unit.small_rules import DAY, NOON
from tests.unit.supervision.carded import UNIT
from tests.unit.supervision.lettered import (
    LETTER_COMMANDS,
    LETTERS,
    NUMBER,
    REPLIED,
    REPLY,
    REPLY_DUTY,
    TITLE,
    WITHDRAW,
    WORDS,
    WRITE,
    WRITTEN,
)
from tests.unit.supervision.strict import on, timer

given = scenario(letter)
KEY = case_key(CASE)
NOW = timer()
LATE = Lapsed(1, "explain", UNIT, NOON + DAY, NUMBER)


def test_a_written_letter_has_its_words_under_the_key_of_the_case_and_a_reply_that_is_due() -> None:
    given().when(WRITE).then(
        Issued(
            *(NUMBER, "letter", UNIT, "by_hand", 1, "", None, NOON + DAY),
            title=TITLE.under(KEY),
            text=WORDS.under(KEY),
            duties=(REPLY_DUTY,),
        )
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"unit": "moon"}, "letter.unknown_unit"),
        ({"reply_by": NOON}, "letter.past"),
        ({"title": Text(" ")}, "letter.no_title"),
        ({"text": Text("")}, "letter.no_text"),
        ({"moment": timer()}, "letter.by_a_person"),
    ],
)
def test_what_is_wanting_is_refused(change: dict[str, Any], code: str) -> None:
    given().when(replace(WRITE, **change)).rejected(code)


def test_the_unit_it_was_written_to_replies_once() -> None:
    given(WRITTEN).when(REPLY).then(Replied(1, UNIT, NUMBER, WORDS.under(KEY)))
    given(WRITTEN).when(replace(REPLY, moment=on(1, "li", "finance"))).rejected("letter.other_unit")
    given(WRITTEN).when(replace(REPLY, reply=Text(" "))).rejected("letter.no_reply")
    given(WRITTEN, REPLIED).when(REPLY).rejected("letter.replied")


def test_a_reply_after_its_time_first_says_the_lapse_once() -> None:
    late = given(WRITTEN).when(replace(REPLY, moment=on(25, "liu", UNIT))).then_types(Lapsed, Replied)
    assert late.events[0] == LATE
    assert LATE.happened_at == NOON + DAY
    given(WRITTEN, LATE).when(replace(REPLY, moment=on(25, "liu", UNIT))).then_types(Replied)
    given(WRITTEN, LATE).when(LETTER_COMMANDS["LapseLetter"]).then()


def test_a_reply_at_its_time_is_in_time() -> None:
    given(WRITTEN).when(replace(REPLY, moment=on(24, "liu", UNIT))).then_types(Replied)


def test_what_is_answered_or_taken_back_lapses_no_more() -> None:
    for state in ("replied", "accepted", "withdrawn", "by a rule"):
        given(*LETTERS[state]).when(LETTER_COMMANDS["LapseLetter"]).then()


def test_a_remark_with_nothing_in_it_is_none() -> None:
    accept = LETTER_COMMANDS["AcceptReply"]
    given(WRITTEN, REPLIED).when(replace(accept, remark=Text(" "))).then(Accepted(1, UNIT, NUMBER, None))
    given(WRITTEN, REPLIED).when(replace(accept, remark=WORDS)).then(Accepted(1, UNIT, NUMBER, WORDS.under(KEY)))


def test_only_a_person_takes_a_letter_back_with_a_reason() -> None:
    given(WRITTEN).when(WITHDRAW).then(Withdrawn(1, UNIT, NUMBER, WORDS.under(KEY)))
    given(WRITTEN).when(replace(WITHDRAW, moment=timer(1))).rejected("letter.by_a_person")
    given(WRITTEN).when(replace(WITHDRAW, reason=Text(""))).rejected("letter.no_reason")


def test_each_letter_of_a_case_is_followed_by_itself() -> None:
    data = {"round": 1, "duty": "explain", "unit": UNIT, "due_at": stamp(NOON), "letter": NUMBER}
    remind, _ = react(lapses.REACTIONS, "letter.lapsed", data, NOW)
    assert remind == Remind(CASE, NOW, 1, "explain", UNIT, NOON, "letter", NUMBER)
    for end in ("replied", "withdrawn"):
        done = react(lapses.REACTIONS, f"letter.{end}", {"unit": UNIT, "letter": NUMBER}, NOW)
        assert done == [NoteDone(CASE, NOW, "letter", (), "", NUMBER)]
