"""A person at a browser of their own: visits, presses, fills in, and waits until a page shows what is expected."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response

PASSWORD = "huying-demo"
PATIENCE, GLANCE = 15.0, 200.0
"""Seconds until something must be seen; milliseconds between two looks, in which the system can do it."""
MISSING = "Failed to load resource"
CONTENT = "main"


@dataclass
class Person:
    """`faults` are what a browser complains about: scripts, content policy, resources that are not there. No slots:
    playwright keeps its own notes on whom it calls."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._response)

    def visit(self, path: str) -> int:
        """Open an address of the system; the status."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def sign_in(self, account: str, password: str = PASSWORD) -> None:
        """Through the sign-in page, typed by hand."""
        self.visit("/identity/sign-in")
        self.fill(账号=account, 密码=password)
        self.press_first("登录")

    def fill(self, **fields: str) -> None:
        """Type into the fields with these labels."""
        for label, text in fields.items():
            self.page.get_by_label(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        """One option of a select."""
        self.page.get_by_label(label).select_option(label=option)

    def tick(self, question: str, answer: str) -> None:
        """One answer of a group of radio buttons."""
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()

    def press(self, button: str) -> None:
        """A button with exactly this name, in the content."""
        self.content.get_by_role("button", name=button, exact=True).click()

    def press_first(self, button: str) -> None:
        """The first of several buttons of this name."""
        self.content.get_by_role("button", name=button, exact=True).first.click()

    def follow(self, link: str) -> None:
        """A link with exactly this text."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    @property
    def content(self) -> Locator:
        """The page without header and footer."""
        return self.page.locator(CONTENT)

    def text(self) -> str:
        """What the content says, once it is all there."""
        self.page.wait_for_load_state("domcontentloaded")
        return self.content.inner_text()

    def sees(self, *words: str) -> None:
        """The page says all of this now."""
        said = self.text()
        missing = [word for word in words if word not in said]
        assert not missing, f"{self.page.url} does not say {missing}, but: {said}"

    def until(self, path: str, shown: Callable[[str], bool], what: str) -> None:
        """Load the page again and again until it shows what is expected, at most a quarter of a minute."""
        last = time.monotonic() + PATIENCE
        while True:
            self.visit(path)
            if shown(self.text()):
                return
            assert time.monotonic() < last, f"{path} never showed {what}, but: {self.text()}"
            self.page.wait_for_timeout(GLANCE)

    def until_says(self, path: str, *words: str) -> None:
        """Load the page until it says all of this."""
        self.until(path, lambda said: all(word in said for word in words), " and ".join(words))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(MISSING):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{self.page.url} needs {response.url}: {response.status}")
