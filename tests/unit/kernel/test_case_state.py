from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.case_state import CHANGES, STATES, CaseState, Facts, note, state_of
from tests.unit.small_rules import NOON

Said = tuple[str, str, dict[str, Any], datetime]
UNIT = {"unit": "housing"}


def said(*entries: tuple[str, dict[str, Any]], start: float = 0) -> list[Said]:
    """Entries an hour apart; the service follows from the type."""
    services = {"appeal": "intake", "work_order": "routing", "meeting": "routing", "callback": "supervision"}
    return [
        (services[type_.partition(".")[0]], type_, data, NOON + timedelta(hours=start + place))
        for place, (type_, data) in enumerate(entries)
    ]


def state(entries: Iterable[Said]) -> CaseState:
    facts = Facts()
    for entry in entries:
        facts = note(facts, *entry)
    return state_of(facts)


def shown(*entries: tuple[str, dict[str, Any]]) -> tuple[str, str, str, int]:
    found = state(said(*entries))
    return found.state, found.waits_for, found.unit, found.round


Walk = tuple[tuple[str, dict[str, Any]], ...]
INTAKE: Walk = (("appeal.received", {}), ("appeal.accepted", {}))
OPENED = (*INTAKE, ("work_order.opened", {"round": 1}))
DISPATCHED = (*OPENED, ("work_order.dispatched", {"round": 1, **UNIT}))
SIGNED = (*DISPATCHED, ("work_order.signed", {"round": 1, **UNIT}))
CLOSED = (*SIGNED, ("work_order.answered", {"round": 1, **UNIT}), ("work_order.closed", {"round": 1, **UNIT}))
RECORDED = ("callback.recorded", {"round": 1, "contacted": True})
REOPENED = ("work_order.reopened", {"round": 2, **UNIT})
ONE = {"round": 1}
MERGED = ("appeal.merged", {"leading": "20261124-2"})
FOLLOWS = ("work_order.merged", {"round": 1, "unit": "", "leading": "20261124-2"})
RELEASED = ("work_order.released", {"round": 1, "unit": "", "leading": "20261124-2", "why": "cancelled"})
BACK, ACCEPTED_AGAIN = (("appeal.separated", {"back_to": back_to}) for back_to in ("received", "accepted"))
ASKED = ("work_order.extension_requested", ONE)
DROPPED = ("work_order.extension_dropped", ONE)
REACHED = ("work_order.contacted", {**ONE, "reached": True})


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((), ("", "", "", 0)),
        (INTAKE[:1], ("received", "", "", 0)),
        (INTAKE, ("accepted", "", "", 0)),
        ((INTAKE[0], ("appeal.declined", {})), ("declined", "", "", 0)),
        ((INTAKE[0], ("appeal.answered_at_once", {})), ("answered_at_once", "", "", 0)),
        ((*INTAKE, MERGED), ("merged", "", "", 0)),
        ((*SIGNED, MERGED), ("merged", "", "housing", 1)),
        ((*SIGNED, MERGED, ("appeal.separated", {"back_to": "accepted"})), ("handling", "contact", "housing", 1)),
        ((INTAKE[0], MERGED, ("appeal.separated", {"back_to": "received"})), ("received", "", "", 0)),
        ((INTAKE[0], MERGED, ("appeal.order_opened", {})), ("merged", "", "", 0)),
        (
            (*SIGNED, ("work_order.pooled", {"round": 1}), ("meeting.convened", {})),
            ("handling", "common_need", "", 1),
        ),
        ((INTAKE[0], MERGED, BACK, ("appeal.order_opened", {})), ("accepted", "", "", 0)),
        ((*INTAKE[:1], MERGED, FOLLOWS, RELEASED), ("merged", "", "", 1)),
        ((*INTAKE[:1], MERGED, FOLLOWS, RELEASED, BACK), ("received", "", "", 0)),
        ((*OPENED, MERGED, FOLLOWS, RELEASED, ("work_order.held", ONE), ACCEPTED_AGAIN), ("dispatching", "", "", 1)),
        ((*CLOSED, MERGED), ("closed", "", "housing", 1)),
        ((*INTAKE, ("appeal.withdrawn", {})), ("withdrawn", "", "", 0)),
        ((*SIGNED, ("appeal.withdrawn", {})), ("withdrawn", "", "housing", 1)),
        ((*CLOSED, ("appeal.withdrawn", {})), ("closed", "", "housing", 1)),
        (OPENED, ("dispatching", "", "", 1)),
        ((*OPENED, ("work_order.held", ONE)), ("dispatching", "", "", 1)),
        ((*DISPATCHED, ("work_order.merged", {"round": 1, **UNIT})), ("merged", "", "", 1)),
        (
            (*SIGNED, ("work_order.transferred", {"round": 1, "unit": "housing", "to": ""})),
            ("handling", "transfer", "", 1),
        ),
        ((*SIGNED, ("work_order.pooled", {"round": 1, **UNIT})), ("handling", "common_need", "", 1)),
        ((*SIGNED, ("meeting.convened", ONE)), ("handling", "consultation", "housing", 1)),
        ((*SIGNED, ("meeting.convened", ONE), ("meeting.held", ONE)), ("handling", "contact", "housing", 1)),
        ((*OPENED, ("meeting.convened", ONE)), ("dispatching", "", "", 1)),
        (DISPATCHED, ("handling", "signing", "housing", 1)),
        (SIGNED, ("handling", "contact", "housing", 1)),
        ((*SIGNED, ("work_order.contacted", {**ONE, "reached": False})), ("handling", "contact", "housing", 1)),
        ((*SIGNED, ("work_order.contacted", {**ONE, "reached": True})), ("handling", "", "housing", 1)),
        ((*DISPATCHED, ("work_order.contacted", {**ONE, "reached": True})), ("handling", "signing", "housing", 1)),
        ((*DISPATCHED, ("work_order.returned", {**ONE, **UNIT})), ("handling", "return", "housing", 1)),
        (
            (*DISPATCHED, ("work_order.returned", {}), ("work_order.return_settled", {"accepted": False})),
            ("handling", "signing", "housing", 1),
        ),
        (
            (*DISPATCHED, ("work_order.return_settled", {"accepted": True}), ("work_order.held", ONE)),
            ("dispatching", "", "", 1),
        ),
        ((*SIGNED, ASKED), ("handling", "extension", "housing", 1)),
        ((*SIGNED, ASKED, ("work_order.extended", ONE)), ("handling", "contact", "housing", 1)),
        ((*SIGNED, ASKED, ("work_order.extension_refused", ONE)), ("handling", "contact", "housing", 1)),
        ((*SIGNED, ASKED, REACHED, ("work_order.extended", ONE)), ("handling", "", "housing", 1)),
        ((*SIGNED, ASKED, ("work_order.answered", ONE), DROPPED), ("answered", "", "housing", 1)),
        ((*SIGNED, ("work_order.suspended", ONE)), ("handling", "suspension", "housing", 1)),
        (
            (*SIGNED, ("work_order.suspended", ONE), ("work_order.suspended", ONE), ("work_order.resumed", ONE)),
            ("handling", "contact", "housing", 1),
        ),
        (
            (*SIGNED, ASKED, ("work_order.suspended", ONE), DROPPED, ("work_order.resumed", ONE)),
            ("handling", "contact", "housing", 1),
        ),
        (
            (
                *(*SIGNED, ASKED, ("work_order.returned", {}), DROPPED),
                ("work_order.return_settled", {"accepted": False}),
            ),
            ("handling", "contact", "housing", 1),
        ),
        (CLOSED[:-1], ("answered", "", "housing", 1)),
        ((*CLOSED[:-1], ("work_order.sent_back", ONE)), ("handling", "", "housing", 1)),
        (CLOSED, ("closed", "", "housing", 1)),
        ((*CLOSED, ("callback.planned", {**ONE, **UNIT})), ("closed", "", "housing", 1)),
        ((*CLOSED, RECORDED), ("called_back", "", "housing", 1)),
        ((*CLOSED, ("callback.recorded", {**ONE, "contacted": False})), ("closed", "", "housing", 1)),
        ((*CLOSED, RECORDED, REOPENED), ("handling", "signing", "housing", 2)),
        (
            (*CLOSED, RECORDED, REOPENED, ("work_order.closed", {"round": 2, **UNIT})),
            ("closed", "", "housing", 2),
        ),
        ((*CLOSED, RECORDED, ("work_order.archived", ONE)), ("archived", "", "housing", 1)),
        ((*SIGNED, ("work_order.archived", ONE), ("appeal.withdrawn", {})), ("archived", "", "housing", 1)),
        ((*INTAKE, RECORDED), ("accepted", "", "", 0)),
    ],
)
def test_the_table_of_states(entries: tuple[Any, ...], expected: tuple[str, str, str, int]) -> None:
    assert shown(*entries) == expected


