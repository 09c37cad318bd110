"""Whoever does whatever in whatever order: nobody is left without a clock, and nothing waits for nothing."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.routing.domain.extension import commands as more_time
from services.routing.domain.extension import events as extension_said
from services.routing.domain.extension.state import State as Asked
from services.routing.domain.part import commands as parts
from services.routing.domain.part import events as part_said
from services.routing.domain.part.state import RUNNING
from services.routing.domain.part.state import State as Part
from services.routing.domain.work_order import commands as told
from services.routing.domain.work_order import events as said
from services.routing.domain.work_order import help_commands as helping
from services.routing.domain.work_order import time_commands as timing
from services.routing.domain.work_order.asking_commands import Cancel, Reopen
from services.routing.domain.work_order.state import OPEN, State
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.desk import Desk
from tests.unit.routing.orders import CASE, DESK, RULES, moment

UNITS = ("housing", "finance", "government_data")
HELPERS = ("finance", "government_data")
WORDS = Text("情况说明")
MUST = {
    State.HELD: "dispatch",
    State.DISPATCHED: "sign",
    State.RETURNED: "settle_return",
    State.SIGNED: "answer",
    State.SUSPENDED: "review",
    State.ANSWERED: "approve",
    State.APPROVED: "close",
}
"""What somebody must do in each open state."""


def lead(desk: Desk, account: str = "wang") -> Actor:
    return Actor(account, desk.order.unit or "housing")


def at(desk: Desk, by: Actor) -> Any:
    return moment(by, desk.hours)


def dispatch(desk: Desk, number: int) -> tuple[Any, ...]:
    unit, helper = UNITS[number % 2], HELPERS[1] if number > 2 else None
    helpers = (helper,) if helper and helper != unit else ()
    order = told.Dispatch(CASE, unit, "heat", "assigned", "", at(desk, DESK), supporting=helpers, reason=WORDS)
    return order, *(assigned(desk, unit, one, DESK) for one in helpers)


def assigned(desk: Desk, by_lead: str, unit: str, by: Actor) -> parts.AssignPart:
    where = {"case_no": CASE, "unit": unit, "round": desk.order.round}
    return parts.AssignPart(**where, lead=by_lead, task=WORDS, moment=at(desk, by))  # type: ignore[arg-type]


def support(desk: Desk, number: int) -> tuple[Any, ...]:
    unit = HELPERS[number % 2]
    by = lead(desk)
    return helping.Support(CASE, (unit,), at(desk, by)), assigned(desk, by.unit or "", unit, by)


def of_part(kind: type[Any], **given_: Any) -> Callable[[Desk, int], tuple[Any, ...]]:
    def deed(desk: Desk, number: int) -> tuple[Any, ...]:
        unit = next(iter(desk.order.supporting), HELPERS[number % 2])
        by = lead(desk) if kind is parts.ExcusePart else Actor("sun", unit)
        return (kind(case_no=CASE, unit=unit, round=desk.order.round, moment=at(desk, by), **given_),)

    return deed


def answer(desk: Desk, number: int) -> tuple[Any, ...]:
    by, order = at(desk, lead(desk)), desk.order
    needed = [parts.RequirePart(case_no=CASE, unit=unit, round=order.round, moment=by) for unit in order.supporting]
    return *needed, told.Answer(CASE, WORDS, WORDS, number % 2 == 0, by, parts=order.supporting)


def ask_time(desk: Desk, number: int) -> tuple[Any, ...]:
    order = desk.order
    unit = [order.unit or "housing", *(order.supporting or HELPERS)][number % 2]
    by, due_at, amount = at(desk, Actor("wang", unit)), desk.due(unit), number + 1
    guard: Any = timing.AskTime(CASE, amount, due_at, by)
    if unit != order.unit:
        where = {"case_no": CASE, "unit": unit, "round": order.round}
        guard = parts.AskPartTime(**where, amount=amount, due_at=due_at, moment=by)  # type: ignore[arg-type]
    return guard, more_time.AskExtension(CASE, unit, order.round, amount, due_at, WORDS, by)


def settle_time(desk: Desk, number: int) -> tuple[Any, ...]:
    order, by, granted = desk.order, at(desk, DESK), number != 1
    unit = next((one for one in (order.unit, *HELPERS) if desk.extension(one).state is Asked.REQUESTED), "housing")
    guard: Any = timing.SettleTime(CASE, granted, False, by)
    if unit != order.unit:
        guard = parts.SettlePartTime(case_no=CASE, unit=unit, round=order.round, granted=granted, moment=by)
    return guard, more_time.SettleExtension(CASE, unit, order.round, granted, False, WORDS, by)


def suspend(desk: Desk, number: int) -> tuple[Any, ...]:
    by = at(desk, DESK)
    return (timing.Suspend(CASE, WORDS, by.at + timedelta(hours=10 * number + 1), by),)


def settle_return(desk: Desk, number: int) -> tuple[Any, ...]:
    return (told.SettleReturn(CASE, number % 2 == 0, WORDS, at(desk, DESK), "consultation"),)


def reopen(desk: Desk, number: int) -> tuple[Any, ...]:
    ask = f"redo-{number}-{len(desk.order_said())}"
    return (Reopen(CASE, ask, "redo", 0, None, at(desk, orders.SYSTEM)),)


Deed = Callable[[Desk, int], tuple[Any, ...]]
FORWARD: Mapping[str, Deed] = {
    "dispatch": dispatch,
    "sign": lambda desk, _: (told.Sign(CASE, at(desk, lead(desk))),),
    "contact": lambda desk, number: (
        told.FirstContact(CASE, number > 1, at(desk, DESK).at, None, at(desk, lead(desk))),
    ),
    "answer": answer,
    "approve": lambda desk, _: (told.Approve(CASE, at(desk, lead(desk, "li"))),),
    "close": lambda desk, _: (told.Close(CASE, at(desk, lead(desk))),),
}
BESIDE: Mapping[str, Deed] = {
    "support": support,
    "sign part": of_part(parts.SignPart),
    "deliver part": of_part(parts.DeliverPart, answer=WORDS),
    "excuse part": of_part(parts.ExcusePart, reason=WORDS),
    "ask for time": ask_time,
    "settle time": settle_time,
    "suspend": suspend,
    "resume": lambda desk, _: (timing.Resume(CASE, at(desk, DESK)),),
    "mark urgent": lambda desk, number: (timing.MarkUrgent(CASE, number % 2 == 0, WORDS, number > 2, at(desk, DESK)),),
    "return": lambda desk, _: (told.Return(CASE, "other_lead", WORDS, at(desk, lead(desk))),),
    "settle return": settle_return,
    "send back": lambda desk, _: (told.SendBack(CASE, WORDS, at(desk, lead(desk, "li"))),),
    "draft": lambda desk, _: (helping.SaveDraft(CASE, WORDS, Text(""), at(desk, lead(desk))),),
    "reopen": reopen,
}
ENDING: Mapping[str, Deed] = {
    "withdraw": lambda desk, _: (told.Withdraw(CASE, at(desk, orders.SYSTEM)),),
    "cancel": lambda desk, _: (Cancel(CASE, "cancel", None, at(desk, orders.SYSTEM)),),
}
DEEDS = {**FORWARD, **BESIDE, **ENDING}
WALKS = st.one_of(
    st.sampled_from([1, 2, 3, 4, 6]).map(lambda end: tuple(FORWARD)[:end]),
    *[st.sampled_from(sorted(BESIDE)).map(lambda name: (name,))] * 3,
    st.sampled_from(
        [
            *(("ask for time", "settle time"), ("support", "sign part", "deliver part"), ("suspend", "resume")),
            *(("return", "settle return", "dispatch"), ("support", "ask for time", "return", "settle return")),
            ("support", "sign part", "ask for time", "deliver part"),
            *(("ask for time", "suspend"), ("ask for time", "answer"), (*FORWARD, "reopen", "sign")),
        ]
    ),
)
TOLD = st.tuples(
    st.lists(st.tuples(WALKS, st.sampled_from([0, 0, 0, 1, 3, 9]), st.integers(0, 3)), max_size=14),
    st.sampled_from([None, None, "withdraw", "cancel"]),
)


def play(story: Any, check: Callable[[Desk], None]) -> Desk:
    """The story told, each deed a while after the one before, and checked after each."""
    walks, end = story
    desk = Desk()
    desk.do(orders.NOTE_UNSURE, orders.OPEN)
    for names, wait, number in [*walks, *([((end,), 0, 0)] if end else [])]:
        for name in names:
            desk.hours += wait
            desk.do(*DEEDS[name](desk, number))
            check(desk)
    return desk


def lapsed(events: list[Any], kind: type[Any], duty: str, round_: int) -> bool:
    return any(isinstance(one, kind) and (one.duty, one.round) == (duty, round_) for one in events)


def nobody_is_without_a_clock(desk: Desk) -> None:
    order = desk.order
    if order.state in OPEN:
        duty = MUST[order.state]
        assert order.only(duty) or lapsed(desk.order_said(), said.Lapsed, duty, order.round), order.state
    for unit in HELPERS:
        for number in range(1, order.round + 1):
            part = desk.part(unit, number)
            for duty in {Part.ASSIGNED: ("sign", "deliver"), Part.SIGNED: ("deliver",)}.get(part.state, ()):
                running = any(one.duty == duty for one in part.duties)
                assert running or lapsed(desk.part_said(unit, number), part_said.Lapsed, duty, number)
    for unit in UNITS:
        asked = desk.extension(unit)
        if asked.state is Asked.REQUESTED:
            late = lapsed(desk.extension_said(unit), extension_said.Lapsed, "settle_extension", asked.round)
            assert asked.duties or late


def nothing_waits_for_nothing(desk: Desk) -> None:
    """A part runs only where its unit supports the order, a request waits only where what it is about can use it."""
    order = desk.order
    for unit in HELPERS:
        for number in range(1, order.round + 1):
            part = desk.part(unit, number)
            assert part.state in RUNNING or not part.asked
            if part.state in RUNNING:
                assert number == order.round
                assert unit in order.supporting
    assert not order.asked or order.state is State.SIGNED
    for unit in order.supporting:
        assert desk.part(unit, order.round).state not in (Part.UNKNOWN, Part.RELEASED)
    for unit in UNITS:
        asked = desk.extension(unit)
        waits = asked.state is Asked.REQUESTED
        by_lead = unit == order.unit and bool(order.asked)
        by_part = unit in HELPERS and bool(desk.part(unit, order.round).asked)
        assert waits == (by_lead or by_part), unit
        assert asked.granted <= RULES.numbers["extensions"]


@settings(max_examples=150)
@given(TOLD)
def test_nobody_is_left_without_a_clock(story: Any) -> None:
    play(story, nobody_is_without_a_clock)


@settings(max_examples=150)
@given(TOLD)
def test_nothing_waits_for_what_is_over(story: Any) -> None:
    play(story, nothing_waits_for_nothing)


def _nothing(_: Desk) -> None:
    """No check after each deed."""


@given(TOLD)
def test_closed_means_answered_contacted_and_every_part_accounted_for(story: Any) -> None:
    desk = play(story, _nothing)
    events = desk.order_said()
    for place, closed in enumerate(events):
        if isinstance(closed, said.Closed):
            before = [one for one in events[:place] if one.round == closed.round]
            contacts = [one for one in before if isinstance(one, said.Contacted)]
            assert any(isinstance(one, said.Answered) for one in before)
            assert any(one.reached for one in contacts) or len(contacts) >= RULES.numbers["callback_attempts"]
            for unit in HELPERS:
                assert desk.part(unit, closed.round).state not in RUNNING


@given(TOLD)
def test_a_due_time_is_never_moved_back_but_by_a_person_or_a_return(story: Any) -> None:
    """Extensions and suspensions give time; only urgency takes it, and only when it says so."""
    desk = play(story, _nothing)
    due = None
    for event in desk.order_said():
        new = next((one.due_at for one in getattr(event, "duties", ()) if one.duty == "answer"), None)
        if isinstance(event, said.Extended | said.Resumed) and new is not None and due is not None:
            assert new >= due
        due = new or due


@given(TOLD)
def test_every_lapse_is_said_once_and_in_the_end_nothing_is_left_running(story: Any) -> None:
    desk = play(story, _nothing)
    desk.hours += 2000
    now = moment(orders.SYSTEM, desk.hours)
    desk.do(told.LapseDuties(CASE, now))
    for unit in UNITS:
        desk.do(more_time.LapseExtension(CASE, unit, now))
        for number in range(1, desk.order.round + 1):
            desk.do(parts.LapsePart(case_no=CASE, unit=unit, round=number, moment=now))
            assert desk.part(unit, number).duties == ()
        assert desk.extension(unit).duties == ()
    assert desk.order.duties == ()
    late = (said.Lapsed, part_said.Lapsed, extension_said.Lapsed)
    for stream in desk.said.values():
        lapses = Counter((one.round, one.duty, one.unit, one.due_at) for one in stream if isinstance(one, late))
        assert set(lapses.values()) <= {1}
    asks = Counter(one.ask for one in desk.order_said() if isinstance(one, said.AskAnswered))
    assert set(asks.values()) <= {1}
