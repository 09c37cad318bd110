"""A supporting unit's part: its own duties and due times, its own extension, and what the lead may do."""

from dataclasses import replace

from services.routing.domain.part import commands as told
from services.routing.domain.part import events as said
from services.routing.domain.part import part
from shared.kernel.text import Text, case_key
from shared.testing.given import scenario
from tests.unit.routing.beside import (
    ASK_PART_TIME,
    ASSIGN,
    DELIVER,
    EXCUSE,
    HELPER,
    RELEASE,
    SETTLE_PART_TIME,
    SIGN,
    of_part,
    told_to,
)
from tests.unit.routing.orders import DESK, OFFICER, STRANGER, hour, later, moment, refusal, then

given = scenario(part)
ASSIGNED = told_to(part, ASSIGN)
SIGNED = told_to(part, ASSIGN, SIGN)
ASKED = told_to(part, ASSIGN, SIGN, ASK_PART_TIME)


def test_an_assigned_part_has_a_task_under_the_case_s_key_and_two_duties() -> None:
    (assigned,) = ASSIGNED
    assert isinstance(assigned, said.Assigned)
    assert isinstance(assigned.task, Text)
    assert assigned.task.key == case_key(ASSIGN.case_no)
    assert [(one.duty, one.unit, one.due_at) for one in assigned.duties] == [
        ("sign", "finance", hour(4)),
        ("deliver", "finance", hour(24)),
    ]


def test_an_urgent_part_has_urgent_limits() -> None:
    (assigned,) = then((), replace(ASSIGN, urgent=True), part)
    assert next(one.due_at for one in assigned.duties if one.duty == "sign") == hour(1)


def test_the_lead_and_the_desk_assign_and_nobody_else() -> None:
    given().when(later(ASSIGN, 0, OFFICER)).then(*ASSIGNED)
    assert refusal(later(ASSIGN, 0, STRANGER), (), part) == "part.not_the_desk"


def test_assigning_twice_says_nothing_new() -> None:
    given(*SIGNED).when(ASSIGN).then()


def test_a_released_part_can_be_assigned_again() -> None:
    given(*ASSIGNED, *told_to(part, ASSIGN, RELEASE)[1:]).when(ASSIGN).then(*ASSIGNED)


def test_a_release_that_is_heard_late_ends_nothing_that_was_assigned_since() -> None:
    again = told_to(part, ASSIGN, RELEASE, later(ASSIGN, 2))
    given(*again).when(RELEASE).then()
    given(*again).when(replace(RELEASE, over_at=hour(2))).then_types(said.Released)


def test_only_the_supporting_unit_signs_and_delivers() -> None:
    assert refusal(later(SIGN, 0, OFFICER), ASSIGNED, part) == "part.not_yours"
    assert refusal(later(DELIVER, 0, OFFICER), SIGNED, part) == "part.not_yours"


def test_delivering_needs_words_and_a_signature() -> None:
    assert refusal(replace(DELIVER, answer=Text(" ")), SIGNED, part) == "part.empty_answer"
    assert refusal(DELIVER, ASSIGNED, part) == "part.not_signed"


def test_what_is_delivered_late_says_the_lapse_first_at_its_due_time() -> None:
    lapsed, delivered = then(SIGNED, later(DELIVER, 30), part)
    assert lapsed == said.Lapsed(1, "deliver", "finance", hour(24))
    assert lapsed.happened_at == hour(24)
    assert isinstance(delivered, said.Delivered)


def test_at_the_due_time_it_is_in_time() -> None:
    (delivered,) = then(SIGNED, later(DELIVER, 24), part)
    assert isinstance(delivered, said.Delivered)


def test_only_the_lead_excuses_and_says_why() -> None:
    assert refusal(later(EXCUSE, 0, HELPER), SIGNED, part) == "part.not_the_lead"
    assert refusal(replace(EXCUSE, reason=Text("")), SIGNED, part) == "part.no_reason"


def test_an_answer_is_held_up_by_a_part_that_is_neither_delivered_nor_excused() -> None:
    require = of_part(told.RequirePart, OFFICER)
    assert refusal(require, SIGNED, part) == "part.missing"
    given(*told_to(part, ASSIGN, EXCUSE)).when(require).then()
    given(*told_to(part, ASSIGN, SIGN, DELIVER)).when(require).then()


def test_a_granted_extension_counts_from_the_old_due_time() -> None:
    (extended,) = then(ASKED, later(SETTLE_PART_TIME, 20), part)
    assert [(one.duty, one.due_at) for one in extended.duties] == [("deliver", hour(30))]
    assert then([*ASKED, extended], of_part(told.LapsePart, hours=29), part) == []


def test_a_refused_extension_leaves_the_due_time() -> None:
    events = told_to(part, ASSIGN, SIGN, ASK_PART_TIME, replace(SETTLE_PART_TIME, granted=False))
    assert part.fold(events).due_at == hour(24)


def test_more_time_is_asked_for_before_the_due_time_once_and_for_what_is_seen() -> None:
    assert refusal(later(ASK_PART_TIME, 25), SIGNED, part) == "extension.too_late"
    assert refusal(ASK_PART_TIME, ASKED, part) == "extension.pending"
    assert refusal(replace(ASK_PART_TIME, due_at=hour(20)), SIGNED, part) == "extension.other_due_time"


def test_what_ends_with_a_request_waiting_says_that_nobody_needs_to_settle_it() -> None:
    for end in (DELIVER, EXCUSE, RELEASE):
        events = then(ASKED, end, part)
        assert events[-1] == said.ExtensionDropped(1, "finance")


def test_an_ended_part_has_nothing_that_can_lapse() -> None:
    for end in (DELIVER, EXCUSE, RELEASE):
        state = part.fold([*ASKED, *then(ASKED, end, part)])
        assert (state.duties, state.asked) == ((), 0)


def test_settling_is_the_desk_s() -> None:
    assert refusal(replace(SETTLE_PART_TIME, moment=moment(OFFICER)), ASKED, part) == "extension.not_the_desk"
    assert refusal(later(SETTLE_PART_TIME, 0, DESK), SIGNED, part) == "extension.not_requested"
