"""Callbacks on a real house: planned, called, settled, reopened, lapsed."""

from typing import Any

import pytest

from services.supervision.lapsing import lapse
from services.supervision.readmodels.callbacks.query import lapsing
from tests.integration.supervision.office import ANSWER, LEADER, NAME, PHONE, SUPERVISOR, Office


def pending(office: Office) -> list[str]:
    """The cases that something lapses for some day."""
    office.clock.pass_(days=4000)
    with office.house.engine.connect() as connection:
        found = list(lapsing(connection, office.clock.at, 500))
    office.clock.pass_(days=-4000)
    return found


def report(ask: str, office: Office, **changes: Any) -> dict[str, Any]:
    """What intake says when a source brings its own result, due tomorrow."""
    times = {"at": office.clock.at.isoformat(), "due_at": "2026-11-25T01:30:00.000000Z"}
    said = {"contacted": True, "resolved": True, "satisfied": True, "remark": None}
    return {"ask": ask, "source_ref": "1", "desk": "government_office", **said, **times, **changes}


def through(office: Office, query: str) -> list[str]:
    """The cases of a list, page after page of two."""
    _, found = office.api(f"/callbacks?{query}&limit=2", SUPERVISOR)
    seen = [row["case_no"] for row in found["callbacks"]]
    while found["next_cursor"]:
        _, found = office.api(f"/callbacks?{query}&limit=2&cursor={found['next_cursor']}", SUPERVISOR)
        seen += [row["case_no"] for row in found["callbacks"]]
    return seen


def test_what_is_closed_is_planned_for_the_next_working_day(office: Office) -> None:
    row = office.row(office.close())
    assert (row["state"], row["ours"], row["by"], row["unit"]) == ("planned", True, "us", "housing")
    assert (row["due"], row["due_at"]) == ("callback", "2026-11-25T09:30:00.000000Z")
    assert row["closed_at"] == "2026-11-24T01:30:00.000000Z"


def test_satisfied_settles_it_and_said_twice_it_is_said_once(office: Office) -> None:
    no = office.close()
    row = office.called(no, satisfied=True)
    assert (row["state"], row["end"], row["due_at"]) == ("settled", "satisfied", None)
    assert office.called(no, satisfied=True) == row
    assert office.said("callback.settled") == [
        {"round": 1, "end": "satisfied", "asked_to_reopen": False, "reason": "", "grounds": None, "approver": ""}
    ]
    assert pending(office) == []


def test_dissatisfied_asks_to_reopen_and_the_next_closing_is_called_anew(office: Office) -> None:
    no = office.close()
    row = office.called(no, satisfied=False)
    assert (row["state"], row["due"], row["satisfied"]) == ("reopen_asked", "reopen", False)
    office.answer(no, accepted=True)
    assert (office.row(no)["state"], office.row(no)["due_at"]) == ("reopening", None)
    office.hear(
        "routing", "work_order.reopened", no, {"round": 2, "ask": office.said("callback.reopen_asked")[0]["ask"]}
    )
    office.clock.pass_(days=3)
    office.close(no, 2)
    row = office.row(no)
    assert (row["state"], row["round"], row["satisfied"], row["recorded_by"]) == ("planned", 2, None, None)
    assert office.called(no, satisfied=True)["end"] == "satisfied"
    assert pending(office) == []


def test_refused_and_again_are_settled_by_a_person_with_another_s_approval(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=False)
    office.answer(no, accepted=False, code="work_order.rounds_used_up")
    row = office.row(no)
    assert (row["state"], row["why"], row["due"]) == ("referred", "refused", "settle")
    ruling = {"end": "dissatisfied_final", "reason": "已当面解释"}
    status, problem = office.api(f"/callbacks/{no}/settle", SUPERVISOR, {**ruling, "approver": SUPERVISOR.account})
    assert (status, problem["code"]) == (422, "callback.own_approval")
    assert office.told(no, "settle", **ruling)["state"] == "referred"
    assert [row["case_no"] for row in office.api("/callbacks?proposed=true", SUPERVISOR)[1]["callbacks"]] == [no]
    status, problem = office.api(f"/callbacks/{no}/approve", SUPERVISOR, {})
    assert (status, problem["code"]) == (422, "callback.own_approval")
    status, row = office.api(f"/callbacks/{no}/approve", LEADER, {})
    assert (status, row["state"], row["end"], row["approver"]) == (200, "settled", "dissatisfied_final", "lingdao")
    assert office.api("/callbacks?proposed=true", SUPERVISOR)[1]["callbacks"] == []
    assert pending(office) == []


