"""The pages of routing on a real house: what people see and can do."""

import re

from shared.access.who import Who
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

MIXED = "我公司供热费用高，又想办理企业贷款，请帮助协调。最近资金紧张，银行不给续贷。"


def forms(page: str) -> list[str]:
    """The addresses that the page's forms post to, but for signing out."""
    return [path for path in re.findall(r'method="post" action="([^"]+)"', page) if "sign-out" not in path]


def chosen(page: str, name: str) -> str:
    """The value selected in a list."""
    found = re.search(rf'name="{name}".*?</select>', page, re.DOTALL)
    picked = re.search(r'value="([^"]*)" selected', found[0]) if found else None
    return picked[1] if picked else ""


def test_the_desk_shows_one_case_with_its_suggestions_and_a_prefilled_form(hall: Hall) -> None:
    no = hall.receive("请帮助协调供热和贷款", MIXED)
    page = hall.page("/desk", DISPATCHER)
    assert MIXED in page
    assert re.search(r"目录“供热”的关键词 \d 条相符", page)
    assert forms(page) == [f"/routing/work-orders/{no}/dispatch"]
    assert chosen(page, "unit")
    assert chosen(page, "catalogue")


def test_an_empty_desk_says_what_will_appear_there(hall: Hall) -> None:
    assert "现在没有等您决定的工单" in hall.page("/desk", DISPATCHER)


def test_dispatching_from_the_desk_goes_back_to_the_desk_for_the_next(hall: Hall) -> None:
    first = hall.receive("请帮助协调", VAGUE)
    hall.clock.pass_(minutes=5)
    second = hall.receive("请帮助协调一件事", VAGUE)
    filled = {"unit": "finance", "catalogue": "business.funds.loan"}
    response = hall.post(f"/work-orders/{first}/dispatch", DISPATCHER, filled)
    assert (response.status_code, response.location) == (303, "/routing/desk?said=done.dispatch")
    page = hall.page("/desk?said=done.dispatch", DISPATCHER)
    assert "已派单" in page
    assert forms(page) == [f"/routing/work-orders/{second}/dispatch"]


def test_a_returned_order_is_settled_at_the_desk_with_the_units_reason_in_view(hall: Hall) -> None:
    no = to_signed(hall)
    hall.post(f"/work-orders/{no}/return", OFFICER, {"basis": "not_our_duty", "reason": "管网产权属供热公司"})
    page = hall.page("/desk", DISPATCHER)
    assert "管网产权属供热公司" in page
    assert "不属本单位职责" in page
    response = hall.post(f"/work-orders/{no}/settle-return", DISPATCHER, {"accepted": "true"})
    assert response.status_code == 303
    page = hall.page("/desk", DISPATCHER)
    assert chosen(page, "unit") != "housing"  # the unit that has just returned it


