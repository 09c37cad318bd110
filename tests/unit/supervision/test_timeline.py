from hypothesis import given
from hypothesis import strategies as st

from services.supervision.domain.callback.commands import (
    OUTCOMES,
    AnswerReopen,
    Attempt,
    DropCallback,
    LapseDuties,
    NoteReopened,
    SettleDissatisfied,
    SettleNotCalled,
)
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import (
    AskLapsed,
    Lapsed,
    Planned,
    ReopenAnswered,
    Settled,
    SourceAnswered,
)
from services.supervision.domain.callback.settling import NOT_CALLED
from services.supervision.domain.callback.state import Phase, Reply
from shared.kernel.text import Text
from shared.rules.moment import Moment
from tests.unit.hearing import CASE, closed_like, stored_and_read
from tests.unit.small_rules import DAY, at
from tests.unit.supervision.said import ask, plan, record, report
from tests.unit.timelines import Say, log, once, same_whenever_the_timer_runs

ROUNDS = st.integers(1, 3)
OPINIONS = st.sampled_from([True, False, None])


def closing(round: int, by: str, anonymous: bool) -> Say:
    return lambda moment: plan(moment, round=round, by=by, anonymous=anonymous, closed_at=moment.at)


def reported(name: str, contacted: bool, satisfied: bool | None) -> Say:
    return lambda moment: report(
        moment, ask=name, contacted=contacted, satisfied=satisfied, at=moment.at, due_at=moment.at + DAY
    )


def lapse(moment: Moment) -> LapseDuties:
    return LapseDuties(CASE, moment)


DEEDS: st.SearchStrategy[Say] = st.one_of(
    st.builds(closing, ROUNDS, st.sampled_from(["us", "source"]), st.booleans()),
    st.builds(reported, st.sampled_from(["s1", "s2", "s3"]), st.booleans(), OPINIONS),
    st.tuples(st.integers(1, 3), st.sampled_from(OUTCOMES)).map(
        lambda one: lambda moment: Attempt(CASE, moment, one[0], one[1])
    ),
    OPINIONS.map(lambda satisfied: lambda moment: record(satisfied, moment)),
    st.tuples(ROUNDS, st.booleans()).map(
        lambda one: lambda moment: AnswerReopen(CASE, moment, ask(one[0]), one[1], "")
    ),
    ROUNDS.map(lambda new: lambda moment: NoteReopened(CASE, moment, new, ask(new - 1))),
    st.sampled_from([*NOT_CALLED]).map(lambda reason: lambda moment: SettleNotCalled(CASE, moment, reason)),
    st.just(lambda moment: SettleDissatisfied(CASE, moment, Text("理由"), "li")),
    st.just(lambda moment: DropCallback(CASE, moment, "withdrawn")),
)
HOURS = st.integers(0, 240).map(lambda half: half / 2)
TIMELINES = st.lists(st.tuples(HOURS, DEEDS), max_size=16)


@given(TIMELINES, st.lists(HOURS, max_size=6))
def test_the_log_is_the_same_whenever_the_timer_runs(timeline: list[tuple[float, Say]], timers: list[float]) -> None:
    said = same_whenever_the_timer_runs(callback, [(0.0, closing(1, "us", False)), *timeline], timers, lapse, at)
    once(event.ask for event in said if isinstance(event, SourceAnswered))
    once(event.ask for event in said if isinstance(event, ReopenAnswered))
    once(event.ask for event in said if isinstance(event, AskLapsed))
    once(event.round for event in said if isinstance(event, Planned))
    once(event.round for event in said if isinstance(event, Settled))
    once((event.round, event.duty) for event in said if isinstance(event, Lapsed))


@given(TIMELINES, HOURS)
def test_whoever_waits_has_somebody_with_a_duty_or_a_lapse_on_record(
    timeline: list[tuple[float, Say]], until: float
) -> None:
    said = log(callback, [one for one in timeline if one[0] <= until], at)
    state = callback.fold(said)
    lapsed = {event.duty for event in said if isinstance(event, Lapsed) and event.round == state.round}
    if state.phase is Phase.PLANNED:
        assert {duty.duty for duty in state.duties} | lapsed >= {"callback"}
    if state.phase is Phase.REFERRED:
        assert {duty.duty for duty in state.duties} | lapsed >= {"settle"}
    if state.phase is Phase.REOPEN_ASKED:
        assert [ask.round for ask in state.asks if ask.reply is Reply.OPEN][-1:] == [state.round]


@given(TIMELINES)
def test_every_event_is_read_as_it_was_stored(timeline: list[tuple[float, Say]]) -> None:
    for event in log(callback, timeline, at):
        assert stored_and_read(event) == closed_like(event)
