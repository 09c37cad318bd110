"""How a case stood: duties begin, move, sleep, lapse and end; somebody answers for the case."""

from dataclasses import fields
from importlib import import_module
from pkgutil import walk_packages

import pytest

import services
from services.ledger.domain.standing import standing_of
from services.ledger.domain.standing.changes import CHANGES
from services.ledger.domain.standing.duty import Move
from shared.kernel import stored
from tests.unit.ledger.told import NOON, Told, at, due, ends, lapse, running, said

for module in walk_packages(services.__path__, "services."):
    if ".domain" in module.name:
        import_module(module.name)
TYPES = {name: cls for cls, name in stored._NAMES.items() if cls.__module__.startswith("services.")}
OF_NO_CASE = ("review.", "common_need.", "commitment.", "knowledge.")
DISPATCHED = said(
    0, "work_order.dispatched", due("sign", 2), due("answer", 40), form="assigned", supporting=["finance"]
)
SIGNED = said(1, "work_order.signed")
ANSWERED = said(5, "work_order.answered", due("approve", 9))


def test_dispatching_begins_the_unit_s_duties_and_ends_the_desk_s() -> None:
    held = said(-3, "work_order.held", due("dispatch", 3, "desk"))
    assert running(held) == {"dispatch": 3}
    assert running(held, DISPATCHED) == {"sign": 2, "answer": 40}
    assert ends(held, DISPATCHED) == {"dispatch": "kept"}


def test_what_is_done_in_time_is_kept_and_what_had_lapsed_is_late() -> None:
    assert ends(DISPATCHED, SIGNED) == {"sign": "kept"}
    late = said(3, "work_order.signed")
    overdue = lapse("work_order.lapsed", "sign", 2)
    [sign, _] = standing_of([DISPATCHED, overdue]).running
    assert (sign.lapsed, sign.overdue(at(2.5))) == (True, True)
    assert ends(DISPATCHED, overdue, late) == {"sign": "late"}


def test_a_duty_is_overdue_once_its_due_time_has_passed_whether_it_was_said_or_not() -> None:
    [sign, answer] = standing_of([DISPATCHED]).running
    assert [one.overdue(at(2)) for one in (sign, answer)] == [False, False]
    assert [one.overdue(at(3)) for one in (sign, answer)] == [True, False]


def test_an_extension_moves_the_answer_and_keeps_what_it_was() -> None:
    extended = said(4, "work_order.extended", due("answer", 60))
    assert running(DISPATCHED, SIGNED, extended) == {"answer": 60}
    [answer] = standing_of([DISPATCHED, SIGNED, extended]).running
    assert (answer.begun_at, answer.moves) == (NOON, (Move(at(4), at(40)),))


def test_the_same_due_time_said_again_is_no_move() -> None:
    again = said(4, "work_order.recomputed", due("answer", 40))
    [answer] = standing_of([DISPATCHED, SIGNED, again]).running
    assert answer.moves == ()


def test_while_a_return_is_settled_the_unit_s_duties_sleep() -> None:
    returned = said(1, "work_order.returned", due("settle_return", 8, "desk"))
    refused = said(6, "work_order.return_settled", accepted=False)
    assert running(DISPATCHED, returned) == {"settle_return": 8, "~sign": 2, "~answer": 40}
    assert running(DISPATCHED, returned, refused) == {"sign": 2, "answer": 40}
    [_, sign, _] = standing_of([DISPATCHED, returned]).running
    assert not sign.overdue(at(30))


def test_an_accepted_return_takes_them_away() -> None:
    returned = said(1, "work_order.returned", due("settle_return", 8, "desk"))
    accepted = said(6, "work_order.return_settled", accepted=True)
    held = said(6, "work_order.held", due("dispatch", 9, "desk"), code="returned")
    assert running(DISPATCHED, returned, accepted, held) == {"dispatch": 9}
    assert ends(DISPATCHED, returned, accepted, held) == {"settle_return": "kept", "sign": "ended", "answer": "ended"}


def test_a_suspension_stops_the_clock_until_it_is_resumed_with_other_due_times() -> None:
    suspended = said(3, "work_order.suspended", due("review", 30, "desk"))
    resumed = said(20, "work_order.resumed", due("answer", 57))
    assert running(DISPATCHED, SIGNED, suspended) == {"review": 30, "~answer": 40}
    assert running(DISPATCHED, SIGNED, suspended, resumed) == {"answer": 57}


def test_an_answer_that_is_sent_back_is_due_as_before() -> None:
    sent_back = said(6, "work_order.sent_back", due("answer", 40))
    assert running(DISPATCHED, SIGNED, ANSWERED) == {"approve": 9}
    assert running(DISPATCHED, SIGNED, ANSWERED, sent_back) == {"answer": 40}


def test_closing_ends_whatever_ran_and_the_callback_begins() -> None:
    closed = said(8, "work_order.closed")
    planned = said(8, "callback.planned", due("callback", 32, "supervision"))
    told = (DISPATCHED, SIGNED, ANSWERED, said(7, "work_order.approved", due("close", 12)), closed)
    assert running(*told) == {}
    assert running(*told, planned) == {"callback": 32}


