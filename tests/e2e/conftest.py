"""One demo for all journeys, started as a person starts it, and people with browsers."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIRequestContext, Browser, Playwright, sync_playwright

from tests.e2e.person import Person
from tests.e2e.running import Running, up

CHROMIUM = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")
"""The first is the same engine without windows: a page takes it two fifths of the processor time."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
People = Callable[[str], Person]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; without it a newcomer's tests are skipped, in CI it is an error."""
    found = next((program for program in CHROMIUM if program.exists()), None)
    if found is None and not os.environ.get("CI"):
        pytest.skip("needs Debian's chromium-headless-shell or chromium")
    launched = playwright.chromium.launch(executable_path=found or CHROMIUM[0], args=QUIET)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demo, played into a fresh folder; it ends cleanly and had nothing to complain about."""
    with up(tmp_path_factory.mktemp("demo"), "--demo") as running:
        yield running
        assert running.stop() == 0
        assert running.faults == []


@pytest.fixture(scope="session")
def api(playwright: Playwright, demo: Running) -> Iterator[APIRequestContext]:
    """A machine without cookies."""
    context = playwright.request.new_context(base_url=demo.address)
    yield context
    context.dispose()


@pytest.fixture(scope="session")
def _chairs() -> dict[str, Person]:
    return {}


@pytest.fixture
def people(browser: Browser, demo: Running, _chairs: dict[str, Person]) -> Iterator[People]:
    """`people("dispatcher")` sits at a browser, signed in; `people("")` is a visitor. Browsers have had no complaint."""
    visitors: list[Person] = []

    def person(account: str) -> Person:
        if account and account in _chairs:
            return _chairs[account]
        context = browser.new_context(base_url=demo.address, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(10_000)
        arrived = Person(context, context.new_page())
        if account:
            arrived.sign_in(account)
            _chairs[account] = arrived
        else:
            visitors.append(arrived)
        return arrived

    yield person
    everybody = [*_chairs.values(), *visitors]
    faults = [fault for one in everybody for fault in one.faults]
    for one in everybody:
        one.faults.clear()
    for one in visitors:
        one.context.close()
    assert not faults
