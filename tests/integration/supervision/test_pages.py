"""The pages of supervision on a real house: what people see and can do."""

import re

from services.supervision.lapsing import lapse
from shared.kernel.text import Home, case_key
from tests.integration.supervision.office import ANSWER, LEADER, NAME, PHONE, SUPERVISOR, Office

SAID = {"contacted": "true", "resolved": "yes", "satisfied": "yes"}


def forms(page: str) -> list[str]:
    """The addresses that the page's forms post to, but for signing out."""
    return [path for path in re.findall(r'method="post" action="([^"]+)"', page) if "sign-out" not in path]


def tabs(page: str) -> dict[str, str]:
    return dict(re.findall(r">(\w+) <b>(\d+)</b></a>", page))


def test_the_desk_counts_what_waits_for_whom_and_lists_the_oldest_due_first(office: Office) -> None:
    first = office.close()
    office.clock.pass_(days=1)
    second, source = office.close(), office.close(callback_by="source")
    asked, done = office.close(), office.close()
    office.called(asked, satisfied=False)
    office.called(done, satisfied=True)
    page = office.page("/callbacks", SUPERVISOR)
    assert tabs(page) == {
        "待回访": "2",
        "来源平台回访": "1",
        "待裁定": "0",
        "待批准": "0",
        "重办中": "1",
        "已回访": "1",
    }
    assert re.findall(r"/supervision/callbacks/(\d{8}-\w{11})", page) == [first, second]
    assert source in office.page("/callbacks?tab=source", SUPERVISOR)
    assert asked in office.page("/callbacks?tab=reopen", SUPERVISOR)
    assert done in office.page("/callbacks?tab=done", SUPERVISOR)
    assert first not in office.page("/callbacks?unit=finance", SUPERVISOR)


def test_an_empty_desk_says_what_will_appear_there(office: Office) -> None:
    for tab in ("call", "source", "settle", "approve", "reopen", "done"):
        assert 'class="empty"' in office.page(f"/callbacks?tab={tab}", SUPERVISOR)
    assert "没有催办" in office.page("/reminders", SUPERVISOR)


def test_the_call_sheet_says_whom_to_call_what_to_ask_and_what_was_answered(office: Office) -> None:
    no = office.close()
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert not [words for words in (NAME, f'href="tel:{PHONE}"', ANSWER, "住建局", "对办理满意吗") if words not in page]
    assert forms(page) == [f"/supervision/callbacks/{no}/record"]
    assert forms(office.page(f"/callbacks/{no}?do=attempt", SUPERVISOR)) == [f"/supervision/callbacks/{no}/attempt"]
    assert 'name="attempt" value="1"' in office.page(f"/callbacks/{no}?do=attempt", SUPERVISOR)


def test_each_answer_leads_back_to_the_desk_with_what_comes_of_it(office: Office) -> None:
    for answer, code in (("yes", "satisfied"), ("no", "reopen_asked"), ("unsaid", "no_opinion")):
        response = office.post(f"/callbacks/{office.close()}/record", SUPERVISOR, **{**SAID, "satisfied": answer})
        assert (response.status_code, response.location) == (303, f"/supervision/callbacks?said=done.{code}")
    assert "提请分办重办" in office.page("/callbacks?said=done.reopen_asked", SUPERVISOR)


def test_a_talk_without_the_two_answers_is_asked_for_them_and_keeps_what_was_typed(office: Office) -> None:
    no = office.close()
    response = office.post(f"/callbacks/{no}/record", SUPERVISOR, contacted="true", remark="本人说快了")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert page.count("请按本人的回答选择") == 4  # above the form and at each question
    assert "本人说快了" in page
    assert office.row(no)["state"] == "planned"


def test_not_reached_is_told_to_register_an_attempt(office: Office) -> None:
    no = office.close()
    response = office.post(f"/callbacks/{no}/record", SUPERVISOR, contacted="false")
    assert (response.status_code, "请登记为一次拨打" in response.get_data(as_text=True)) == (422, True)
    response = office.post(f"/callbacks/{no}/attempt", SUPERVISOR, attempt="1", outcome="no_answer", remark="上午")
    assert response.location == "/supervision/callbacks?said=done.attempted"
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert "第 1 次，无人接听" in page
    assert "上午" in page


