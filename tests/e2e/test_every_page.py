"""Every place of every role, wide and narrow: nothing missing, nothing sticking out, nothing untranslated."""

import os
import re
from collections import Counter, deque
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.handling import UNIT, People
from tests.e2e.person import Person
from tests.e2e.running import Running

ROLES = ("dispatcher", "housing.officer", "housing.head", "supervisor", "leader", "discipline", "secadmin", "ops")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
VISITORS = ("/", "/intake/ask", "/intake/follow", "/intake/complain", "/identity/sign-in", "/nothing")
WHOLE = "HUYING_WALK" in os.environ
EACH, ALIKE = (2, 4) if WHOLE else (1, 1)
"""How many of a page's links that lead to the same kind of page are followed, and of all pages' together: a page takes two
seconds at both widths, so `make test` looks at every role's places and, for the first role that gets there, one step beyond;
`make test-long` goes wherever links lead, for every role."""
LINK = "main a[href^='/']"
ONE = re.compile(r"/(?:\d{8}-[0-9A-Z]{11}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\d[\d-]*)(?=/|$)")
"""What names one of many in an address: a case's number, an id, a count."""
CASE = re.compile(r"/(?:ledger/cases|routing/work-orders)/\d{8}-[0-9A-Z]{11}$")
FILE = re.compile(r"\.(?:xlsx|csv|docx|pdf)$|/attachments/|/api/")
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
    if page.viewport_size != WIDE:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    codes = {found.group() for found in CODES.finditer(page.inner_text("body")) if not OFFICERS.search(found.group())}
    found = [f"untranslated: {code}" for code in sorted(codes - names)]
    found += [f"without a name: {one}" for one in page.evaluate(WITHOUT_A_NAME)]
    found += [f"wide, sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    found += [f"narrow, sticks out: {one}" for one in page.evaluate(STICKING_OUT)]
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return [f"{page.url}: {one}" for one in found]


@pytest.fixture(scope="module")
def names(browser: Browser, demo: Running) -> set[str]:
    """The demo's accounts, from the sign-in page, and what stands under every error for whoever mends it."""
    with closing(browser.new_context(base_url=demo.address)) as visitor:
        page = visitor.new_page()
        page.goto("/identity/sign-in")
        return {*page.locator("tbody td[data-label=账号]").all_inner_texts(), "request.not_found"}


def kind_of(path: str) -> str:
    """The kind of page an address leads to: which one of many does not matter, which tab does."""
    place, _, query = path.partition("#")[0].partition("?")
    asked = [pair if pair.startswith(("tab=", "do=", "part=")) else pair.partition("=")[0] for pair in query.split("&")]
    return f"{ONE.sub('/*', place)}?{'&'.join(sorted(asked))}"


@dataclass
class Walk:
    """Through all pages that can be reached by links: each kind of page a few times, from wherever it is linked.

    A unit's figures and reminders also name cases that have gone to another unit since, and are not its to read.
    `known` are kinds of page that need not be looked at again, other than as a place, or a case: it offers each role
    something else.
    """

    person: Person
    names: set[str]
    of_a_unit: bool = False
    known: frozenset[str] = frozenset()
    seen: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def through(self, places: list[str]) -> None:
        """These, and what they lead to."""
        ways = deque(places)
        while ways:
            path = ways.popleft()
            known = kind_of(path) in self.known and path not in places and not CASE.match(path)
            if path not in self.seen and not known and self.kinds[kind_of(path)] < ALIKE:
                onwards = self.at(path)
                if WHOLE or path in places:
                    ways.extend(onwards)

    def at(self, path: str) -> list[str]:
        """Look at this page; where it leads to."""
        self.seen.add(path)
        self.kinds[kind_of(path)] += 1
        status = self.person.visit(path)
        assert status == 200 or (status == 404 and self.of_a_unit and CASE.match(path)), path
        self.faults += faults_of(self.person.page, self.names)
        here: Counter[str] = Counter()
        onwards = []
        for link in links(self.person, LINK):
            here[kind_of(link)] += 1
            if here[kind_of(link)] <= EACH and not FILE.search(link.partition("?")[0]):
                onwards.append(link)
        return onwards


def links(person: Person, where: str) -> list[str]:
    """The addresses a part of the page leads to, each once."""
    found: list[str] = person.page.locator(where).evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """The kinds of page that some role has seen."""
    return set()


@pytest.mark.parametrize("account", ROLES)
def test_a_person_can_use_every_page(people: People, names: set[str], looked_at: set[str], account: str) -> None:
    person = people(account)
    person.visit("/identity/")
    places = ["/identity/", "/identity/me", *links(person, "nav.places a")]
    walk = Walk(person, names, account.startswith(f"{UNIT}."), frozenset() if WHOLE else frozenset(looked_at))
    walk.through(places)
    looked_at |= walk.kinds.keys()
    assert len(walk.seen) >= len(places) >= 3
    assert walk.faults == []


def test_a_visitor_can_use_every_page(people: People, names: set[str]) -> None:
    visitor = people("")
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