def test_each_turn_offers_the_next_action_to_whose_turn_it_is(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    here = f"/work-orders/{no}"
    order = f"/routing{here}"
    contact = {"reached": "true", "contacted_at": "2026-11-24T09:30"}
    answer = {"internal": "已更换阀门", "public": "已修复", "resolved": "true"}
    walk: tuple[tuple[Who, str, dict[str, str]], ...] = (
        (OFFICER, "sign", {}),
        (OFFICER, "first-contact", contact),
        (OFFICER, "answer", answer),
        (HEAD, "approve", {}),
        (OFFICER, "close", {}),
    )
    for who, action, filled in walk:
        assert forms(hall.page(here, who)) == [f"{order}/{action}"]
        response = hall.post(f"{here}/{action}", who, filled)
        assert (response.status_code, response.location) == (303, f"{order}?said=done.{action}")
    assert forms(hall.page(here, OFFICER)) == []
    assert forms(hall.page(here, DISPATCHER)) == [f"{order}/reopen"]


def test_another_action_is_one_click_away(hall: Hall) -> None:
    no = to_signed(hall)
    assert forms(hall.page(f"/work-orders/{no}?do=progress", OFFICER)) == [f"/routing/work-orders/{no}/progress"]
    assert forms(hall.page(f"/work-orders/{no}?do=approve", OFFICER)) == [f"/routing/work-orders/{no}/first-contact"]


def test_who_wrote_the_answer_is_not_offered_to_approve_it(hall: Hall) -> None:
    no = to_answered(hall)
    assert forms(hall.page(f"/work-orders/{no}", OFFICER)) == []
    assert "现在没有需要您做的事" in hall.page(f"/work-orders/{no}", OFFICER)


def test_a_form_that_was_refused_is_shown_again_with_what_was_typed(hall: Hall) -> None:
    no = to_signed(hall)
    response = hall.post(f"/work-orders/{no}/answer", OFFICER, {"internal": "已派员查看", "resolved": "false"})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "已派员查看" in page
    assert "请填写这一项" in page
    assert forms(page) == [f"/routing/work-orders/{no}/answer"]


def test_an_action_that_came_too_late_says_what_the_case_waits_for(hall: Hall) -> None:
    no = to_answered(hall)
    response = hall.post(f"/work-orders/{no}/progress", OFFICER, {"note": "正在修"})
    assert response.status_code == 409
    assert "等待单位负责人签发" in response.get_data(as_text=True)


def test_closing_without_contact_is_refused_with_the_number_of_attempts(hall: Hall) -> None:
    no = to_signed(hall)
    hall.told(no, "answer", OFFICER, internal="已查看", public="已修复", resolved=True)
    hall.told(no, "approve", HEAD)
    response = hall.post(f"/work-orders/{no}/close", OFFICER)
    page = response.get_data(as_text=True)
    assert (response.status_code, "已试 0 次" in page) == (409, True)
    assert forms(hall.page(f"/work-orders/{no}", OFFICER)) == [f"/routing/work-orders/{no}/first-contact"]


def test_an_officer_sees_the_unit_s_orders_alone_and_the_leader_all(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    assert no in hall.page("/work-orders", OFFICER)
    assert no in hall.page("/work-orders", LEADER)
    assert no not in hall.page("/work-orders", ELSEWHERE)
    assert hall.ask("GET", f"/work-orders/{no}", ELSEWHERE).status_code == 404


def test_tabs_count_what_waits_for_what(hall: Hall) -> None:
    hall.receive("三号楼供热管网漏水", HEATING)
    to_signed(hall)
    to_answered(hall)
    page = hall.page("/work-orders", OFFICER)
    labels = re.findall(r">(\w+) <b>(\d+)</b></a>", page)
    assert " ".join(f"{label}{number}" for label, number in labels) == (
        "在办3 待签收1 待联系1 办理中0 待签发1 待办结0 协办0 挂账0 逾期0 已办结0"
    )
    hall.clock.pass_(days=30)
    assert dict(re.findall(r">(\w+) <b>(\d+)</b></a>", hall.page("/work-orders", OFFICER)))["逾期"] == "3"


def test_lists_filter_by_due_day_and_urgency(hall: Hall) -> None:
    calm = hall.receive("三号楼供热管网漏水", HEATING)
    urgent = hall.receive("三号楼供热管网漏水", HEATING, urgent=True)
    page = hall.page("/work-orders?urgent=true", OFFICER)
    assert (urgent in page, calm in page) == (True, False)
    assert urgent not in hall.page("/work-orders?due_before=2026-11-24", OFFICER)
    assert urgent in hall.page("/work-orders?due_before=2026-11-25", OFFICER)


def test_a_leader_reads_no_personal_data_on_the_page(hall: Hall) -> None:
    no = to_answered(hall)
    page = hall.page(f"/work-orders/{no}", LEADER)
    assert "‹已加密›" in page
    assert not [secret for secret in ("13912345678", "王小明", "车间温度", "管网已修复") if secret in page]


def test_what_people_wrote_stays_text_and_no_page_has_inline_script_or_style(hall: Hall) -> None:
    no = hall.receive("<script>alert(1)</script>", '"><img src=x onerror=alert(1)> 供热 暖气不热 供热管网')
    for path, who in (("/desk", DISPATCHER), ("/work-orders", DISPATCHER), (f"/work-orders/{no}", DISPATCHER)):
        page = hall.page(path, who)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=\"", page)


def test_the_story_tells_every_step_and_alarms(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    hall.clock.pass_(hours=20)
    hall.told(no, "sign", OFFICER)
    page = hall.page(f"/work-orders/{no}", OFFICER)
    story = re.findall(r'<p class="what"><b>([^<]+)</b>', page)
    assert story == ["建立工单", "分类", "派单", "逾期", "签收"]
    assert "逾期完成" in page
