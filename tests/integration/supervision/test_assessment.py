"""Assessment over HTTP: figures, the cases behind them, exclusions by two people, the workbook."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from services.supervision.domain.assessment.rates import RATES
from services.supervision.web.assessment.sheets import XLSX, Sheet, workbook
from shared.access.who import Who
from tests.integration.supervision.cases import Told, badly, well
from tests.integration.supervision.office import DISPATCHER, LEADER, OFFICER, SUPERVISOR, SYSADMIN, Office

OTHER = Who("dudao", "吴督导", "government_office", "督查岗", ("supervisor",), "s-7")
WHY = "上级系统停机，有通知为证"


def figures(office: Office, who: Who = LEADER, query: str = "") -> dict[str, dict[str, Any]]:
    status, body = office.api(f"/assessment{query}", who)
    assert status == 200, body
    return {rate["code"]: rate for rate in body["rates"]}


def pair(figure: Any) -> tuple[int, int]:
    return figure["numerator"], figure["denominator"]


def test_every_rate_is_shown_with_its_formula_numerator_and_denominator(office: Office) -> None:
    well(office, "a")
    badly(office, "b")
    found = figures(office)
    assert list(found) == [rate.code for rate in RATES]
    assert (pair(found["closed_in_time"]), found["closed_in_time"]["percent"]) == ((1, 2), "50.00")
    assert pair(found["satisfaction"]) == (1, 2)
    assert found["satisfaction"]["published_levels"]["北京企业热线"] == "94.50"
    assert {one["code"]: pair(one) for one in found["closed_in_time"]["groups"]} == {
        "housing": (1, 1),
        "finance": (0, 1),
    }
    page = office.page("/assessment", LEADER)
    for rate in RATES:
        assert f'title="{rate.formula}"' in page
        assert f"<dd>{rate.formula}</dd>" in page
    assert "住建局" in page
    assert '<svg class="gauge"' in page


def test_all_pages_of_the_drill_down_together_are_the_denominator(office: Office) -> None:
    numbers = {well(office, f"w{n}") for n in range(3)} | {badly(office, "b")}
    path = "/assessment/cases?rate=closed_in_time&limit=2"
    _, body = office.api(path, SUPERVISOR)
    found = body["cases"]
    while body["next_cursor"]:
        _, body = office.api(f"{path}&cursor={body['next_cursor']}", SUPERVISOR)
        found += body["cases"]
    assert {case["case_no"] for case in found} == numbers
    assert (sum(case["met"] for case in found), len(found)) == pair(body)
    page = office.page("/assessment/cases?rate=closed_in_time&unit=finance", LEADER)
    assert "/ledger/cases/" in page
    assert [no in page for no in sorted(numbers)].count(True) == 1
    assert office.api("/assessment/cases", LEADER)[0] == 422
    assert office.api("/assessment/cases?rate=closed_in_time&cursor=x", LEADER)[0] == 422


def test_figures_are_narrowed_and_grouped_as_asked(office: Office) -> None:
    well(office, "a", channel="12345")
    well(office, "b", channel="portal")
    assert pair(figures(office, query="?channel=portal")["satisfaction"]) == (1, 1)
    groups = figures(office, query="?by=theme")["satisfaction"]["groups"]
    assert [(one["code"], one["name"], pair(one)) for one in groups] == [("housing", "城乡建设", (2, 2))]
    assert pair(figures(office, query="?period=last_month")["satisfaction"]) == (0, 0)
    assert pair(figures(office, query="?since=2026-11-24&until=2026-11-24")["satisfaction"]) == (2, 2)
    assert pair(figures(office, query="?as_of=2026-11-24T00:00:00Z")["satisfaction"]) == (0, 0)
    assert office.api("/assessment?by=colour", LEADER)[0] == 422


def test_the_league_ranks_with_ties_from_the_least_number_on(office: Office) -> None:
    for n in range(2):
        well(office, f"h{n}", "housing")
        well(office, f"t{n}", "tax")
    badly(office, "f")
    _, body = office.api("/assessment?least=2", LEADER)
    places = [(place["code"], place["rank"]) for place in body["league"]["places"]]
    assert places == [("housing", 1), ("tax", 1), ("finance", None)]
    assert "件数不足" in office.page("/assessment?least=2", LEADER)


def test_a_unit_sees_its_own_figures_alone_and_others_none(office: Office) -> None:
    well(office, "a", "housing")
    badly(office, "b", "finance")
    assert pair(figures(office, OFFICER)["closed_in_time"]) == (1, 1)
    assert pair(figures(office, OFFICER, "?unit=finance")["closed_in_time"]) == (0, 0)
    assert "财政局" not in office.page("/assessment", OFFICER)
    assert pair(figures(office, DISPATCHER)["closed_in_time"]) == (1, 2)
    for path in ("/assessment", "/briefs/2026-11-24", "/warning"):
        assert office.api(path, SYSADMIN)[0] == 403
        assert office.ask("GET", path, SYSADMIN).status_code == 403


def test_an_exclusion_needs_two_people_and_both_figures_are_shown(office: Office) -> None:
    well(office, "a")
    no = badly(office, "b")
    asked = {"case_no": no, "rate": "closed_in_time", "reason": WHY}
    status, body = office.api("/exclusions", SUPERVISOR, asked)
    assert (status, body["exclusions"][0]["state"]) == (200, "proposed")
    path = f"/exclusions/{no}/closed_in_time"
    assert office.api(f"{path}/approve", SUPERVISOR, {})[1]["code"] == "exclusion.own_approval"
    assert pair(figures(office)["closed_in_time"]["without_excluded"]) == (1, 2)
    office.clock.pass_(minutes=1)
    assert office.api(f"{path}/approve", OTHER, {})[0] == 200
    office.clock.pass_(minutes=1)
    found = figures(office)
    assert (pair(found["closed_in_time"]), pair(found["closed_in_time"]["without_excluded"])) == ((1, 2), (1, 1))
    assert pair(found["satisfaction"]["without_excluded"]) == (1, 2)
    assert "剔除后" in office.page("/assessment", LEADER)
    assert WHY in office.page("/exclusions", LEADER)
    assert office.subjects("personal.opened").count(no) >= 1
    assert office.api(f"{path}/revoke", OTHER, {})[0] == 422
    assert office.api(f"{path}/revoke", OTHER, {"reason": "核实后有误"})[0] == 200
    office.clock.pass_(minutes=1)
    assert pair(figures(office)["closed_in_time"]["without_excluded"]) == (1, 2)


def test_exclusions_are_proposed_and_approved_from_the_page(office: Office) -> None:
    no = badly(office, "b")
    filled = {"case_no": no, "rate": "all", "reason": WHY}
    assert office.post("/exclusions", SUPERVISOR, **filled).location.endswith("done.exclusion_proposed")
    assert "须由另一人批准" in office.page("/exclusions", SUPERVISOR)
    refused = office.post(f"/exclusions/{no}/all/approve", SUPERVISOR)
    assert (refused.status_code, "自己提出的剔除" in refused.get_data(as_text=True)) == (422, True)
    assert office.post(f"/exclusions/{no}/all/approve", LEADER).location.endswith("done.exclusion_approved")
    assert "已剔除" in office.page("/exclusions?state=approved", SUPERVISOR)
    again = office.post("/exclusions", SUPERVISOR, **{**filled, "case_no": "20261124-00000000000"})
    assert (again.status_code, WHY in again.get_data(as_text=True)) == (422, True)
    for who in (OFFICER, DISPATCHER, SYSADMIN):
        assert office.ask("GET", "/exclusions", who).status_code == 403
        assert office.api("/exclusions", who, filled)[0] == 403
    assert office.api(f"/exclusions/{no}/all/forget", LEADER, {})[0] == 404


def book(office: Office, path: str, who: Who = LEADER) -> Any:
    response = office.ask("GET", path, who)
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    return load_workbook(BytesIO(response.get_data()), read_only=True)


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_the_workbook_has_figures_cases_and_formulas(office: Office) -> None:
    well(office, "a")
    no = badly(office, "b")
    made = book(office, "/assessment.xlsx")
    assert made.sheetnames == ["总体", "按单位", "按时办结率排名", "明细", "说明"]
    whole = {row[0]: row[1:7] for row in rows(made["总体"])[1:]}
    assert whole["按时办结率"] == (1, 2, 0.5, 1, 2, 0.5)
    cases = [row for row in rows(made["明细"]) if row[0] == "按时办结率"]
    assert (len(cases), no in {row[1] for row in cases}) == (2, True)
    assert {rate.formula for rate in RATES} <= {row[1] for row in rows(made["说明"])}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_from_data_begins_a_formula(text: str) -> None:
    data = workbook([Sheet("一", (10,), (text,), [(text,), ("平常",)])])
    sheet = load_workbook(BytesIO(data))["一"]
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows()] == [
        *((f"'{text}", "s"), (f"'{text}", "s"), ("平常", "s")),
    ]


def test_what_a_workbook_cannot_hold_is_shown_as_such_and_the_rest_is_there() -> None:
    data = workbook([Sheet("一", (10,), ("头",), [("供\x00热\x04\x7f\ufffe站",), ("一\n二\t三",)])])
    found = [cell.value for (cell,) in load_workbook(BytesIO(data))["一"].iter_rows()]
    assert found == ["头", "供\ufffd热\ufffd\ufffd\ufffd站", "一\n二\t三"]


def test_a_question_with_control_characters_in_it_is_answered_with_a_workbook(office: Office) -> None:
    well(office, "a")
    response = office.ask("GET", "/assessment.xlsx?kind=%00%7f%04", LEADER)
    assert (response.status_code, response.mimetype) == (200, XLSX)


def test_a_channel_that_looks_like_a_formula_stays_text_in_the_workbook(office: Office) -> None:
    well(office, "a", channel="=cmd")
    made = book(office, "/assessment.xlsx?by=channel")
    assert "'=cmd" in {row[1] for row in rows(made["按渠道"])}


def test_an_empty_month_says_what_to_do(office: Office) -> None:
    page = office.page("/assessment", LEADER)
    assert "换一个期间" in page
    assert "本期没有可计的件次" in page


def test_what_others_will_say_is_heard_with_what_is_there(office: Office) -> None:
    """A merged case, a transfer outside, an extension: only some of the fields they may have."""
    told = Told(office, "a").dispatched()
    told.order("extension_requested", number=1).order("extended", number=1, duties=[told.duty("answer", "housing", 90)])
    told.order("transferred", to="", to_name="市局", outside=True, duties=[])
    merged = Told(office, "b").hear("intake", "appeal.merged", leading=told.no)
    merged.order("merged", leading=told.no)
    assert pair(figures(office)["overdue_open"]) == (0, 0)
    assert pair(figures(office)["response"]) == (2, 2)
