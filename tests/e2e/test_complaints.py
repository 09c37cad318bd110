"""A complaint about officials is there for discipline alone: no list, count, search or figure shows that it exists."""

import re

import pytest
from playwright.sync_api import APIRequestContext

from tests.e2e.handling import RECEIPT, People
from tests.e2e.person import Person

SERVICES = ("intake", "routing", "supervision", "notify", "identity", "ledger")
CANARY = "窗口人员暗示送礼才盖章"
OTHERS = ("dispatcher", "housing.officer", "supervisor", "leader", "ops", "secadmin", "auditor", "sysadmin")
LISTS = (
    "/intake/desk",
    "/routing/desk",
    "/routing/work-orders",
    "/supervision/callbacks",
    "/supervision/reminders",
    "/notify/deliveries",
    "/ledger/cases",
)
MATTER = re.compile(r"/supervision/complaints/[^/?#]+")


def complain(visitor: Person) -> str:
    """Through the portal; the receipt."""
    visitor.visit("/")
    visitor.follow("反映作风问题")
    visitor.fill(反映的单位或人员="某局办事窗口", 具体情况=CANARY)
    visitor.press("提交")
    visitor.sees("只有纪检监察人员能看到内容")
    receipt = RECEIPT.search(visitor.text())
    assert receipt, visitor.text()
    return receipt.group()


def told(person: Person) -> dict[str, str]:
    """What the lists a person may enter say."""
    answers = {path: (person.visit(path), person.text()) for path in LISTS}
    return {path: said for path, (status, said) in answers.items() if status == 200}


def figures(api: APIRequestContext) -> set[str]:
    """The series of all services that speak of complaints."""
    pages = [api.get(f"/{service}/metrics").text() for service in SERVICES]
    return {line for page in pages for line in page.splitlines() if re.search("complain|clue|举报", line)}


def newest(discipline: Person) -> str:
    """The address of the newest complaint."""
    link = discipline.content.locator("tbody a").first.get_attribute("href")
    assert link
    assert MATTER.fullmatch(link)
    return link


def rows(person: Person) -> int:
    """How many rows the list on the page has."""
    return person.content.locator("tbody tr").count()


@pytest.mark.parametrize("account", OTHERS)
def test_nobody_else_sees_that_it_exists(people: People, account: str) -> None:
    discipline = people("discipline")
    person = people(account)
    before = told(person)
    discipline.visit("/supervision/complaints")
    known = rows(discipline)
    complain(people(""))
    discipline.until("/supervision/complaints", lambda _: rows(discipline) > known, "one complaint more")
    assert told(person) == before
    assert person.visit("/supervision/complaints") == 404
    assert person.visit(newest(discipline)) == 404
    assert person.page.get_by_role("link", name="举报件").count() == 0
    assert person.page.request.get("/supervision/api/v1/complaints").status == 404


def test_discipline_reads_what_was_said_and_leaves_a_trace(people: People) -> None:
    receipt = complain(people(""))
    discipline = people("discipline")
    discipline.until("/supervision/complaints", lambda said: "未查看" in said, "an unread complaint")
    path = newest(discipline)
    assert CANARY not in discipline.text(), "the list shows no content"
    discipline.visit(path)
    discipline.sees(CANARY, "某局办事窗口")
    discipline.visit(path)
    discipline.sees("首次查看", "discipline")
    assert receipt not in discipline.text()


def test_searching_for_it_finds_nothing(people: People) -> None:
    discipline = people("discipline")
    complain(people(""))
    discipline.until("/supervision/complaints", lambda said: "未查看" in said, "an unread complaint")
    matter = newest(discipline).rpartition("/")[2]
    for account in ("dispatcher", "supervisor", "leader", "discipline"):
        person = people(account)
        assert person.visit(f"/ledger/cases/{matter}") == 404
        assert person.visit(f"/ledger/cases?no={matter[:8]}") in (200, 422)
        assert matter not in person.content.locator("table").all_inner_texts()


def test_no_figure_speaks_of_complaints(people: People, api: APIRequestContext) -> None:
    complain(people(""))
    assert figures(api) == set()


def test_a_complaint_without_words_is_told_so(people: People) -> None:
    visitor = people("")
    visitor.visit("/intake/complain")
    visitor.fill(反映的单位或人员="某局")
    visitor.press("提交")
    visitor.sees("填写的内容有误", "请填写这一项")
    assert visitor.page.get_by_label("反映的单位或人员").input_value() == "某局"
