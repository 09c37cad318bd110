"""Signing in, and what happens to what was typed when a sign-in runs out meanwhile."""

from datetime import datetime, timedelta

from playwright.sync_api import Cookie

from shared.access import tokens
from shared.eventlog.clock import now
from shared.web.headers import COOKIE
from tests.e2e.handling import People, accept, ask
from tests.e2e.person import Person
from tests.e2e.running import Running

LONG_AGO = timedelta(hours=1)


def cookie(person: Person, name: str) -> Cookie:
    """The browser's cookie of this name."""
    return next(one for one in person.context.cookies() if one.get("name") == name)


def expire(person: Person, demo: Running) -> Cookie:
    """As if the person had sat there for an hour: the same token, signed an hour ago; the cookie with it."""
    key = tokens.read_key((demo.folder / "identity.key").read_text())
    kept = cookie(person, COOKIE)
    assert "value" in kept
    when: datetime = now()
    who = tokens.verify(tokens.public_half(key), kept["value"], when)
    kept["value"] = tokens.sign(key, who, when - LONG_AGO)
    person.context.add_cookies([{**kept}])  # type: ignore[typeddict-item]
    return cookie(person, COOKIE)


def test_a_wrong_password_is_said_and_the_right_one_lets_in(people: People) -> None:
    person = people("")
    person.sign_in("commerce.officer", "not-this-one")
    person.sees("账号或密码不正确")
    assert person.page.get_by_label("账号").input_value() == "commerce.officer"
    assert person.page.get_by_label("密码").input_value() == ""
    person.sign_in("commerce.officer")
    person.sees("李经办，您好")


def test_one_comes_back_to_where_one_wanted_to_go(people: People) -> None:
    person = people("")
    person.visit("/routing/work-orders?tab=late")
    person.sees("登录")
    person.fill(账号="tax.officer", 密码="huying-demo")
    person.press_first("登录")
    assert person.page.url.endswith("/routing/work-orders?tab=late")


def test_what_was_typed_survives_an_expired_sign_in(people: People, demo: Running) -> None:
    ticket = ask(people(""), "咨询一件事", "请问这件事该找哪个窗口？")
    accept(people, ticket.number)
    dispatcher = people("")
    dispatcher.sign_in("dispatcher")
    dispatcher.until(f"/routing/desk?case={ticket.number}", lambda said: ticket.number in said, "the held case")
    dispatcher.choose("主办单位", "商务局")
    dispatcher.choose("分类", dispatcher.page.locator("#f-catalogue option").nth(1).inner_text())
    expired = expire(dispatcher, demo)
    dispatcher.press("派单")
    dispatcher.sees("已派单")
    assert cookie(dispatcher, COOKIE) != expired
    dispatcher.until_says(f"/routing/work-orders/{ticket.number}", "商务局", "待签收")


def test_a_page_is_shown_after_the_sign_in_was_renewed(people: People, demo: Running) -> None:
    person = people("")
    person.sign_in("leader")
    for path in ("/ledger/cases", "/"):
        expire(person, demo)
        assert person.visit(path) == 200
    person.sees("贺领导，您好")


def test_who_cannot_be_renewed_is_told_that_the_form_was_not_saved(people: People, demo: Running) -> None:
    ticket = ask(people(""), "再咨询一件事", "请问这件事怎样办？")
    person = people("")
    person.sign_in("dispatcher")
    person.visit(f"/intake/desk/{ticket.number}")
    expire(person, demo)
    person.context.clear_cookies(name="huying_renewal")
    person.press("受理")
    person.sees("登录已过期，刚才提交的内容没有保存")
    person.sign_in("dispatcher")
    person.visit(f"/intake/desk/{ticket.number}")
    person.sees("已登记")


def test_after_signing_out_the_back_button_shows_nothing(people: People) -> None:
    person = people("")
    person.sign_in("auditor")
    person.visit("/identity/me")
    person.page.get_by_role("button", name="退出", exact=True).click()
    person.sees("已退出登录")
    person.page.go_back()
    person.sees("登录")
    assert "吴审计" not in person.page.locator("header").inner_text()