def test_a_state_says_since_when() -> None:
    assert state(said(*SIGNED)).since == NOON + timedelta(hours=len(SIGNED) - 1)
    assert state(said(*CLOSED, RECORDED)).since == NOON + timedelta(hours=len(CLOSED))


def test_entries_that_change_no_state_change_nothing() -> None:
    facts = Facts()
    assert note(facts, "intake", "appeal.urged", {}, NOON) is facts
    assert note(facts, "notify", "delivery.sent", {}, NOON) is facts
    assert note(facts, "routing", "appeal.received", {}, NOON) is facts


def random_entries(source: str) -> st.SearchStrategy[list[tuple[str, dict[str, Any]]]]:
    types = sorted(type_ for service, type_ in CHANGES if service == source)
    data = st.fixed_dictionaries(
        {"round": st.integers(1, 3), "unit": st.sampled_from(["housing", "tax"]), "contacted": st.booleans()},
        optional={"reached": st.booleans(), "accepted": st.booleans()},
    )
    return st.lists(st.tuples(st.sampled_from(types), data), max_size=6)


@given(random_entries("intake"), random_entries("routing"), random_entries("supervision"), st.data())
def test_the_order_in_which_sources_arrive_changes_nothing(
    intake: list[Any], routing: list[Any], supervision: list[Any], data: st.DataObject
) -> None:
    queues = [said(*entries) for entries in (intake, routing, supervision)]
    one_after_another = state([entry for queue in queues for entry in queue])
    turns = data.draw(st.permutations([number for number, queue in enumerate(queues) for _ in queue]))
    streams = [iter(queue) for queue in queues]
    assert state([next(streams[number]) for number in turns]) == one_after_another
    assert one_after_another.state in ("", *STATES)


def test_every_state_is_reached_by_some_entries() -> None:
    walks: list[Walk] = [INTAKE[:1], INTAKE, OPENED, DISPATCHED, CLOSED[:-1], CLOSED, (*CLOSED, RECORDED)]
    ends: list[Walk] = [
        (INTAKE[0], (f"appeal.{end}", {})) for end in ("declined", "answered_at_once", "merged", "withdrawn")
    ]
    merged = (*DISPATCHED, ("work_order.merged", {"round": 1, **UNIT, "leading": "20261124-0"}))
    archived = (*CLOSED, ("work_order.archived", ONE))
    assert {state(said(*walk)).state for walk in [*walks, *ends, merged, archived]} == set(STATES)
