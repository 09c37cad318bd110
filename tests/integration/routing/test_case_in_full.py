"""Extensions, suspension, supporting parts, drafts and returns through the API and the pages of a real house."""

import time
from datetime import timedelta
from typing import Any

from services.routing.domain.work_order.commands import Withdraw
from services.routing.lapsing import lapse
from shared.access.who import Who
from tests.integration.routing.hall import (
    DISPATCHER,
    ELSEWHERE,
    HEAD,
    LEADER,
    OFFICER,
    SYSTEM,
    VAGUE,
    Hall,
    to_answered,
    to_signed,
)
from tests.integration.routing.test_pages import forms

MORE_TIME = {"amount": 2, "reason": "等配件到货"}


def due(order: Any, duty: str = "answer") -> str:
    found: str = next(one["due_at"] for one in order["duties"] if one["duty"] == duty)
    return found


def refused(hall: Hall, no: str, action: str, who: Who, **filled: Any) -> tuple[int, str]:
    status, problem = hall.api(f"/work-orders/{no}/{action}", who, filled)
    return status, problem["code"]


def types(hall: Hall, no: str) -> list[str]:
    return [entry.type for entry in hall.house.log.read() if entry.subject == no]


def supported(hall: Hall) -> str:
    """A case that finance supports, not yet signed by anybody."""
    no = hall.receive("请帮助协调", VAGUE)
    more = {"supporting": ["finance"], "task": "请核对补贴是否到账"}
    hall.told(no, "dispatch", DISPATCHER, unit="housing", catalogue="housing.utility.heating", **more)
    return no


# extensions


def test_more_time_is_asked_for_and_granted_from_the_old_due_time(hall: Hall) -> None:
    no = to_signed(hall)
    before = due(hall.api(f"/work-orders/{no}", OFFICER)[1])
    order = hall.told(no, "request-extension", OFFICER, **MORE_TIME)
    assert (order["waits_for"], due(order)) == ("extension", before)
    hall.clock.pass_(hours=2)
    order = hall.told(no, "settle-extension", DISPATCHER, accepted=True)
    assert order["waits_for"] == "contact"
    assert due(order) > before
    assert types(hall, no)[-2:] == ["work_order.extended", "extension.granted"]


def test_a_refused_extension_needs_a_reason_and_moves_nothing(hall: Hall) -> None:
    no = to_signed(hall)
    before = due(hall.told(no, "request-extension", OFFICER, **MORE_TIME))
    assert refused(hall, no, "settle-extension", DISPATCHER, accepted=False) == (422, "extension.no_reason")
    order = hall.told(no, "settle-extension", DISPATCHER, accepted=False, reason="可先临时供暖")
    assert (order["waits_for"], due(order)) == ("contact", before)


def test_both_halves_of_a_deed_are_refused_together(hall: Hall) -> None:
    no = to_signed(hall)
    position = hall.house.log.head().position
    assert refused(hall, no, "request-extension", OFFICER, amount=9, reason="x") == (422, "extension.too_long")
    assert hall.house.log.head().position == position


def test_a_request_the_desk_lets_lie_lapses_for_the_desk(hall: Hall) -> None:
    no = to_signed(hall)
    hall.told(no, "request-extension", OFFICER, **MORE_TIME)
    hall.clock.pass_(hours=20)
    lapse(hall.house)
    lapsed = [entry for entry in hall.house.log.read() if entry.type == "extension.lapsed"]
    assert len(lapsed) == 1
    assert lapse(hall.house) == 0
    assert hall.told(no, "settle-extension", DISPATCHER, accepted=True)["waits_for"] == "contact"


def test_the_desk_s_page_lists_what_waits_and_the_case_s_page_settles_it(hall: Hall) -> None:
    no = to_signed(hall)
    hall.post(f"/work-orders/{no}/request-extension", OFFICER, {"amount": "2", "reason": "等配件到货"})
    assert "待审延期：1 件" in hall.page("/desk", DISPATCHER)
    page = hall.page(f"/work-orders/{no}", DISPATCHER)
    assert forms(page) == [f"/routing/work-orders/{no}/settle-extension"]
    assert "等配件到货" in page
    response = hall.post(f"/work-orders/{no}/settle-extension", DISPATCHER, {"unit": "housing", "accepted": "true"})
    assert response.status_code == 303
    assert "待审延期" not in hall.page("/desk", DISPATCHER)


# suspension


def test_a_suspended_case_stands_still_until_it_is_resumed(hall: Hall) -> None:
    no = to_signed(hall)
    day = (hall.clock.at + timedelta(days=20)).date().isoformat()
    order = hall.told(no, "suspend", DISPATCHER, reason="等上级批复", review_at=day)
    assert (order["state"], order["waits_for"], order["due"]) == ("handling", "suspension", "review")
    hall.clock.pass_(days=10)
    assert lapse(hall.house) == 0
    order = hall.told(no, "resume", DISPATCHER)
    assert (order["waits_for"], order["review_at"]) == ("contact", None)
    assert due(order) > hall.clock.at.isoformat()


