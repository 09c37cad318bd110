"""A complaint about officials is there for discipline alone: no list, count, search or figure shows that it exists."""

import re

from playwright.sync_api import APIRequestContext

from tests.e2e.handling import RECEIPT, People
from tests.e2e.person import Person

SERVICES = ("intake", "routing", "supervision", "notify", "identity", "ledger")
CANARY = "窗口人员暗示送礼才盖章"
OTHERS = ("dispatcher", "housing.officer", "supervisor", "leader", "auditor")
COMPLAINTS = "/supervision/complaints"
LISTS = (
    "/identity/",
    "/intake/desk",
    "/routing/desk",
    "/routing/work-orders",
    "/supervision/callbacks",
    "/supervision/reminders",
    "/notify/deliveries",
    "/ledger/cases",
    "/ledger/api/v1/cases",
    "/routing/api/v1/work-orders",
    "/supervision/api/v1/callbacks",
    "/supervision/api/v1/reminders",
    "/notify/api/v1/deliveries",
)
OF_THE_MINUTE = re.compile(r"<[^>]*>|已逾期 [^<]*|还剩 [^<]*")


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
    """What the lists a person may enter say, without what changes by itself every minute."""
    answers = {path: person.page.request.get(path) for path in LISTS}
    return {path: OF_THE_MINUTE.sub("", answer.text()) for path, answer in answers.items() if answer.ok}


def at_rest(person: Person) -> dict[str, str]:
    """The same once nothing of earlier cases is still on its way."""
    before = told(person)
    while (after := told(person)) != before:
        before = after
    return after


def known(discipline: Person) -> list[str]:
    """The addresses of the complaints on the list, the newest first."""
    discipline.visit(COMPLAINTS)
    links = discipline.content.locator("tbody a").all()
    return [link.get_attribute("href") or "" for link in links]


def a_new_one(people: People) -> str:
    """Somebody complains; the address of it, when discipline has it."""
    discipline = people("discipline")
    before = known(discipline)
    complain(people(""))
    discipline.until(COMPLAINTS, lambda _: discipline.content.locator("tbody tr").count() > len(before), "one more")
    (new,) = set(known(discipline)) - set(before)
    return new


def test_nobody_but_discipline_sees_that_it_exists(people: People) -> None:
    others = [people(account) for account in OTHERS]
    rest_of_the_system_is_quiet = at_rest(people("supervisor"))
    before = [told(person) for person in others]
    assert rest_of_the_system_is_quiet in before
    assert all(said for said in before), "everybody has lists to look at"
    path = a_new_one(people)
    for person, said in zip(others, before, strict=True):
        assert told(person) == said
        assert [person.visit(COMPLAINTS), person.visit(path)] == [404, 404]
        assert person.page.request.get(f"/supervision/api/v1{path.removeprefix('/supervision')}").status == 404
        assert person.page.get_by_role("link", name="举报件").count() == 0


def test_discipline_reads_what_was_said_and_leaves_a_trace(people: People) -> None:
    path, discipline = a_new_one(people), people("discipline")
    discipline.visit(COMPLAINTS)
    assert CANARY not in discipline.text(), "the list shows no content"
    discipline.visit(path)
    discipline.sees(CANARY, "某局办事窗口")
    discipline.visit(path)
    discipline.sees("首次查看", "discipline")


def test_searching_for_it_finds_nothing(people: People) -> None:
    matter = a_new_one(people).rpartition("/")[2]
    for account in ("dispatcher", "supervisor", "leader", "discipline"):
        person = people(account)
        assert person.visit(f"/ledger/cases/{matter}") == 404
        assert person.visit(f"/ledger/cases?number={matter[-8:]}") == 200
        assert person.content.locator("tbody tr").count() == 0


def test_no_figure_speaks_of_complaints(people: People, api: APIRequestContext) -> None:
    path = a_new_one(people)
    people("discipline").visit(path)
    pages = [api.get(f"/{service}/metrics").text() for service in SERVICES]
    assert {line for page in pages for line in page.splitlines() if re.search("complain|clue|举报", line)} == set()


def test_a_complaint_without_words_is_told_so(people: People) -> None:
    visitor = people("")
    visitor.visit("/intake/complain")
    visitor.fill(反映的单位或人员="某局")
    visitor.press("提交")
    visitor.sees("填写的内容有误", "请填写这一项")
    assert visitor.page.get_by_label("反映的单位或人员").input_value() == "某局"
