"""Every place of every role, wide and narrow: nothing missing, nothing sticking out, nothing untranslated."""

import re

import pytest
from playwright.sync_api import Page

from tests.e2e.handling import People
from tests.e2e.person import Person

ROLES = ("dispatcher", "housing.officer", "supervisor", "discipline", "secadmin", "ops")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
VISITORS = ("/", "/intake/ask", "/intake/follow", "/intake/complain", "/identity/sign-in", "/nothing")
EACH = 2
CODES = re.compile(
    r"(?<![\w./#@-])[a-z]{2,}(?:[_.][a-z]+)+(?![\w/@-])|\b(?:None|True|False|undefined|null|nan)\b|[{}]{2}"
)
"""What a program says and people should not read: snake_case, dotted names, Python's words, template braces."""
OFFICERS = re.compile(r"\.(?:officer|head)$")
STICKING_OUT = """() => {
  const edge = document.documentElement.clientWidth;
  const unseen = e => getComputedStyle(e.closest("thead") ?? e).clipPath !== "none";
  return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 1 && !unseen(e))
    .map(e => e.tagName + " " + e.textContent.trim().slice(0, 30));
}"""
WITHOUT_A_NAME = """() => {
  const named = e => e.labels?.length || e.getAttribute("aria-label") || e.textContent.trim() || e.title;
  const asked = "input:not([type=hidden]), select, textarea, button, a, summary";
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  return [...document.querySelectorAll(asked)].filter(e => !named(e)).map(e => e.outerHTML.slice(0, 80))
    .concat([...document.querySelectorAll("img:not([alt])")].map(e => e.outerHTML.slice(0, 80)))
    .concat(ids.filter((id, at) => ids.indexOf(id) !== at).map(id => "twice #" + id))
    .concat(document.querySelectorAll("h1").length === 1 ? [] : ["not one h1"]);
}"""


def faults_of(page: Page, names: set[str]) -> list[str]:
    """What is wrong with the page as it stands, at both widths; `names` are accounts' names, which may be read."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    codes = {found.group() for found in CODES.finditer(page.inner_text("body")) if not OFFICERS.search(found.group())}
    found = [f"untranslated: {code}" for code in sorted(codes - names)]
    found += [f"without a name: {one}" for one in page.evaluate(WITHOUT_A_NAME)]
    found += [f"wide, sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [f"narrow, sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return [f"{page.url}: {one}" for one in found]


def names_of_accounts(people: People) -> set[str]:
    """The demo's accounts, from the sign-in page, and what stands under every error for whoever mends it."""
    visitor = people("")
    visitor.visit("/identity/sign-in")
    shown = set(visitor.page.locator("tbody td[data-label=账号]").all_inner_texts())
    return shown | {"request.not_found"}


def links(person: Person, where: str) -> list[str]:
    """The addresses a part of the page leads to, each once."""
    found = [link.get_attribute("href") or "" for link in person.page.locator(where).all()]
    return list(dict.fromkeys(found))


def opened(person: Person) -> list[str]:
    """Where the rows and tabs of this list lead: a few of each."""
    rows = links(person, "main tbody a[href^='/'], main .queue a")
    tabs = links(person, "main nav.tabs a, main .head a, main .figures a")
    return [path for path in (*rows[:EACH], *tabs[:EACH]) if path.startswith("/")]


@pytest.mark.parametrize("account", ROLES)
def test_a_person_can_use_every_page(people: People, account: str) -> None:
    person, names = people(account), names_of_accounts(people)
    person.visit("/identity/")
    places = ["/identity/", "/identity/me", *links(person, "nav.places a")]
    found: list[str] = []
    seen: set[str] = set()
    for place in places:
        person.visit(place)
        for path in (place, *opened(person)):
            if path not in seen:
                seen.add(path)
                assert person.visit(path) == 200, path
                found += faults_of(person.page, names)
    assert len(seen) >= len(places) >= 3
    assert found == []


def test_a_visitor_can_use_every_page(people: People) -> None:
    visitor, names = people(""), names_of_accounts(people)
    found: list[str] = []
    for path in VISITORS:
        visitor.visit(path)
        found += faults_of(visitor.page, names)
    assert found == []


def test_everything_works_without_scripts(people: People) -> None:
    visitor = people("")
    visitor.page.route("**/*.js*", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    visitor.sign_in("market_regulation.head")
    visitor.sees("钱局长，您好")
    visitor.follow("工单")
    visitor.content.locator("tbody a").first.click()
    visitor.sees("诉求", "期限", "办理过程")


def test_the_keyboard_reaches_the_content_first(people: People) -> None:
    visitor = people("")
    visitor.visit("/intake/ask")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent") == "跳到正文"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.closest('main') !== null")
