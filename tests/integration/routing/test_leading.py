"""Transfers, instructions, meetings and escalations through HTTP."""

from dataclasses import replace
from typing import Any

from services.routing.lapsing import lapse
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


def matter(document: dict[str, Any], kind: str) -> dict[str, Any]:
    """The latest matter of this kind."""
    found: dict[str, Any] = [one for one in document["matters"] if one["kind"] == kind][-1]
    return found


def complex_case(hall: Hall) -> str:
    """A case of the level complex, signed and contacted."""
    no = hall.receive("请帮助协调", VAGUE)
    hall.told(no, "dispatch", DISPATCHER, unit="housing", catalogue="housing.utility.heating", level="complex")
    hall.told(no, "sign", OFFICER)
    hall.told(no, "first-contact", OFFICER, reached=True, contacted_at=hall.clock.at.isoformat())
    return no


ELSEWHERE_HEAD = replace(ELSEWHERE, account="finance.head", roles=HEAD.roles)
ANSWER = {"internal": "已研究", "public": "已协调解决", "resolved": True}
MEETING = {
    "kind": "consultation",
    "at": "2026-11-24T15:00",
    "place": "三楼会议室",
    "units": ["housing", "finance"],
    "agenda": "供热管网改造",
}


def test_a_transfer_outside_waits_for_the_receiver_and_ends_when_it_confirms(hall: Hall) -> None:
    no = to_signed(hall)
    order = hall.told(no, "transfer", DISPATCHER, body="court", reason="属法院职权")
    assert (order["state"], order["waits_for"], order["unit"], order["due"]) == (
        "handling",
        "transfer",
        None,
        "confirm_transfer",
    )
    assert matter(order, "transfer")["state"] == "waiting"
    hall.told(no, "chase-transfer", DISPATCHER, note="立案庭已收件，明日回复")
    order = hall.told(no, "confirm-transfer", DISPATCHER, note="（2026）内0702号")
    assert (order["state"], order["end"], matter(order, "transfer")["state"]) == (
        "archived",
        "transfer_confirmed",
        "confirmed",
    )


def test_a_refused_transfer_is_back_at_the_desk_and_a_silent_one_lapses(hall: Hall) -> None:
    no = to_signed(hall)
    hall.told(no, "transfer", DISPATCHER, name="某某公司", reason="属企业自主经营")
    hall.clock.pass_(days=12)
    assert lapse(hall.house) >= 1
    assert lapse(hall.house) == 0
    types = [entry.type for entry in hall.house.log.read()]
    assert types.count("transfer.lapsed") == 1
    order = hall.told(no, "refuse-transfer", DISPATCHER, reason="对方不接收")
    assert (order["state"], order["held_for"]) == ("dispatching", "transfer_refused")


def test_a_transfer_inside_the_district_goes_to_the_next_unit(hall: Hall) -> None:
    no = to_signed(hall)
    order = hall.told(no, "transfer", DISPATCHER, unit="finance", reason="属资金拨付")
    assert (order["unit"], order["waits_for"]) == ("finance", "signing")
    assert hall.told(no, "sign", ELSEWHERE)["waits_for"] == "contact"


def test_a_unit_asks_for_a_transfer_by_returning(hall: Hall) -> None:
    no = to_signed(hall)
    assert hall.api(f"/work-orders/{no}/transfer", OFFICER, {"body": "court", "reason": "不归我们"})[0] == 403
    hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属法院职权")
    assert hall.told(no, "transfer", DISPATCHER, body="court", reason="同意")["waits_for"] == "transfer"


def test_an_instruction_is_reported_back_and_done(hall: Hall) -> None:
    no = to_signed(hall)
    hall.told(no, "instruct", LEADER, addressees=["housing", "finance"], text="请住建局牵头，限期办结")
    status, mine = hall.api("/instructions", ELSEWHERE)
    assert (status, [one["subject"] for one in mine["waiting"]]) == (200, [no])
    assert "请住建局牵头" in hall.page("/instructions", ELSEWHERE)
    hall.page(f"/work-orders/{no}/report-instruction?number=1", ELSEWHERE)
    hall.told(no, "report-instruction", ELSEWHERE, number=1, text="资金已落实")
    status, problem = hall.api(f"/work-orders/{no}/finish-instruction", LEADER, {"number": 1})
    assert (status, problem["code"]) == (409, "instruction.not_reported")
    hall.told(no, "report-instruction", OFFICER, number=1, text="已抢修")
    order = hall.told(no, "finish-instruction", LEADER, number=1)
    assert matter(order, "instruction")["state"] == "done"
    page = hall.page("/instructions", LEADER)
    assert "我的批示" in page
    assert "请住建局牵头" in page
    assert "13912345678" not in hall.page(f"/work-orders/{no}", LEADER)


def test_a_held_case_is_dispatched_by_a_leaders_instruction(hall: Hall) -> None:
    no = hall.receive("请帮助协调", VAGUE)
    hall.told(no, "classify", DISPATCHER, catalogue="housing.utility.heating")
    order = hall.told(no, "instruct", LEADER, addressees=["housing"], text="请速办")
    assert (order["unit"], order["form"], order["waits_for"]) == ("housing", "instructed", "signing")