def test_a_declined_final_goes_back_to_supervision(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=False)
    office.answer(no, accepted=False, code="work_order.rounds_used_up")
    office.told(no, "settle", end="dissatisfied_final", reason="已当面解释")
    assert office.api(f"/callbacks/{no}/decline", LEADER, {"reason": "请再联系一次"})[1]["state"] == "referred"
    assert office.api(f"/callbacks/{no}/approve", LEADER, {})[1]["code"] == "callback.no_proposal"
    assert office.told(no, "settle", end="dissatisfied_final", reason="又联系了一次")["state"] == "referred"


def test_three_attempts_without_a_talk_settle_it_as_unreachable(office: Office) -> None:
    no = office.close()
    for number, outcome in ((1, "no_answer"), (2, "no_answer"), (2, "no_answer")):
        row = office.told(no, "attempt", attempt=number, outcome=outcome)
        assert (row["state"], row["attempts"], row["outcome"]) == ("attempting", number, outcome)
    assert office.told(no, "attempt", attempt=3, outcome="wrong_number")["end"] == "unreachable"


def test_without_an_opinion_it_stays_to_be_asked_or_ended_by_a_person(office: Office) -> None:
    no = office.close()
    assert office.called(no, satisfied=None)["state"] == "recorded"
    row = office.told(no, "settle", end="not_called", reason="no_opinion")
    assert (row["end"], row["reason"]) == ("not_called", "no_opinion")


def test_nobody_is_called_who_cannot_be(office: Office) -> None:
    no = office.close(anonymous=True, name=None, phone=None)
    row = office.row(no)
    assert (row["state"], row["end"], row["reason"]) == ("settled", "not_called", "anonymous")
    assert pending(office) == []


def test_the_source_s_callback_is_ours_after_its_time(office: Office) -> None:
    no = office.close(callback_by="source")
    assert office.row(no)["ours"] is False
    status, problem = office.api(
        f"/callbacks/{no}/record", SUPERVISOR, {"contacted": True, "resolved": True, "satisfied": True}
    )
    assert (status, problem["code"]) == (409, "callback.by_source")
    office.clock.pass_(days=2)
    assert lapse(office.house) == 1
    row = office.row(no)
    assert (row["ours"], row["lapsed"], row["due"]) == (True, True, "callback")
    assert office.told(no, "settle", end="not_called", reason="source_silent")["state"] == "settled"


def test_the_source_s_result_settles_it_even_when_it_came_before_the_closing(office: Office) -> None:
    no = office.close()
    other = office.close()
    office.hear("intake", "appeal.callback_reported", no, report("a/1", office))
    assert (office.row(no)["end"], office.row(no)["recorded_by"]) == ("satisfied", "source")
    office.called(other, satisfied=False)
    office.answer(other, accepted=True)
    office.hear("intake", "appeal.callback_reported", other, report("b/1", office))
    assert (office.row(other)["state"], pending(office)) == ("reopening", [other])
    office.close(other, 2)
    assert (office.row(other)["end"], pending(office)) == ("satisfied", [])


def test_a_source_s_result_that_nobody_waited_for_is_refused_at_its_time(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=False)
    office.answer(no, accepted=True)
    office.hear("intake", "appeal.callback_reported", no, report("b/1", office))
    office.clock.pass_(days=2)
    assert lapse(office.house) == 1
    answer = {"ask": "b/1", "accepted": False, "code": "callback.not_planned"}
    assert (office.said("callback.source_answered"), pending(office)) == ([answer], [])


