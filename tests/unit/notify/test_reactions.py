from typing import Any

import pytest

from services.notify.domain.recipient.commands import CorrectRecipient, MarkUrgency, NoteRecipient, PlanDelivery
from services.notify.reactions import beside, intake, routing, supervision
from shared.kernel.times import stamp
from shared.rules.rules import Rules
from shared.rules.templates import REQUIRED, SINCE
from tests.unit.hearing import CASE, private, react
from tests.unit.small_rules import NOON, RULES, closed, system

NOW = system()
REACTIONS = (*intake.REACTIONS, *routing.REACTIONS, *beside.REACTIONS, *supervision.REACTIONS)
DUTIES = [
    {"duty": "sign", "unit": "housing", "due_at": stamp(NOON), "limit": "sign", "rules": "x"},
    {"duty": "answer", "unit": "housing", "due_at": stamp(NOON), "limit": "answer", "rules": "x"},
]


def hear(type: str, **data: Any) -> list[Any]:
    return react(REACTIONS, type, data, NOW)


def plan(cause: str, template: str, **values: Any) -> PlanDelivery:
    to = template.partition(".")[0]
    return PlanDelivery(case_no=CASE, moment=NOW, cause_id="e1", cause=cause, template=template, to=to, **values)


def test_a_received_appeal_notes_the_recipient_and_tells_the_number() -> None:
    type_ = "appeal.received"
    data = {"asker": "a", "anonymous": False, "source": "12345", "source_no": "n1", "phone": private("phone")}
    noted = NoteRecipient(CASE, NOW, "a", False, None, closed("phone"), "12345", "n1")
    assert hear(type_, **data) == [noted, plan(type_, "asker.received")]


def test_acceptance_is_told_unless_a_rule_accepted_on_receipt() -> None:
    assert hear("appeal.accepted", kind="", how="person") == [plan("appeal.accepted", "asker.accepted")]
    assert hear("appeal.accepted", kind="", how="rule") == []


def test_a_declined_appeal_is_told_with_advice_and_written_back_without() -> None:
    type_ = "appeal.declined"
    assert hear(type_, reason="in_court", advice=private("advice")) == [
        plan(type_, "asker.declined", end="in_court", advice=closed("advice")),
        plan(type_, "source.declined", end="in_court"),
    ]


@pytest.mark.parametrize("how", ["dispatched", "reopened"])
def test_a_unit_learns_until_when_to_sign_and_the_asker_who_handles_it(how: str) -> None:
    type_ = f"work_order.{how}"
    assert hear(type_, round=2, unit="housing", duties=DUTIES) == [
        plan(type_, f"asker.{how}", unit="housing", round=2),
        plan(type_, f"unit.{how}", unit="housing", round=2, duty="sign", due_at=NOON),
    ]


def test_without_a_duty_to_sign_there_is_no_due_time_to_tell() -> None:
    assert hear("work_order.reopened", round=2, unit="housing", duties=[])[1].due_at is None


def test_an_urged_unit_is_told() -> None:
    expected = plan("work_order.urged", "unit.urged", unit="housing", round=1)
    assert hear("work_order.urged", round=1, ask="x", unit="housing") == [expected]


@pytest.mark.parametrize("fact", ["signed", "returned"])
def test_the_source_learns_how_far_it_is(fact: str) -> None:
    expected = plan(f"work_order.{fact}", f"source.{fact}", unit="housing", round=1)
    assert hear(f"work_order.{fact}", round=1, unit="housing") == [expected]


def test_the_source_learns_of_an_answer_but_not_its_words_before_they_are_approved() -> None:
    data = {"internal": private("internal"), "public": private("public")}
    expected = plan("work_order.answered", "source.answered", unit="housing", round=1, resolved=True)
    assert hear("work_order.answered", round=1, unit="housing", resolved=True, **data) == [expected]


def test_the_approved_answer_is_told_to_asker_and_source() -> None:
    values = {"unit": "housing", "round": 1, "resolved": False}
    told = {**values, "public": closed("public")}
    assert hear("work_order.closed", **values, public=private("public")) == [
        plan("work_order.closed", "asker.closed", **told),
        plan("work_order.closed", "source.closed", **told),
    ]


def test_the_end_is_told_to_asker_and_source() -> None:
    values = {"unit": "housing", "round": 1, "end": "satisfied"}
    assert hear("work_order.archived", **values) == [
        plan("work_order.archived", "asker.archived", **values),
        plan("work_order.archived", "source.archived", **values),
    ]