def test_a_supporting_unit_s_part_has_a_clock_of_its_own() -> None:
    part = said(0, "part.assigned", due("sign", 4, "finance"), due("deliver", 20, "finance"), unit="finance")
    signed = said(2, "part.signed", unit="finance", by="qian")
    standing = standing_of([DISPATCHED, part, SIGNED, signed])
    assert [(one.about, one.duty) for one in standing.running] == [("part", "deliver"), ("work_order", "answer")]
    [helper] = standing.responsible.supporting
    assert helper.signed is not None
    assert (helper.unit, helper.state, helper.signed.account) == ("finance", "signed", "qian")


def test_each_addressee_of_an_instruction_reports_for_itself() -> None:
    given = said(
        0, "instruction.given", due("report_instruction", 9), due("report_instruction", 9, "finance"), number=1
    )
    reported = said(3, "instruction.reported", number=1, unit="finance")
    [left] = standing_of([given, reported]).running
    assert (left.unit, left.which) == ("housing", "1/housing")
    assert running(given, reported, said(4, "instruction.done", number=1)) == {}


def test_a_meeting_s_decisions_are_due_one_by_one() -> None:
    decisions = [{"number": number, "unit": "finance", "due_at": due("", 40)["due_at"]} for number in (1, 2)]
    convened = said(0, "meeting.convened", due("record_meeting", 30), number=1)
    held = said(20, "meeting.held", number=1, decisions=decisions)
    done = said(25, "meeting.decision_done", number=1, decision=2, unit="finance")
    lapsed = lapse("meeting.lapsed", "decision", 40, number=1, decision=1, unit="finance")
    [left] = standing_of([convened, held, done, lapsed]).running
    assert (left.which, left.limit, left.lapsed) == ("1/1", "", True)


def test_each_letter_of_a_case_waits_for_its_own_reply() -> None:
    issued = [said(0, "letter.issued", due("explain", 20), number=number, unit="housing") for number in ("1", "2")]
    [left] = standing_of([*issued, said(3, "letter.replied", letter="1", unit="housing")]).running
    assert (left.which, left.lapsed) == ("2", False)
    assert running(*issued, *(said(3, "letter.withdrawn", letter=number) for number in ("1", "2"))) == {}


def test_an_ask_runs_until_it_is_answered_even_after_it_lapsed() -> None:
    asked = said(0, "appeal.urged", ask="s/1", due_at=due("", 8)["due_at"], desk="desk")
    lapsed = said(8, "appeal.ask_lapsed", ask="s/1", kind="urge", due_at=due("", 8)["due_at"], desk="desk")
    assert running(asked, lapsed) == {"ask_urge": 8}
    assert ends(asked, lapsed, said(9, "appeal.ask_answered", ask="s/1", accepted=True)) == {"ask_urge": "late"}


def test_an_ask_to_reopen_that_lapses_is_left_to_a_person() -> None:
    asked = said(0, "callback.reopen_asked", ask="a", due_at=due("", 8)["due_at"], desk="desk")
    lapsed = said(8, "callback.ask_lapsed", due("settle", 30, "supervision"), ask="a", desk="desk")
    assert running(asked, lapsed) == {"settle": 30}


def test_the_officer_who_signed_answers_for_it_until_the_unit_has_it_no_more() -> None:
    led = standing_of([DISPATCHED, SIGNED]).responsible
    assert led.signed is not None
    assert (led.unit, led.since, led.form, led.signed.account) == ("housing", NOON, "assigned", "wang")
    pooled = said(4, "work_order.pooled", common_need="n1")
    gone = standing_of([DISPATCHED, SIGNED, pooled]).responsible
    assert (gone.unit, gone.signed, gone.common_need) == ("", None, "n1")
    reopened = said(90, "work_order.reopened", due("sign", 95), round=2)
    again = standing_of([DISPATCHED, SIGNED, reopened]).responsible
    assert (again.unit, again.round, again.signed, again.supporting) == ("housing", 2, None, ())


def test_what_says_nothing_of_duties_changes_none() -> None:
    before = standing_of([DISPATCHED])
    assert standing_of([DISPATCHED, said(1, "work_order.progressed"), said(2, "nobody.knows")]).duties == before.duties


@pytest.mark.parametrize("name", sorted(name for name in TYPES if not name.startswith(OF_NO_CASE)))
def test_every_entry_of_a_case_that_names_duties_or_a_lapse_is_in_the_table(name: str) -> None:
    owes = {field.name for field in fields(TYPES[name])} & {"duties"}
    assert name in CHANGES or not (owes or name.endswith("lapsed"))


def test_the_table_names_types_that_there_are() -> None:
    assert CHANGES.keys() <= TYPES.keys()


def test_entries_are_told_in_any_mixture_of_services() -> None:
    """Each duty is one service's: only the order within a service counts."""
    intake = [said(-4, "appeal.received", due("accept", 1, "desk")), said(-3, "appeal.accepted")]
    routing: list[Told] = [DISPATCHED, SIGNED]
    assert running(*intake, *routing) == running(*routing, *intake) == {"answer": 40}