def test_an_ask_that_lapses_leaves_it_to_a_person_and_that_lapses_too(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=False)
    office.clock.pass_(days=30)
    assert lapse(office.house) == 1
    assert lapse(office.house) == 0
    row = office.row(no)
    assert (row["state"], row["why"], row["due"], row["lapsed"]) == ("referred", "lapsed", "settle", True)
    assert (len(office.said("callback.ask_lapsed")), len(office.said("callback.lapsed"))) == (1, 1)


def test_a_person_s_reopening_makes_the_callback_void_and_a_cancelled_case_is_dropped(office: Office) -> None:
    no = office.close()
    office.hear("routing", "work_order.reopened", no, {"round": 2, "ask": ""})
    assert (office.row(no)["state"], pending(office)) == ("reopening", [])
    office.hear("routing", "work_order.archived", no, {"round": 2, "end": "cancelled", "unit": "housing"})
    assert office.row(no)["state"] == "dropped"


def test_what_routing_lapsed_is_reminded_of_once(office: Office) -> None:
    no = office.close()
    office.lapse(no)
    office.lapse(no)
    status, found = office.api("/reminders", SUPERVISOR)
    assert (status, [(row["case_no"], row["duty"], row["unit"]) for row in found["reminders"]]) == (
        200,
        [(no, "answer", "housing")],
    )


def test_lists_go_on_by_cursor_and_one_of_another_list_is_refused(office: Office) -> None:
    numbers = []
    for _ in range(5):
        numbers.append(office.close())
        office.clock.pass_(minutes=1)
    for query, order in (("state=planned", sorted(numbers)), ("unit=housing", numbers[::-1])):
        assert through(office, query) == order
    cursor = office.api("/callbacks?limit=2", SUPERVISOR)[1]["next_cursor"]
    for bad in (f"state=planned&cursor={cursor}", "cursor=bm90aGluZw"):
        status, problem = office.api(f"/callbacks?{bad}", SUPERVISOR)
        assert (status, problem["code"]) == (422, "request.cursor")


def test_who_is_called_is_opened_with_an_entry_and_nothing_is_left_open_in_the_list(office: Office) -> None:
    no = office.close()
    rows = [office.api(f"/callbacks/{no}", SUPERVISOR)[1] for _ in range(2)]
    row = rows[1]
    assert (row["name"], row["phone"], row["answer"]) == (NAME, PHONE, ANSWER)
    assert office.subjects("personal.opened") == [no]
    assert PHONE not in str(office.api("/callbacks", SUPERVISOR)[1])
    assert office.row(no)["phone"] == "‹已加密›"


def test_a_shredded_asker_reads_destroyed(office: Office) -> None:
    no = office.close()
    office.vault.shred([f"asker/{office.said('callback.planned')[0]['asker']}"])
    _, row = office.api(f"/callbacks/{no}", SUPERVISOR)
    assert (row["name"], row["phone"], row["answer"]) == ("‹已依法删除›", "‹已依法删除›", ANSWER)


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("record", {"contacted": True, "resolved": True}, "satisfied"),
        ("record", {"contacted": "perhaps", "resolved": None, "satisfied": None}, "contacted"),
        ("attempt", {"attempt": 0, "outcome": "no_answer"}, "attempt"),
        ("attempt", {"attempt": 1, "outcome": "asleep"}, "outcome"),
        ("settle", {"end": "satisfied", "reason": "x"}, "end"),
        ("settle", {"end": "not_called", "reason": "refused", "colour": "red"}, "colour"),
    ],
)
def test_a_field_at_fault_is_named(office: Office, action: str, body: dict[str, Any], field: str) -> None:
    no = office.close()
    status, problem = office.api(f"/callbacks/{no}/{action}", SUPERVISOR, body)
    assert (status, [fault["name"] for fault in problem["fields"]]) == (422, [field])


def test_an_unknown_case_or_action_is_not_there(office: Office) -> None:
    no = office.close()
    assert office.api("/callbacks/20261124-0000000000", SUPERVISOR)[0] == 404
    assert office.api(f"/callbacks/{no}/praise", SUPERVISOR, {})[1]["code"] == "action.unknown"