def test_a_reminder_reaches_the_unit() -> None:
    values = {"unit": "housing", "round": 1, "duty": "sign"}
    expected = plan("reminder.issued", "unit.reminder", **values, due_at=NOON)
    assert hear("reminder.issued", **values, due_at=stamp(NOON), colour="none", ask=None) == [expected]


def test_an_answer_at_once_is_told_with_its_words() -> None:
    type_ = "appeal.answered_at_once"
    assert hear(type_, article="a1", version=2, public=private("public"), kind="咨询", by="desk") == [
        plan(type_, "asker.answered", public=closed("public")),
        plan(type_, "source.answered_at_once", public=closed("public")),
    ]


def test_a_merged_appeals_own_asker_learns_which_case_leads() -> None:
    type_ = "appeal.merged"
    assert hear(type_, leading="20261124-X", reason=private("r")) == [plan(type_, "asker.merged", leading="20261124-X")]
    assert hear("appeal.separated", leading="20261124-X", reason=private("r")) == [
        plan("appeal.separated", "asker.separated")
    ]


def test_a_corrected_name_or_phone_changes_the_recipient_and_nothing_else_does() -> None:
    heard = hear("appeal.corrected", field="phone", value=private("phone"), reason=private("r"))
    assert heard == [CorrectRecipient(CASE, NOW, "phone", closed("phone"))]
    assert hear("appeal.corrected", field="name", value=None, reason=private("r")) == [
        CorrectRecipient(CASE, NOW, "name", None)
    ]
    assert hear("appeal.corrected", field="kind", value=None, clear="咨询", reason=private("r")) == []
    assert hear("appeal.corrected", field="text", value=private("text"), reason=private("r")) == []


def test_urgency_is_taken_over_from_intake_and_from_the_desk() -> None:
    assert hear("appeal.urgency_marked", urgent=False, reason="x") == [MarkUrgency(CASE, NOW, False)]
    assert hear("work_order.classified", round=1, urgent=True) == [MarkUrgency(CASE, NOW, True)]
    assert hear("work_order.classified", round=1, urgent=False) == []
    assert hear("work_order.classified", round=1) == []


def test_a_confidential_or_urgent_appeal_is_noted_as_such() -> None:
    data = {"asker": "a", "anonymous": False, "source": "portal", "source_no": "n1"}
    noted = hear("appeal.received", **data, confidential=True, urgent=True)[0]
    assert (noted.confidential, noted.urgent) == (True, True)


def test_suspension_resuming_and_extension_tell_the_asker_until_when() -> None:
    values = {"unit": "housing", "round": 1}
    assert hear("work_order.suspended", **values, review_at=stamp(NOON), reason=private("r"), duties=[]) == [
        plan("work_order.suspended", "asker.suspended", **values, due_at=NOON)
    ]
    assert hear("work_order.resumed", **values, duties=DUTIES) == [
        plan("work_order.resumed", "asker.resumed", **values, due_at=NOON)
    ]
    assert hear("work_order.extended", **values, number=1, duties=DUTIES) == [
        plan("work_order.extended", "asker.extended", **values, duty="answer", due_at=NOON)
    ]


def test_where_it_was_transferred_is_told_the_asker_every_time_and_the_unit_that_has_it_now() -> None:
    type_, confirm = "work_order.transferred", [{"duty": "confirm_transfer", "due_at": stamp(NOON)}]
    inside = {"unit": "housing", "round": 1, "to": "finance", "to_name": "财政局", "outside": False, "duties": confirm}
    duty = {"duty": "confirm_transfer", "due_at": NOON}
    assert hear(type_, **inside) == [
        plan(type_, "asker.transferred", unit="finance", round=1, to_name="财政局"),
        plan(type_, "unit.transferred", unit="finance", round=1, to_name="财政局", **duty),
    ]
    assert hear(type_, **{**inside, "to": "", "to_name": "市税务局", "outside": True}) == [
        plan(type_, "asker.transferred", unit="", round=1, to_name="市税务局")
    ]


def test_a_refused_transfer_is_told_who_must_act_now() -> None:
    assert hear("transfer.refused", number=1, unit="housing")[0].unit == "housing"
    assert hear("transfer.refused", number=1)[0].unit == "desk"


def test_recomputed_due_times_are_told_whose_duties_they_are() -> None:
    assert hear("work_order.recomputed", round=2, unit="housing", duties=DUTIES, before=DUTIES) == [
        plan("work_order.recomputed", "unit.recomputed", part=duty, unit="housing", round=2, duty=duty, due_at=NOON)
        for duty in ("sign", "answer")
    ]


