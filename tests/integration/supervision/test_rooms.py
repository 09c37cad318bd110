"""Who sees what: complaints about officials are for the discipline room alone."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from werkzeug.wrappers import Response

from services.supervision.main import SPEC
from services.supervision.web.assessment.sheets import XLSX
from services.supervision.web.complaining import fields_of
from shared.access.who import Who
from tests.integration.supervision.office import (
    DISCIPLINE,
    DISPATCHER,
    LEADER,
    OFFICER,
    SUPERVISOR,
    SYSADMIN,
    Office,
)

OTHERS = (OFFICER, DISPATCHER, SUPERVISOR, LEADER, SYSADMIN)
MATTER = "019aab00-0000-7000-8000-00000000beef"
ABOUT, ACT, TEL = "某局窗口人员", "索要好处", "13700000000"
GETS = sorted(
    {route.path for route in SPEC.routes if route.method == "GET"} | {"/openapi.json", "/docs", "/healthz", "/readyz"}
)
TABS = ("call", "source", "settle", "approve", "reopen", "done")


def roles(who: Who) -> str:
    return who.roles[0]


def seen(office: Office, who: Who | None, no: str) -> dict[str, tuple[int, str]]:
    """Every list, count and page of the service as this person sees it."""
    paths = [path.replace("<no>", no).replace("<matter>", MATTER) for path in GETS]
    paths += [f"/callbacks?tab={tab}" for tab in TABS]
    answers = {path: office.ask("GET", path, who) for path in paths}
    return {path: (one.status_code, words_of(one)) for path, one in answers.items()}


def words_of(response: Response) -> str:
    """What people read: of a workbook its cells."""
    if response.mimetype != XLSX:
        return without_once(response.get_data(as_text=True))
    book = load_workbook(BytesIO(response.get_data()))
    return str([(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book])


def without_once(page: str) -> str:
    """Without the value that is new in every form."""
    return re.sub(r'name="once" value="[^"]*"', "", page)


@pytest.mark.parametrize("who", [*OTHERS, None], ids=lambda who: roles(who) if who else "nobody")
def test_nothing_changes_for_anybody_else_when_a_complaint_is_made_and_read(office: Office, who: Who | None) -> None:
    no = office.close()
    office.lapse(no)
    before = seen(office, who, no)
    office.complain(MATTER, about=ABOUT, act=ACT, phone=TEL)
    assert office.api(f"/complaints/{MATTER}", DISCIPLINE)[0] == 200
    assert seen(office, who, no) == before
    assert not [path for path, (status, _) in before.items() if "complaints" in path and status == 200]


def test_the_comparison_sees_a_complaint_where_it_may_be_seen(office: Office) -> None:
    no = office.close()
    before = seen(office, DISCIPLINE, no)
    office.complain(MATTER, about=ABOUT, act=ACT)
    after = seen(office, DISCIPLINE, no)
    there = {path for path in after if "/complaints" in path or path.endswith("/discipline/clues")}
    assert {path for path in after if after[path] != before[path]} == there


@pytest.mark.parametrize("path", ["/complaints", "/api/v1/complaints", "/complaints/{}", "/api/v1/complaints/{}"])
def test_who_may_not_read_complaints_is_answered_as_for_an_address_that_is_not_there(office: Office, path: str) -> None:
    office.complain(MATTER, about=ABOUT, act=ACT)
    path, nowhere = path.format(MATTER), "/api/v1/nothing" if "api" in path else "/nothing"
    for who in OTHERS:
        there, elsewhere = (office.ask("GET", address, who) for address in (path, nowhere))
        assert (there.status_code, elsewhere.status_code) == (404, 404)
        page = there.get_data(as_text=True).replace(path, nowhere)
        assert MATTER not in page
        assert page == elsewhere.get_data(as_text=True)


def test_the_navigation_leads_there_for_discipline_alone(office: Office) -> None:
    place = 'href="/supervision/complaints"'
    assert place in office.page("/docs", DISCIPLINE)
    assert not [who for who in OTHERS if place in office.page("/docs", who)]


def test_discipline_sees_the_list_without_content_and_who_opened_it_first(office: Office) -> None:
    assert "没有举报件" in office.page("/complaints", DISCIPLINE)
    office.complain(MATTER, about=ABOUT, act=ACT)
    office.clock.pass_(minutes=3)
    office.complain("later", about=ABOUT, act=ACT)
    page = office.page("/complaints", DISCIPLINE)
    assert "有 2 件还没有人看过" in page
    assert not [words for words in (ABOUT, ACT) if words in page]
    assert office.subjects("personal.opened") == []
    _, found = office.api("/complaints", DISCIPLINE)
    assert [(row["matter"], row["opened_by"]) for row in found["complaints"]] == [("later", None), (MATTER, None)]
    _, first = office.api("/complaints?limit=1", DISCIPLINE)
    _, second = office.api(f"/complaints?cursor={first['next_cursor']}", DISCIPLINE)
    assert [row["matter"] for row in second["complaints"]] == [MATTER]


def test_opening_one_is_recorded_under_it_once_a_day(office: Office) -> None:
    office.complain(MATTER, about=ABOUT, act=ACT, name="", phone=TEL)
    pages = [office.page(f"/complaints/{MATTER}", DISCIPLINE) for _ in range(2)]
    assert not [words for words in (ABOUT, ACT, TEL) if words not in pages[1]]
    assert office.subjects("personal.opened") == [f"complaint/{MATTER}"]
    _, found = office.api("/complaints", DISCIPLINE)
    assert [row["opened_by"] for row in found["complaints"]] == [DISCIPLINE.account]
    office.clock.pass_(days=1)
    office.page(f"/complaints/{MATTER}", DISCIPLINE)
    assert len(office.subjects("personal.opened")) == 2


def test_reading_a_case_says_nothing_about_complaints(office: Office) -> None:
    office.complain(MATTER, about=ABOUT, act=ACT)
    office.api(f"/callbacks/{office.close()}", DISCIPLINE)
    assert office.api("/complaints", DISCIPLINE)[1]["complaints"][0]["opened_at"] is None


def test_a_complaint_that_is_not_there_is_not_there_for_discipline_either(office: Office) -> None:
    assert office.ask("GET", "/complaints/unknown", DISCIPLINE).status_code == 404
    assert office.api("/complaints/unknown", DISCIPLINE)[0] == 404


def test_a_destroyed_complaint_reads_destroyed(office: Office) -> None:
    office.complain(MATTER, about=ABOUT, act=ACT)
    office.vault.under("supervision").shred([f"discipline/{MATTER}"])
    assert "‹已依法删除›" in office.page(f"/complaints/{MATTER}", DISCIPLINE)


def test_what_is_no_form_is_shown_as_it_is() -> None:
    assert fields_of("一段话") == [("内容", "一段话")]
    assert fields_of("[1]") == [("内容", "[1]")]
    assert fields_of('{"phone": "1", "about": "甲", "act": "", "photo": "x"}') == [
        *(("反映对象", "甲"), ("联系电话", "1"), ("photo", "x"))
    ]


@pytest.mark.parametrize(
    ("who", "callbacks", "reminders"),
    [(OFFICER, 403, 200), (DISPATCHER, 200, 200), (SUPERVISOR, 200, 200), (LEADER, 200, 200), (SYSADMIN, 403, 403)],
    ids=lambda value: roles(value) if isinstance(value, Who) else str(value),
)
def test_each_room_is_open_to_those_whose_role_says_so(
    office: Office, who: Who, callbacks: int, reminders: int
) -> None:
    no = office.close()
    for path, status in (("/callbacks", callbacks), (f"/callbacks/{no}", callbacks), ("/reminders", reminders)):
        assert (path, office.ask("GET", path, who).status_code) == (path, status)
        assert (path, office.api(path, who)[0]) == (path, status)


@pytest.mark.parametrize("who", [OFFICER, DISPATCHER, LEADER, SYSADMIN, DISCIPLINE], ids=roles)
def test_nobody_but_supervision_records_or_settles(office: Office, who: Who) -> None:
    no = office.close()
    bodies = {
        "record": {"contacted": True, "resolved": True, "satisfied": True},
        "attempt": {"attempt": 1, "outcome": "no_answer"},
        "settle": {"end": "not_called", "reason": "refused"},
    }
    for action, body in bodies.items():
        assert office.api(f"/callbacks/{no}/{action}", who, body)[0] == 403
        assert office.post(f"/callbacks/{no}/{action}", who).status_code == 403
    assert office.row(no)["state"] == "planned"


def test_a_unit_sees_its_own_reminders_and_a_desk_all(office: Office) -> None:
    ours, theirs = office.close(), office.close()
    office.lapse(ours)
    office.lapse(theirs, unit="finance")
    assert [row["case_no"] for row in office.api("/reminders", OFFICER)[1]["reminders"]] == [ours]
    assert office.api("/reminders?unit=finance", OFFICER)[1]["reminders"] == []
    page = office.page("/reminders", OFFICER)
    assert (ours in page, theirs in page, "<b>1</b>" in page) == (True, False, True)
    assert [row["case_no"] for row in office.api("/reminders", LEADER)[1]["reminders"]] == [theirs, ours]
    assert [row["case_no"] for row in office.api("/reminders?unit=finance&duty=answer", LEADER)[1]["reminders"]] == [
        theirs
    ]
    cursor = office.api("/reminders?limit=1", LEADER)[1]["next_cursor"]
    assert [row["case_no"] for row in office.api(f"/reminders?cursor={cursor}", LEADER)[1]["reminders"]] == [ours]