def test_a_complex_case_is_answered_after_its_consultation_whose_decisions_are_tracked(hall: Hall) -> None:
    no = complex_case(hall)
    status, problem = hall.api(f"/work-orders/{no}/answer", OFFICER, ANSWER)
    assert (status, problem["code"]) == (409, "work_order.needs_consultation")
    hall.told(no, "convene", DISPATCHER, **MEETING)
    status, _ = hall.api(f"/work-orders/{no}/record-meeting", DISPATCHER, {"number": 1, "present": ["housing"]})
    assert status == 422
    lines = "住建局 | 三日内抢修 | 2026-11-27\nfinance｜落实资金｜2026-12-01"
    record = {"number": 1, "present": ["housing", "finance"], "minutes": "会议议定如下", "decisions": lines}
    order = hall.told(no, "record-meeting", DISPATCHER, **record)
    held = matter(order, "meeting")
    assert [(one["duty"], one["unit"]) for one in held["duties"]] == [
        ("decision/1", "housing"),
        ("decision/2", "finance"),
    ]
    assert hall.told(no, "answer", OFFICER, **ANSWER)["waits_for"] == "approval"
    hall.told(no, "finish-decision", OFFICER, number=1, decision=1, note="已抢修")
    order = hall.told(no, "finish-decision", ELSEWHERE, number=1, decision=2)
    assert matter(order, "meeting")["state"] == "done"


def test_a_decision_line_that_cannot_be_read_is_named(hall: Hall) -> None:
    no = complex_case(hall)
    hall.told(no, "convene", LEADER, **MEETING)
    record = {"number": 1, "present": ["housing"], "minutes": "纪要", "decisions": "住建局 抢修"}
    status, problem = hall.api(f"/work-orders/{no}/record-meeting", LEADER, record)
    assert (status, [one["name"] for one in problem["fields"]]) == (422, ["decisions"])


def test_a_meeting_may_be_cancelled(hall: Hall) -> None:
    no = complex_case(hall)
    hall.told(no, "convene", HEAD, **MEETING)
    order = hall.told(no, "cancel-meeting", HEAD, number=1, reason="改期")
    assert matter(order, "meeting")["state"] == "cancelled"


def test_what_the_unit_cannot_decide_is_escalated_and_answered(hall: Hall) -> None:
    no = to_signed(hall)
    assert hall.api(f"/work-orders/{no}/escalate", OFFICER, {"to": "government", "proposal": "建议"})[0] == 403
    hall.told(no, "escalate", HEAD, to="government", proposal="建议由区政府统筹资金")
    order = hall.told(no, "answer-escalation", LEADER, decision="同意")
    assert matter(order, "escalation")["state"] == "answered"


def test_nothing_is_begun_on_a_case_that_is_answered(hall: Hall) -> None:
    no = to_answered(hall)
    for who, action, form in (
        (DISPATCHER, "transfer", {"body": "court", "reason": "r"}),
        (LEADER, "instruct", {"addressees": ["housing"], "text": "t"}),
        (DISPATCHER, "convene", MEETING),
        (HEAD, "escalate", {"to": "government", "proposal": "p"}),
    ):
        status, problem = hall.api(f"/work-orders/{no}/{action}", who, form)
        assert (status, problem["code"]) == (409, "work_order.awaits_approval"), action
    assert hall.api(f"/work-orders/{no}/matters", DISPATCHER)[1]["matters"] == []


def test_another_unit_reaches_only_what_concerns_it(hall: Hall) -> None:
    no = to_signed(hall)
    path = f"/work-orders/{no}/report-instruction"
    assert hall.api(path, ELSEWHERE, {"number": 1, "text": "x"})[0] == 404
    assert hall.api(f"/work-orders/{no}/matters", ELSEWHERE)[0] == 404


def test_a_unit_invited_to_a_meeting_sees_that_meeting_while_it_is_open_and_begins_nothing(hall: Hall) -> None:
    no = complex_case(hall)
    hall.told(no, "instruct", LEADER, addressees=["housing"], text="请住建局抓紧")
    hall.told(no, "convene", DISPATCHER, **MEETING)
    _, seen = hall.api(f"/work-orders/{no}/matters", ELSEWHERE)
    assert [one["kind"] for one in seen["matters"]] == ["meeting"]
    page = hall.page(f"/work-orders/{no}/finish-decision?number=1", ELSEWHERE)
    assert "供热管网改造" in page
    assert "请住建局抓紧" not in page
    status, problem = hall.api(f"/work-orders/{no}/escalate", ELSEWHERE_HEAD, {"to": "government", "proposal": "建议"})
    assert (status, problem["code"]) == (409, "work_order.not_yours")
    hall.told(no, "cancel-meeting", DISPATCHER, number=1, reason="改期")
    assert hall.api(f"/work-orders/{no}/matters", ELSEWHERE)[0] == 404


def test_the_page_of_a_case_offers_the_deeds_and_tells_the_story(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    page = hall.page(f"/work-orders/{no}", DISPATCHER)
    for action in ("transfer", "convene", "escalate"):
        assert f"/routing/work-orders/{no}/{action}" in page
        assert "<form" in hall.page(f"/work-orders/{no}/{action}", DISPATCHER)
    assert f"/routing/work-orders/{no}/transfer" not in hall.page(f"/work-orders/{no}", OFFICER)
    hall.post(f"/work-orders/{no}/transfer", DISPATCHER, {"body": "court", "reason": "属法院职权"})
    page = hall.page(f"/work-orders/{no}", DISPATCHER)
    for words in ("转送 海拉尔区人民法院", "属法院职权", "催问接收单位", "等待中"):
        assert words in page


def test_a_form_refused_is_shown_again_with_what_was_typed(hall: Hall) -> None:
    no = to_signed(hall)
    response = hall.post(f"/work-orders/{no}/transfer", DISPATCHER, {"reason": "写了理由没选单位"})
    assert response.status_code == 422
    assert "写了理由没选单位" in response.get_data(as_text=True)
