from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.appeal.commands import (
    Accept,
    AnswerAsk,
    AskCancel,
    AskRedo,
    Decline,
    LapseDuties,
    ReportCallback,
    Supplement,
    Urge,
    Withdraw,
)
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.events import AskAnswered, AskLapsed, Lapsed, Received, Supplemented
from shared.kernel.text import Text
from tests.unit.hearing import closed_like, stored_and_read
from tests.unit.intake.domain.said import STREAM, asked, receive
from tests.unit.small_rules import at
from tests.unit.timelines import Say, happened, once, same_whenever_the_timer_runs

WORDS = st.sampled_from(["路灯不亮", "又坏了", "还是不亮"])
REFS = st.sampled_from(["r1", "r2"])
KINDS = st.sampled_from(["urge", "redo", "cancel", "callback"])


def said_as(word: str) -> Text:
    return Text(word, same=f"tag of {word}")


DEEDS: st.SearchStrategy[Say] = st.one_of(
    WORDS.map(lambda word: lambda moment: receive(moment, text=said_as(word))),
    WORDS.map(lambda word: lambda moment: Supplement(STREAM, moment, said_as(word))),
    REFS.map(lambda ref: lambda moment: Urge(STREAM, moment, ref)),
    REFS.map(lambda ref: lambda moment: AskRedo(STREAM, moment, ref)),
    REFS.map(lambda ref: lambda moment: AskCancel(STREAM, moment, ref)),
    REFS.map(lambda ref: lambda moment: ReportCallback(STREAM, moment, ref, True)),
    st.tuples(KINDS, REFS, st.booleans()).map(
        lambda ask: lambda moment: AnswerAsk(STREAM, moment, asked(ask[0], ask[1]), ask[2])
    ),
    st.sampled_from(
        [
            lambda moment: Accept(STREAM, moment),
            lambda moment: Decline(STREAM, moment, "in_court"),
            lambda moment: Withdraw(STREAM, moment),
        ]
    ),
)
HOURS = st.integers(0, 160).map(lambda half: half / 2)
TIMELINES = st.lists(st.tuples(HOURS, DEEDS), max_size=14)


@given(TIMELINES, st.lists(HOURS, max_size=6))
def test_the_log_is_the_same_whenever_the_timer_runs(timeline: list[tuple[float, Say]], timers: list[float]) -> None:
    first = (0.0, lambda moment: receive(moment, text=said_as("路灯不亮")))
    said = same_whenever_the_timer_runs(
        appeal, [first, *timeline], timers, lambda moment: LapseDuties(STREAM, moment), at
    )
    once(event.ask for event in said if isinstance(event, AskLapsed))
    once(event.ask for event in said if isinstance(event, AskAnswered))
    once(event.duty for event in said if isinstance(event, Lapsed))
    once(event.text for event in said if isinstance(event, Received | Supplemented))
    assert {ask.reply for ask in appeal.fold(said).asks} <= {"answered", "lapsed", "answered_late"}
    assert len(happened(said)) == len([event for event in said if isinstance(event, AskLapsed | Lapsed)])


@given(TIMELINES)
def test_every_event_is_read_as_it_was_stored(timeline: list[tuple[float, Say]]) -> None:
    first = (0.0, lambda moment: receive(moment, name=Text("某人"), credit_code=Text("x")))
    for event in same_whenever_the_timer_runs(
        appeal, [first, *timeline], [], lambda moment: LapseDuties(STREAM, moment), at
    ):
        assert stored_and_read(event) == closed_like(event)