def test_a_review_that_is_due_is_on_the_desk_s_page_and_lapses(hall: Hall) -> None:
    no = to_signed(hall)
    day = (hall.clock.at + timedelta(days=2)).date().isoformat()
    hall.told(no, "suspend", DISPATCHER, reason="等上级批复", review_at=day)
    assert "待复核的挂账" not in hall.page("/desk", DISPATCHER)
    hall.clock.pass_(days=3)
    assert "待复核的挂账：1 件" in hall.page("/desk", DISPATCHER)
    assert lapse(hall.house) == 1
    assert types(hall, no)[-1] == "work_order.lapsed"


def test_suspending_is_the_desk_s_and_has_an_end(hall: Hall) -> None:
    no = to_signed(hall)
    assert hall.api(f"/work-orders/{no}/suspend", OFFICER, {})[0] == 403
    far = (hall.clock.at + timedelta(days=181)).date().isoformat()
    assert refused(hall, no, "suspend", DISPATCHER, reason="x", review_at=far) == (
        422,
        "work_order.suspended_too_long",
    )


# supporting parts


def test_a_supporting_unit_signs_and_delivers_and_then_the_lead_answers(hall: Hall) -> None:
    no = supported(hall)
    hall.told(no, "sign", OFFICER)
    hall.told(no, "first-contact", OFFICER, reached=True, contacted_at=hall.clock.at.isoformat())
    written = {"internal": "已核", "public": "已核实", "resolved": True}
    assert refused(hall, no, "answer", OFFICER, **written) == (409, "part.missing")
    hall.told(no, "sign-part", ELSEWHERE)
    hall.told(no, "deliver-part", ELSEWHERE, answer="补贴已于上月到账")
    assert hall.told(no, "answer", OFFICER, **written)["waits_for"] == "approval"
    assert "补贴已于上月到账" in hall.page(f"/work-orders/{no}", HEAD)


def test_the_lead_goes_on_without_a_part_by_giving_a_reason(hall: Hall) -> None:
    no = supported(hall)
    hall.told(no, "sign", OFFICER)
    hall.told(no, "excuse-part", OFFICER, unit="finance", reason="改由本单位核对")
    written = {"internal": "已核", "public": "已核实", "resolved": True}
    assert hall.told(no, "answer", OFFICER, **written)["waits_for"] == "approval"


def test_a_supporting_unit_sees_the_case_and_its_part_in_its_list(hall: Hall) -> None:
    no = supported(hall)
    assert no in hall.page("/work-orders?tab=supporting", ELSEWHERE)
    page = hall.page(f"/work-orders/{no}", ELSEWHERE)
    assert forms(page) == [f"/routing/work-orders/{no}/sign-part"]
    assert "请核对补贴是否到账" in page
    assert VAGUE[:10] in page


def test_a_supporting_unit_sees_nothing_private_of_the_lead_or_of_another(hall: Hall) -> None:
    no = supported(hall)
    hall.told(no, "sign", OFFICER)
    hall.told(no, "support", OFFICER, unit="commerce", task="请查许可")
    hall.told(no, "progress", OFFICER, note="内部进展")
    hall.told(no, "sign-part", ELSEWHERE)
    _, order = hall.api(f"/work-orders/{no}", ELSEWHERE)
    assert "内部进展" not in str(order)
    assert "请查许可" not in str(order)
    assert [part["unit"] for part in order["parts"]] == ["finance"]
    for secret in ("内部进展", "请查许可"):
        assert secret not in hall.page(f"/work-orders/{no}", ELSEWHERE)


def test_a_released_unit_sees_no_more_when_the_order_is_nobody_s(hall: Hall) -> None:
    no = supported(hall)
    hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属供热公司")
    hall.told(no, "settle-return", DISPATCHER, accepted=True)
    assert types(hall, no)[-1] == "part.released"
    assert "属供热公司" not in str(hall.api(f"/work-orders/{no}", ELSEWHERE)[1])


def test_a_part_asks_for_more_time_on_its_own_clock(hall: Hall) -> None:
    no = supported(hall)
    hall.told(no, "sign", OFFICER)
    hall.told(no, "sign-part", ELSEWHERE)
    _, before = hall.api(f"/work-orders/{no}", LEADER)
    hall.told(no, "request-extension", ELSEWHERE, **MORE_TIME)
    hall.told(no, "settle-extension", DISPATCHER, unit="finance", accepted=True)
    _, after = hall.api(f"/work-orders/{no}", LEADER)
    assert due(after) == due(before)
    assert due(after["parts"][0], "deliver") > due(before["parts"][0], "deliver")


def test_parts_lapse_for_the_supporting_unit(hall: Hall) -> None:
    no = supported(hall)
    hall.clock.pass_(days=10)
    lapse(hall.house)
    assert types(hall, no).count("part.lapsed") == 2
    assert lapse(hall.house) == 0


def test_a_stranger_still_sees_nothing(hall: Hall) -> None:
    no = to_signed(hall)
    assert hall.ask("GET", f"/work-orders/{no}", ELSEWHERE).status_code == 404
    assert refused(hall, no, "sign-part", ELSEWHERE) == (404, "work_order.unknown")


