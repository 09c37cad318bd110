"""Transfers, instructions, meetings and escalations are followed until they are done, and lapse when they are not."""

from dataclasses import replace
from typing import Any

import pytest

from services.routing.domain.escalation import escalation
from services.routing.domain.escalation.events import Lapsed as EscalationLapsed
from services.routing.domain.escalation.events import Proposed
from services.routing.domain.instruction import instruction
from services.routing.domain.instruction.events import Done, Given, Lapsed, Reported
from services.routing.domain.meeting import meeting
from services.routing.domain.meeting.commands import Decided, LapseMeeting
from services.routing.domain.meeting.events import Convened, Held
from services.routing.domain.meeting.events import Lapsed as MeetingLapsed
from services.routing.domain.transfer import transfer
from services.routing.domain.transfer.events import Chased, Confirmed, Made
from services.routing.domain.transfer.events import Lapsed as TransferLapsed
from shared.kernel.text import Text, case_key
from shared.testing.given import scenario
from tests.unit.routing.leading import LEADER
from tests.unit.routing.matters import (
    ANSWER,
    CANCEL,
    CHASE,
    CONFIRM,
    CONVENE,
    DECISION_DONE,
    FINISH,
    GIVE,
    MAKE,
    MAKE_INSIDE,
    PROPOSE,
    RECORD,
    REPORT,
    said,
)
from tests.unit.routing.orders import CASE, DESK, HEAD, OFFICER, STRANGER, SUPERVISOR, hour, later, moment

transfers, instructions = scenario(transfer), scenario(instruction)
meetings, escalations = scenario(meeting), scenario(escalation)


def test_a_transfer_outside_is_chased_by_the_desk_until_the_receiver_confirms() -> None:
    made = transfers().when(MAKE).then_types(Made)
    assert [(one.duty, one.unit, one.due_at) for one in made.events[0].duties] == [
        ("chase_transfer", "government_data", hour(16))
    ]
    assert made.events[0].reason.key == case_key(CASE)
    chased = transfers(*made.events).when(later(CHASE, 16)).then_types(Chased)
    assert chased.events[0].duties[0].due_at == hour(32)
    done = transfers(*made.events, *chased.events).when(later(CONFIRM, 20)).then_types(Confirmed)
    assert done.events[0].to_name == made.events[0].to_name != ""
    assert not done.state.waiting


def test_a_receiver_that_was_not_asked_in_time_is_a_lapse_of_the_desk_once() -> None:
    made = transfers().when(MAKE).events
    late = transfers(*made).when(later(CONFIRM, 17)).then_types(TransferLapsed, Confirmed)
    lapse = late.events[0]
    assert (lapse.duty, lapse.unit, lapse.due_at, lapse.happened_at) == (
        "chase_transfer",
        "government_data",
        hour(16),
        hour(16),
    )


def test_inside_the_district_the_signing_is_the_confirmation() -> None:
    made = transfers().when(MAKE_INSIDE).then_types(Made)
    assert (made.events[0].duties, made.state.waiting) == ((), False)


def test_only_the_desk_transfers_and_says_why() -> None:
    transfers().when(later(MAKE, 0, OFFICER)).rejected("transfer.not_the_desk")
    transfers().when(replace(MAKE, reason=Text(" "))).rejected("transfer.no_reason")


def test_each_addressee_of_an_instruction_reports_by_the_limit() -> None:
    given = instructions().when(GIVE).then_types(Given).events[0]
    assert (given.unit, given.leader, given.due_at) == ("housing", "zhou", hour(30))
    assert [(one.unit, one.due_at) for one in given.duties] == [("housing", hour(30)), ("finance", hour(30))]
    one = instructions(given).when(later(REPORT, 31)).then_types(Lapsed, Lapsed, Reported)
    assert [lapse.unit for lapse in one.events[:2]] == ["finance", "housing"]


def test_a_leader_may_say_when() -> None:
    outcome = instructions().when(replace(GIVE, due_at=hour(7)))
    assert {one.due_at for one in outcome.events[0].duties} == {hour(7)}
    instructions().when(replace(GIVE, due_at=hour(0))).rejected("instruction.due_in_past")


