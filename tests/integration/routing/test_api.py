"""The API of work orders on a real house."""

import pytest

from tests.integration.routing.hall import (
    DISPATCHER,
    ELSEWHERE,
    HEAD,
    HEATING,
    LEADER,
    OFFICER,
    VAGUE,
    Hall,
    to_answered,
    to_signed,
)


def test_a_case_goes_from_dispatch_by_rule_to_closed(hall: Hall) -> None:
    no = to_answered(hall)
    assert hall.told(no, "approve", HEAD)["state"] == "answered"
    order = hall.told(no, "close", OFFICER)
    assert (order["state"], order["waits_for"], order["due_at"]) == ("closed", None, None)
    assert {duty["duty"] for duty in order["duties"] if duty["done_at"]} == {
        "sign",
        "first_contact",
        "answer",
        "approve",
        "close",
    }


def test_saying_it_twice_answers_200_with_the_same_state_and_writes_nothing(hall: Hall) -> None:
    no = to_signed(hall)
    position = hall.house.log.head().position
    assert hall.told(no, "sign", OFFICER)["waits_for"] == "contact"
    assert hall.house.log.head().position == position


def test_an_order_of_another_unit_is_not_there(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    for method, path, json in (("GET", "", None), ("POST", "/sign", {})):
        status, problem = hall.api(f"/work-orders/{no}{path}", ELSEWHERE, json, method)
        assert (status, problem["code"]) == (404, "work_order.unknown")
    assert hall.api("/work-orders", ELSEWHERE)[1] == {"work_orders": [], "next_cursor": None}
    assert hall.api("/work-orders?unit=housing", ELSEWHERE)[1]["work_orders"] == []


def test_a_number_that_is_no_number_is_not_there(hall: Hall) -> None:
    assert hall.api("/work-orders/20261124-0000000000", OFFICER)[0] == 404


def test_an_action_of_a_later_version_is_unknown(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    status, problem = hall.api(f"/work-orders/{no}/juggle", OFFICER, {})
    assert (status, problem["code"]) == (404, "action.unknown")


def test_an_action_without_its_permission_is_refused(hall: Hall) -> None:
    no = to_answered(hall)
    assert hall.api(f"/work-orders/{no}/approve", OFFICER, {})[0] == 403


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("dispatch", {}, "unit"),
        ("dispatch", {"unit": "housing", "level": "huge"}, "level"),
        ("dispatch", {"unit": "housing", "colour": "red"}, "colour"),
        ("classify", {"catalogue": 3}, "catalogue"),
        ("reopen", {"reason": ""}, "reason"),
    ],
)
def test_a_field_at_fault_is_named(hall: Hall, action: str, body: dict[str, object], field: str) -> None:
    no = hall.receive("请帮助协调", VAGUE)
    status, problem = hall.api(f"/work-orders/{no}/{action}", DISPATCHER, body)
    assert (status, [fault["name"] for fault in problem["fields"]]) == (422, [field])


def test_an_unknown_unit_is_a_fault_of_the_input_and_too_early_a_conflict(hall: Hall) -> None:
    no = hall.receive("请帮助协调", VAGUE)
    status, problem = hall.api(f"/work-orders/{no}/dispatch", DISPATCHER, {"unit": "moon", "catalogue": "x"})
    assert (status, problem["code"]) == (422, "work_order.unknown_unit")
    status, problem = hall.api(f"/work-orders/{no}/settle-return", DISPATCHER, {"accepted": True})
    assert (status, problem["code"]) == (409, "work_order.not_dispatched")


def test_a_person_dispatches_and_the_level_tells_the_form(hall: Hall) -> None:
    no = hall.receive("请帮助协调", VAGUE)
    order = hall.told(no, "dispatch", DISPATCHER, unit="finance", catalogue="business.funds.loan", level="key")
    assert (order["unit"], order["form"], order["level"]) == ("finance", "assigned", "key")
    assert [duty["duty"] for duty in order["duties"]] == ["dispatch", "sign", "first_contact", "answer"]
    assert order["duties"][0]["done_at"]


def test_a_return_that_is_accepted_brings_the_order_back_to_the_desk(hall: Hall) -> None:
    no = to_signed(hall)
    order = hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属供热公司")
    assert (order["waits_for"], order["due"]) == ("return", "settle_return")
    order = hall.told(no, "settle-return", DISPATCHER, accepted=True)
    assert (order["state"], order["unit"], order["held_for"]) == ("dispatching", None, "returned")
    assert hall.told(no, "dispatch", DISPATCHER, unit="finance")["unit"] == "finance"


