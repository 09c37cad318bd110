"""Briefs and early warning over HTTP."""

from typing import Any

from tests.integration.supervision.cases import Told, badly, well
from tests.integration.supervision.office import LEADER, OFFICER, SUPERVISOR, Office
from tests.integration.supervision.test_assessment import book, rows


def brief(office: Office, day: str) -> Any:
    status, body = office.api(f"/briefs/{day}", LEADER)
    assert status == 200, body
    return body


def test_a_day_s_brief_is_the_same_when_asked_for_later(office: Office) -> None:
    """The office's day is Tuesday, 24 November 2026."""
    well(office, "a", channel="portal")
    badly(office, "b")
    waiting = Told(office, "c").dispatched()
    office.clock.pass_(days=1)
    then = brief(office, "2026-11-24")
    assert then["received"] == {"portal": 1, "12345": 2}
    assert (then["closed"], then["open"]) == ({"housing": 1, "finance": 1}, 1)
    assert [lapse["duty"] for lapse in then["lapses"]] == ["answer", "sign", "first_contact"]
    waiting.closed()
    well(office, "later")
    office.clock.pass_(days=30)
    assert brief(office, "2026-11-24") == then
    assert brief(office, "2026-W48")["received"] == {"portal": 1, "12345": 3}


def test_the_brief_of_today_is_not_closed_and_one_to_come_is_not_there(office: Office) -> None:
    assert "还未截止" in office.page("/briefs/2026-11-24", LEADER)
    office.clock.pass_(days=1)
    assert "截至当期 24 时" in office.page("/briefs/2026-11-24", LEADER)
    for path in ("2026-12-01", "tomorrow", "2026-W99", "20261301"):
        assert office.api(f"/briefs/{path}", LEADER)[0] == 404
    assert "/supervision/briefs/2026-11-25" in office.page("/briefs", LEADER)
    assert office.ask("GET", "/briefs/choose?day=2026-11-24", LEADER).location == "/supervision/briefs/2026-11-24"
    assert office.ask("GET", "/briefs/choose", LEADER).location == "/supervision/briefs"


def test_the_page_tells_units_lapses_and_the_oldest_open_cases(office: Office) -> None:
    told = Told(office, "a").dispatched()
    office.clock.pass_(hours=50)
    page = office.page("/briefs/2026-W48", LEADER)
    assert "周报" in page
    assert page.count(told.no) >= 3
    assert "住建局" in page
    assert told.no in office.page("/briefs/2026-W48", OFFICER)


def test_a_case_that_has_gone_to_another_unit_is_told_without_a_way_there(office: Office) -> None:
    gone, kept = Told(office, "a").dispatched(), Told(office, "b").dispatched()
    office.clock.pass_(hours=5)
    gone.order("returned", duties=[]).order("return_settled", accepted=True)
    gone.order("held", unit="", duties=[]).dispatched("finance")
    office.clock.pass_(hours=45)
    drill = "/assessment/cases?rate=signed_in_time"
    for path in ("/briefs/2026-W48", drill):
        page = office.page(path, OFFICER)
        assert gone.no in page
        assert (f'href="/ledger/cases/{gone.no}"' in page, "已转其他单位" in page) == (False, True)
        assert f'href="/ledger/cases/{kept.no}"' in page
        everything = office.page(path, LEADER)
        assert (f'href="/ledger/cases/{gone.no}"' in everything, "已转其他单位" in everything) == (True, False)


def test_the_brief_s_workbook_has_the_same_numbers(office: Office) -> None:
    badly(office, "a")
    made = book(office, "/briefs/2026-11-24/brief.xlsx")
    assert made.sheetnames == ["概况", "指标", "单位", "最久未办结", "逾期"]
    assert ("登记：12345 热线", 1) in rows(made["概况"])
    assert ("财政局", 1, 0, 0, 0) in rows(made["单位"])


# early warning


def warning(office: Office) -> Any:
    return office.api("/warning", SUPERVISOR)[1]