def test_an_instruction_is_done_when_its_leader_or_the_desk_says_so_after_the_report() -> None:
    reported = said("instruction", GIVE, REPORT)
    instructions(*reported).when(FINISH).then(Done(1, 1, "housing"))
    instructions(*reported).when(later(FINISH, 0, DESK)).then(Done(1, 1, "housing"))
    instructions(*reported).when(later(FINISH, 0, HEAD)).rejected("instruction.not_the_leader")
    instructions(*said("instruction", GIVE)).when(FINISH).rejected("instruction.not_reported")


def test_an_instruction_goes_to_known_units_and_only_they_report() -> None:
    instructions().when(replace(GIVE, addressees=())).rejected("instruction.no_addressee")
    instructions().when(replace(GIVE, addressees=("moon",))).rejected("instruction.unknown_unit")
    instructions(*said("instruction", GIVE)).when(later(REPORT, 0, SUPERVISOR)).rejected("instruction.not_yours")
    instructions().when(replace(GIVE, text=Text(""))).rejected("instruction.no_text")


def test_a_meeting_must_be_recorded_in_time_counted_from_when_it_is_held() -> None:
    convened = meetings().when(CONVENE).then_types(Convened).events[0]
    assert [(one.duty, one.unit, one.due_at) for one in convened.duties] == [
        ("record_meeting", "government_data", hour(12))
    ]


def test_each_decision_is_tracked_to_done_or_lapsed_by_itself() -> None:
    held = said("meeting", CONVENE, RECORD)
    assert isinstance(held[-1], Held)
    assert [(one.number, one.unit) for one in held[-1].decisions] == [(1, "housing"), (2, "finance")]
    done = said("meeting", CONVENE, RECORD, DECISION_DONE)
    late = meetings(*done).when(LapseMeeting(CASE, moment(hours=1000)))
    late.then(MeetingLapsed(1, "decision", "finance", hour(96), 1, 2))
    meetings(*done, *late.events).when(LapseMeeting(CASE, moment(hours=1001))).then()


def test_a_decision_is_carried_out_by_the_unit_it_was_given_to() -> None:
    held = said("meeting", CONVENE, RECORD)
    meetings(*held).when(later(DECISION_DONE, 20, STRANGER)).rejected("meeting.not_yours")
    meetings(*held).when(replace(DECISION_DONE, decision=3)).rejected("meeting.unknown_decision")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"present": ()}, "meeting.no_units"),
        ({"present": ("moon",)}, "meeting.unknown_unit"),
        ({"minutes": Text("")}, "meeting.no_minutes"),
        ({"decisions": (Decided("housing", Text("x"), hour(1)),)}, "meeting.due_in_past"),
        ({"decisions": (Decided("housing", Text(" "), hour(90)),)}, "meeting.no_decision"),
    ],
)
def test_a_record_without_what_it_needs_is_refused(change: dict[str, Any], code: str) -> None:
    meetings(*said("meeting", CONVENE)).when(replace(RECORD, **change)).rejected(code)


def test_only_the_convener_or_the_desk_records_or_cancels() -> None:
    by_leader = said("meeting", later(CONVENE, 0, LEADER))
    meetings(*by_leader).when(later(RECORD, 5, OFFICER)).rejected("meeting.not_the_convener")
    meetings(*by_leader).when(RECORD).then_types(Held)
    meetings(*by_leader).when(later(CANCEL, 0, OFFICER)).rejected("meeting.not_the_convener")


def test_a_meeting_of_no_known_kind_is_not_convened() -> None:
    meetings().when(replace(CONVENE, kind="tea")).rejected("meeting.unknown_kind")
    meetings().when(replace(CONVENE, agenda=Text(""))).rejected("meeting.no_agenda")


def test_an_escalation_lapses_at_the_desk_and_can_still_be_answered() -> None:
    proposed = escalations().when(PROPOSE).then_types(Proposed)
    assert proposed.events[0].unit == "housing"
    late = escalations(*proposed.events).when(later(ANSWER, 21))
    assert late.events[0] == EscalationLapsed(1, "answer_escalation", "government_data", hour(20), 1)
    assert late.events[1].proposer == "housing"
    assert not late.state.waiting


def test_an_escalation_needs_words_and_a_known_receiver() -> None:
    escalations().when(replace(PROPOSE, to="moon")).rejected("escalation.unknown_receiver")
    escalations().when(replace(PROPOSE, proposal=Text(""))).rejected("escalation.no_proposal")
    escalations(*said("escalation", PROPOSE)).when(replace(ANSWER, decision=Text(" "))).rejected(
        "escalation.no_decision"
    )