def test_a_return_that_is_refused_wakes_the_duties_the_unit_had(hall: Hall) -> None:
    no = to_signed(hall)
    before = hall.api(f"/work-orders/{no}", OFFICER)[1]
    hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属供热公司")
    after = hall.told(no, "settle-return", DISPATCHER, accepted=False, reason="职责清单第三条")
    assert [after[name] for name in ("waits_for", "due", "due_at", "duties")] == [
        before[name] for name in ("waits_for", "due", "due_at", "duties")
    ]


def test_an_answer_sent_back_is_due_as_before(hall: Hall) -> None:
    no = to_answered(hall)
    order = hall.told(no, "send-back", HEAD, reason="没有写明期限")
    assert (order["waits_for"], order["due"], order["resolved"]) == ("answer", "answer", None)


def test_reopening_begins_a_round_one_level_higher(hall: Hall) -> None:
    no = to_answered(hall)
    hall.told(no, "approve", HEAD)
    hall.told(no, "close", OFFICER)
    order = hall.told(no, "reopen", DISPATCHER, reason="企业来电反映仍未解决")
    assert (order["round"], order["waits_for"], order["level"], order["attempts"]) == (2, "signing", "complex", 0)
    assert order["closed_at"] is None


def test_the_list_is_filtered_and_goes_on_by_cursor(hall: Hall) -> None:
    numbers = set()
    for _ in range(5):
        numbers.add(hall.receive("三号楼供热管网漏水", HEATING))
        hall.clock.pass_(minutes=1)
    hall.receive("请帮助协调", VAGUE)
    for query in ("unit=housing", "state=handling", "due_before=2027-01-01&unit=housing", "waits_for=signing"):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            _, found = hall.api(f"/work-orders?{query}&limit=2&cursor={cursor}", LEADER)
            seen += [order["case_no"] for order in found["work_orders"]]
            cursor = found["next_cursor"]
        assert (len(seen), set(seen)) == (5, numbers), query


def test_due_before_lists_what_is_due_first(hall: Hall) -> None:
    late = hall.receive("三号楼供热管网漏水", HEATING)
    hall.clock.pass_(hours=1)
    urgent = hall.receive("三号楼供热管网漏水", HEATING, urgent=True)
    _, found = hall.api("/work-orders?due_before=2027-01-01", OFFICER)
    assert [order["case_no"] for order in found["work_orders"]] == [urgent, late]
    assert [order["case_no"] for order in hall.api("/work-orders?urgent=true", OFFICER)[1]["work_orders"]] == [urgent]


def test_a_cursor_of_another_list_is_refused(hall: Hall) -> None:
    for _ in range(2):
        hall.receive("三号楼供热管网漏水", HEATING)
    cursor = hall.api("/work-orders?limit=1", OFFICER)[1]["next_cursor"]
    status, problem = hall.api(f"/work-orders?waits_for=signing&cursor={cursor}", OFFICER)
    assert (status, problem["code"]) == (422, "request.cursor")


def test_personal_data_are_open_to_who_may_and_the_reading_is_recorded_once_a_day(hall: Hall) -> None:
    no = to_answered(hall)
    hall.api(f"/work-orders/{no}", OFFICER)
    _, order = hall.api(f"/work-orders/{no}", OFFICER)
    assert order["appeal"]["phone"] == "13912345678"
    assert next(step for step in order["history"] if step["type"] == "work_order.answered")["data"]["public"]
    readings = [entry for entry in hall.house.log.read() if entry.type == "personal.opened"]
    assert [entry.subject for entry in readings] == [no]


def test_a_leader_sees_the_case_but_no_personal_data(hall: Hall) -> None:
    no = to_answered(hall)
    _, order = hall.api(f"/work-orders/{no}", LEADER)
    assert order["state"] == "handling"
    assert set(order["appeal"].values()) == {"‹已加密›"}
    assert not [entry for entry in hall.house.log.read() if entry.type == "personal.opened"]


def test_a_shredded_asker_reads_destroyed(hall: Hall) -> None:
    no = to_answered(hall)
    hall.vault.shred(["asker/a1"])
    _, order = hall.api(f"/work-orders/{no}", OFFICER)
    assert order["appeal"]["text"] == "‹已依法删除›"
    assert hall.api("/work-orders", OFFICER)[1]["work_orders"][0]["title"] == "‹已依法删除›"