def test_not_called_is_offered_for_what_the_record_bears_out_alone(office: Office) -> None:
    no = office.close()
    assert "不再回访" not in office.page(f"/callbacks/{no}", SUPERVISOR)
    office.told(no, "attempt", attempt=1, outcome="refused")
    page = office.page(f"/callbacks/{no}?do=not-called", SUPERVISOR)
    assert re.findall(r'type="radio" name="reason" value="(\w+)"', page) == ["refused"]
    response = office.post(f"/callbacks/{no}/settle", SUPERVISOR, end="not_called", reason="refused")
    assert response.location == "/supervision/callbacks?said=done.settled"
    assert "本人拒绝受访" in office.page(f"/callbacks/{no}", SUPERVISOR)


def test_a_ruling_is_shown_again_when_its_approver_is_the_one_who_rules(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=False)
    assert forms(office.page(f"/callbacks/{no}", SUPERVISOR)) == []
    office.answer(no, accepted=False, code="work_order.rounds_used_up")
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert "分办没有同意重办" in page
    assert forms(page) == [f"/supervision/callbacks/{no}/settle"]
    ruling = {"end": "dissatisfied_final", "reason": "已三次上门解释"}
    response = office.post(f"/callbacks/{no}/settle", SUPERVISOR, **ruling, approver=SUPERVISOR.account)
    page = response.get_data(as_text=True)
    assert (response.status_code, "已三次上门解释" in page, "须由另一人批准" in page) == (422, True, True)
    response = office.post(f"/callbacks/{no}/settle", SUPERVISOR, **ruling)
    assert response.location == "/supervision/callbacks?said=done.proposed"
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert (forms(page), "等待另一人批准" in page) == ([], True)
    assert no in office.page("/callbacks?tab=approve", LEADER)
    page = office.page(f"/callbacks/{no}", LEADER)
    assert (forms(page), "已三次上门解释" in page) == ([f"/supervision/callbacks/{no}/approve"], True)
    assert not [secret for secret in (NAME, PHONE, ANSWER) if secret in page]
    assert office.post(f"/callbacks/{no}/approve", LEADER).status_code == 303
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert not [words for words in ("已三次上门解释", "lingdao", "不满意（已终结）") if words not in page]


def test_an_asker_s_own_rating_stands_beside_the_callback(office: Office) -> None:
    no = office.close()
    remark = office.closed("intake", case_key(no), Home(no, "rated", "remark"), "答非所问")
    office.hear("intake", "appeal.rated", no, {"satisfied": False, "remark": remark})
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert not [words for words in ("本人自评", "不满意", "答非所问") if words not in page]
    assert office.row(no)["satisfied"] is None


def test_a_form_that_came_too_late_says_how_it_stands(office: Office) -> None:
    no = office.close()
    office.called(no, satisfied=True)
    response = office.post(f"/callbacks/{no}/record", SUPERVISOR, **{**SAID, "satisfied": "no"})
    page = response.get_data(as_text=True)
    assert (response.status_code, "这次回访已经办结" in page, forms(page)) == (409, True, [])


def test_a_leader_reads_how_it_went_but_no_personal_data(office: Office) -> None:
    no = office.close()
    office.told(no, "attempt", attempt=1, outcome="no_answer", remark="秘密备注")
    page = office.page(f"/callbacks/{no}", LEADER)
    assert not [secret for secret in (NAME, PHONE, ANSWER, "秘密备注", "tel:") if secret in page]
    assert forms(page) == []
    assert "无人接听" in page
    assert office.subjects("personal.opened") == []


def test_the_story_tells_lapses_and_reminders_as_alarms(office: Office) -> None:
    no = office.close(callback_by="source")
    office.lapse(no)
    office.clock.pass_(days=2)
    lapse(office.house)
    page = office.page(f"/callbacks/{no}", SUPERVISOR)
    assert re.findall(r'<p class="what"><b>([^<]+)</b>', page) == ["安排回访", "发出催办", "逾期"]
    assert page.count('<li class="alarm">') == 2
    assert "来源平台到期没有回传" in office.page(f"/callbacks/{no}?do=not-called", SUPERVISOR)


def test_what_people_wrote_stays_text_and_no_page_has_inline_script_or_style(office: Office) -> None:
    no = office.close()
    office.told(no, "attempt", attempt=1, outcome="no_answer", remark="<script>alert(1)</script>")
    for path in ("/callbacks", f"/callbacks/{no}", f"/callbacks/{no}?do=attempt", "/reminders"):
        page = office.page(path, SUPERVISOR)
        assert "<script>alert" not in page
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=\"", page)