def test_an_escalation_is_told_the_desk_that_follows_it_and_its_answer_who_proposed() -> None:
    duties = [{"duty": "answer_escalation", "unit": "desk", "due_at": stamp(NOON), "limit": "l", "rules": "x"}]
    said = {"round": 1, "number": 1, "to": "government", "proposal": private("p"), "duties": duties}
    (told,) = hear("escalation.proposed", **said, unit="housing")
    assert (told.template, told.unit, told.due_at) == ("unit.escalation", "desk", NOON)
    assert hear("escalation.proposed", **said, unit="desk") == []
    answered = {"round": 1, "number": 1, "unit": "", "by": "qu", "decision": private("d")}
    (told,) = hear("escalation.answered", **answered, proposer="housing")
    assert (told.template, told.unit) == ("unit.escalation_answered", "housing")
    assert hear("escalation.answered", **answered) == []


def test_a_common_needs_answer_is_told_as_one() -> None:
    values = {"unit": "housing", "round": 1, "resolved": True}
    heard = hear("work_order.closed", **values, public=private("public"), common_need="c1")
    assert [one.template for one in heard] == ["asker.common_closed", "source.closed"]
    led = hear("common_need.led", unit="housing", leader="qu", members=["a"], duties=DUTIES)
    assert [(one.template, one.unit, one.due_at) for one in led] == [("unit.common_led", "housing", NOON)]


def test_a_supporting_unit_learns_its_part_and_what_became_of_its_extension() -> None:
    values = {"unit": "housing", "round": 1}
    assert hear("part.assigned", **values, task=private("t"), due_at=stamp(NOON)) == [
        plan("part.assigned", "unit.part_assigned", **values, duty="part", due_at=NOON)
    ]
    assert hear("extension.granted", **values, number=1, amount=3, due_at=stamp(NOON)) == [
        plan("extension.granted", "unit.extension_granted", **values, due_at=NOON)
    ]
    assert hear("extension.refused", **values, number=1) == [
        plan("extension.refused", "unit.extension_refused", **values)
    ]


def test_an_instruction_reaches_each_addressee_at_once() -> None:
    heard = hear("instruction.given", leader="qu", addressees=["housing", "watch", "housing"], due_at=stamp(NOON))
    assert [(one.unit, one.part, one.urgent) for one in heard] == [
        ("housing", "housing", True),
        ("watch", "watch", True),
    ]


def test_a_meeting_is_told_its_units_and_each_decision_to_its_own() -> None:
    meeting = {"kind": "special", "at": stamp(NOON), "place": "二楼", "units": ["housing", "watch"]}
    heard = hear("meeting.convened", **meeting, agenda=private("a"))
    assert [(one.unit, one.kind, one.at) for one in heard] == [("housing", "special", NOON), ("watch", "special", NOON)]
    decisions = [
        {"number": number, "unit": unit, "text": private("t"), "due_at": stamp(NOON)}
        for number, unit in ((1, "housing"), (2, "watch"), (3, "housing"))
    ]
    held = hear("meeting.held", kind="special", present=["housing"], decisions=decisions, minutes=private("m"))
    assert [(one.unit, one.number) for one in held] == [("housing", "1"), ("watch", "2"), ("housing", "3")]
    assert len({one.part for one in held}) == 3
    assert len(hear("meeting.cancelled", units=["housing", "watch"], reason=private("r"))) == 2


def test_a_red_card_is_told_at_once_and_asks_for_an_explanation() -> None:
    values = {"unit": "housing", "round": 1, "duty": "answer"}
    blue = hear("card.issued", **values, colour="blue", ground="lapse", due_at=stamp(NOON), letter="")
    assert [(one.template, one.kind, one.urgent) for one in blue] == [("unit.card", "blue", False)]
    explain = [{"duty": "explain", "due_at": stamp(NOON)}]
    red = hear("card.issued", **values, colour="red", ground="lapse", due_at=stamp(NOON), duties=explain)
    assert [(one.template, one.urgent) for one in red] == [("unit.card", True), ("unit.explanation", True)]


def test_a_letter_and_a_commitment_name_their_due_time() -> None:
    letter = hear("letter.issued", unit="housing", number="督办〔2026〕1号", reply_by=stamp(NOON), ground="lapse")
    assert [(one.template, one.number, one.due_at) for one in letter] == [("unit.letter", "督办〔2026〕1号", NOON)]
    kept = hear("commitment.registered", unit="housing", due_at=stamp(NOON), matter=private("m"))
    assert [(one.template, one.due_at) for one in kept] == [("unit.commitment", NOON)]


def test_every_template_that_is_told_to_askers_and_units_is_required_of_the_rules() -> None:
    rules: Rules = RULES
    assert set(rules.templates) == {*REQUIRED, *SINCE}