def test_withdrawing_ends_the_parts_and_requests_of_a_case(hall: Hall) -> None:
    """Routing hears itself: no supporting unit is left with a clock."""
    hall.listen()
    no = supported(hall)
    hall.told(no, "sign", OFFICER)
    hall.told(no, "sign-part", ELSEWHERE)
    hall.told(no, "request-extension", OFFICER, **MORE_TIME)
    hall.told(no, "request-extension", ELSEWHERE, **MORE_TIME)
    hall.house.execute(Withdraw(no, hall.house.moment(SYSTEM)))
    for _ in range(100):
        if types(hall, no).count("extension.dropped") == 2:
            break
        time.sleep(0.05)
    assert types(hall, no).count("extension.dropped") == 2
    assert types(hall, no).count("part.released") == 1
    hall.clock.pass_(days=30)
    assert lapse(hall.house) == 0


# the rest of the form


def test_a_draft_is_only_for_the_unit_and_stands_in_the_answer_s_form(hall: Hall) -> None:
    no = to_signed(hall)
    response = hall.post(f"/work-orders/{no}/save-draft", OFFICER, {"internal": "阀门已定购", "resolved": "false"})
    assert response.status_code == 303
    page = hall.page(f"/work-orders/{no}?do=answer", OFFICER)
    assert page.count("阀门已定购") >= 1
    assert 'formaction="/routing/work-orders/' in page
    for other in (DISPATCHER, LEADER):
        assert "阀门已定购" not in str(hall.api(f"/work-orders/{no}", other)[1])


def test_what_was_found_and_the_number_called_are_shown(hall: Hall) -> None:
    no = to_signed(hall)
    called = {"reached": True, "contacted_at": hall.clock.at.isoformat(), "number": "0470-8110000"}
    hall.told(no, "first-contact", OFFICER, **called)
    found = {"truth": "partly", "beyond": "courts", "unresolved": "诉讼未结"}
    hall.told(no, "answer", OFFICER, internal="已核", public="已核实", resolved=False, **found)
    page = hall.page(f"/work-orders/{no}", HEAD)
    for shown in ("04708110000", "部分属实", "涉法涉诉", "诉讼未结"):
        assert shown in page
    assert "04708110000" not in hall.page(f"/work-orders/{no}", LEADER)


def test_cases_are_classified_on_the_axes_and_listed_by_them(hall: Hall) -> None:
    no, other = hall.receive("请帮助协调", VAGUE), hall.receive("请帮助协调", VAGUE)
    axes = {"scope": "whole", "breadth": "common", "matter": "policy", "time": "new"}
    loan = {"catalogue": "business.funds.loan"}
    order = hall.told(no, "classify", DISPATCHER, **loan, **axes, difficulty="hard", frequent=True)
    assert {name: order[name] for name in axes} == axes
    assert (order["difficulty"], order["frequent"]) == ("hard", True)
    for query in ("scope=whole", "breadth=common", "difficulty=hard", "frequent=true", "matter=policy&time=new"):
        listed = [one["case_no"] for one in hall.api(f"/work-orders?{query}", LEADER)[1]["work_orders"]]
        assert listed == [no], query
        page = hall.page(f"/work-orders?{query}", LEADER)
        assert (no in page, other in page) == (True, False)
    assert "全局、共性、政策措施、新增" in hall.page(f"/work-orders/{no}", LEADER)


def test_marking_urgent_moves_due_times_only_when_asked(hall: Hall) -> None:
    no = hall.receive("请帮助协调", VAGUE)
    hall.told(no, "dispatch", DISPATCHER, unit="finance", catalogue="business.funds.loan")
    before = due(hall.api(f"/work-orders/{no}", LEADER)[1])
    order = hall.told(no, "mark-urgent", DISPATCHER, urgent=True, reason="影响生产")
    assert (order["urgent"], due(order)) == (True, before)
    assert due(hall.told(no, "mark-urgent", DISPATCHER, urgent=True, reason="影响生产", move=True)) < before


def test_the_second_return_of_a_case_names_its_way(hall: Hall) -> None:
    no = to_signed(hall)
    hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属供热公司")
    hall.told(no, "settle-return", DISPATCHER, accepted=True)
    assert refused(hall, no, "dispatch", DISPATCHER, unit="housing") == (422, "work_order.returned_before")
    hall.told(no, "dispatch", DISPATCHER, unit="housing", reason="职责清单第三条")
    hall.told(no, "return", OFFICER, basis="not_our_duty", reason="属供热公司")
    assert refused(hall, no, "settle-return", DISPATCHER, accepted=False) == (422, "work_order.second_return")
    assert hall.told(no, "settle-return", DISPATCHER, accepted=False, how="consultation")["waits_for"] == "signing"


def test_the_page_says_which_rules_the_due_times_come_from(hall: Hall) -> None:
    no = to_answered(hall)
    fingerprint = hall.house.rulebook.current.fingerprint
    page = hall.page(f"/work-orders/{no}", OFFICER)
    assert fingerprint in page
    assert "水电气热答复" in page