def test_a_surge_is_seen_on_its_day(office: Office) -> None:
    for day in range(8):
        Told(office, f"quiet{day}", place="150799").dispatched("housing", "business.funds.loan")
        office.clock.pass_(days=1)
    for n in range(8):
        Told(office, f"loud{n}").dispatched()
    (first, *_) = warning(office)["surges"]
    assert (first["count"], first["expected"]) == (8, 0.0)
    page = office.page("/warning", LEADER)
    assert "水电气热" in page
    assert "不到千分之一" in page
    assert "突增" not in office.page("/warning", OFFICER)


def test_cases_at_risk_are_told_with_why(office: Office) -> None:
    told = Told(office, "a").dispatched()
    again = badly(office, "b")
    duties = [told.duty("answer", "finance", 400)]
    office.hear("routing", "work_order.reopened", again, {"round": 2, "unit": "finance", "duties": duties})
    office.clock.pass_(seconds=1)
    kinds = {one["case_no"]: one["kinds"] for one in warning(office)["cases_at_risk"]}
    assert kinds == {again: ["reopened"]}
    office.clock.pass_(days=3)
    found = warning(office)
    assert found["counts"]["overdue"] == 1
    assert told.no in office.page("/warning?kind=overdue", OFFICER)
    assert again not in office.page("/warning?kind=overdue", LEADER)


def test_a_watch_is_kept_by_supervision_seen_by_leaders_and_lifted(office: Office) -> None:
    no = Told(office, "a").dispatched().no
    assert office.post("/watches", SUPERVISOR, case_no=no).location.endswith("done.watch_placed")
    status, row = office.api("/watches", SUPERVISOR, {"unit": "housing", "channel": "12345"})
    assert (status, row["unit"]) == (200, "housing")
    assert [one["kinds"] for one in warning(office)["cases_at_risk"]] == [["watched"]]
    page = office.page("/warning", LEADER)
    assert ("住建局 · 12345 热线" in page, "/lift" in page) == (True, False)
    assert office.api("/watches", LEADER, {"unit": "housing"})[0] == 403
    assert office.api("/watches", SUPERVISOR, {})[1]["code"] == "watch.case_or_criteria"
    for wrong in ({"unit": "nobody"}, {"theme": "weather"}, {"channel": "pigeon"}, {"case_no": "20261124-0"}):
        status, body = office.api("/watches", SUPERVISOR, wrong)
        assert (status, [field["name"] for field in body["fields"]]) == (422, list(wrong))
    for one in office.api("/watches", LEADER)[1]["watches"]:
        assert office.api(f"/watches/{one['watch']}/lift", SUPERVISOR, {})[0] == 200
    assert warning(office)["cases_at_risk"] == []
    assert office.api("/watches/nothing/lift", SUPERVISOR, {})[0] == 404


def test_an_ended_case_is_at_risk_no_more(office: Office) -> None:
    told = Told(office, "a").dispatched()
    office.clock.pass_(days=3)
    assert len(warning(office)["cases_at_risk"]) == 1
    told.hear("routing", "work_order.archived", round=1, end="cancelled", unit="housing")
    office.clock.pass_(minutes=1)
    assert warning(office)["cases_at_risk"] == []


def test_metrics_tell_kinds_and_no_cases(office: Office) -> None:
    told = Told(office, "a").dispatched()
    office.clock.pass_(days=3)
    text = office.ask("GET", "/metrics", None).get_data(as_text=True)
    assert 'huying_warning_cases{kind="overdue",service="supervision"} 1.0' in text
    assert 'huying_warning_surges{kind="catalogue",service="supervision"} 0.0' in text
    assert told.no not in text
    office.api("/watches", SUPERVISOR, {"unit": "housing"})
    assert 'kind="watched",service="supervision"} 0.0' in office.ask("GET", "/metrics", None).get_data(as_text=True)
    office.clock.pass_(minutes=6)
    assert 'kind="watched",service="supervision"} 1.0' in office.ask("GET", "/metrics", None).get_data(as_text=True)
