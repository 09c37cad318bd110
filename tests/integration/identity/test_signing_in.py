import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.identity.demo import demo_accounts
from shared.access.tokens import NotSignedIn
from tests.integration.identity.office import PASSWORD, Browser, Office

SAME = "账号或密码不正确"


def test_the_right_password_opens_a_session_and_leads_on(office: Office, browser: Browser) -> None:
    answer = browser.sign_in("housing.officer", next="/routing/work-orders?state=new")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/routing/work-orders?state=new")
    assert browser.who.account == "housing.officer"
    assert browser.who.unit == "housing"
    assert browser.who.roles == ("officer",)
    opened = office.said("session.opened")[-1]
    assert opened.subject == f"session/{browser.who.session}"
    assert opened.data == {"account": "housing.officer"}
    assert (opened.actor.account, opened.actor.unit) == ("housing.officer", "housing")


def test_every_demo_account_signs_in(office: Office) -> None:
    for one in demo_accounts(office.house.rulebook.current):
        browser = office.browser()
        assert browser.sign_in(one.account, one.password).status_code == 303
        assert one.name in browser.get("/identity/").text


def test_the_account_may_be_typed_in_capitals_and_the_password_with_blanks_around_it(browser: Browser) -> None:
    assert browser.sign_in(" Dispatcher ", f" {PASSWORD} ").status_code == 303


def test_the_renewal_is_for_identity_alone_and_no_script_reads_a_cookie(browser: Browser) -> None:
    cookies = {one.partition("=")[0]: one for one in browser.sign_in("ops").headers.getlist("Set-Cookie")}
    assert cookies.keys() == {"huying", "huying_renewal"}
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies.values())
    assert "Path=/identity" in cookies["huying_renewal"]
    assert "Max-Age=43200" in cookies["huying_renewal"]
    assert "Max-Age" not in cookies["huying"]


def test_every_sign_in_is_another_session_and_the_one_before_ends(office: Office, browser: Browser) -> None:
    browser.sign_in("ops")
    first, token = browser.who, browser.cookie("huying")
    answer = browser.post("/identity/sign-in", {"account": "ops", "password": PASSWORD}, page="/identity/me")
    assert answer.status_code == 303
    assert browser.who.session != first.session
    assert office.said("session.ended")[-1].data == {"account": "ops", "why": "replaced"}
    assert office.world.keys.revocations.cover(first)
    browser.client.set_cookie("huying", token)
    assert browser.get("/identity/me").status_code == 303


@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(browser: Browser, goal: str) -> None:
    assert browser.sign_in("ops", next=goal).headers["Location"] == "/identity/"
    assert browser.get(f"/identity/renew?next={goal}").headers["Location"] == "/identity/"


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(office: Office, browser: Browser) -> None:
    wrong, unknown = browser.sign_in("ops", "not-the-password"), browser.sign_in("nobody", "not-the-password")
    assert wrong.status_code == unknown.status_code == 422
    assert SAME in wrong.text
    assert SAME in unknown.text
    assert not browser.cookie("huying")
    said = [fact.data for fact in office.said("session.refused")]
    code = "session.wrong_password"
    assert said == [{"account": "ops", "code": code}, {"account": "", "code": code}]


def test_what_was_typed_as_an_unknown_account_is_kept_nowhere(office: Office, browser: Browser) -> None:
    browser.sign_in("my-secret-password-typed-here", "ops")
    office.close()
    kept = b"".join(path.read_bytes() for path in office.folder.glob("identity.db*"))
    assert b"my-secret-password" not in kept


def test_the_password_is_never_shown_again(browser: Browser) -> None:
    assert "not-the-password" not in browser.sign_in("ops", "not-the-password").text


@pytest.mark.parametrize("account", ["ops", "nobody"])
def test_the_fifth_failure_locks_even_for_the_right_password(office: Office, browser: Browser, account: str) -> None:
    answers = [browser.sign_in(account, f"wrong-number-{n}").text for n in range(5)]
    assert all(f"再错 {4 - n} 次" in answers[n] for n in range(4))
    assert "已锁定，请 15 分钟后再试" in answers[4]
    entries = len(office.said())
    office.pass_time(minutes=14, seconds=59)
    assert "已锁定，请 1 分钟后再试" in browser.sign_in(account).text
    assert len(office.said()) == entries
    assert office.said("session.refused")[-1].data["code"] == "session.locked"


def test_the_lock_ends_after_fifteen_minutes_and_outlives_a_restart(office: Office, browser: Browser) -> None:
    for n in range(5):
        browser.sign_in("ops", f"wrong-number-{n}")
    again = office.restarted()
    try:
        assert again.browser().sign_in("ops").status_code == 422
        again.pass_time(minutes=15)
        assert again.browser().sign_in("ops").status_code == 303
    finally:
        again.close()


def test_the_right_password_gives_the_failed_tries_back(browser: Browser) -> None:
    for _ in range(3):
        for n in range(4):
            browser.sign_in("ops", f"wrong-number-{n}")
        assert browser.office.browser().sign_in("ops").status_code == 303


def test_one_locked_account_locks_no_other(office: Office, browser: Browser) -> None:
    for n in range(5):
        browser.sign_in("ops", f"wrong-number-{n}")
    assert office.browser().sign_in("leader").status_code == 303


def test_accounts_and_passwords_outlive_a_restart(office: Office) -> None:
    browser = office.browser()
    browser.sign_in("leader")
    again = office.restarted()
    try:
        later = again.browser()
        later.client.set_cookie("huying_renewal", browser.renewal, path="/identity")
        assert later.get("/identity/renew?next=/identity/me").headers["Location"] == "/identity/me"
        assert later.who.session == browser.who.session
        assert again.browser().sign_in("leader").status_code == 303
    finally:
        again.close()


def test_a_form_from_another_site_signs_nobody_in(browser: Browser) -> None:
    data = {"account": "ops", "password": PASSWORD}
    answer = browser.client.post("/identity/sign-in", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_a_token_of_somebody_elses_key_is_nobody(office: Office, browser: Browser) -> None:
    browser.sign_in("ops")
    stranger = Office(office.folder / "stranger")
    try:
        with pytest.raises(NotSignedIn):
            _ = Browser(stranger).who
        other = stranger.browser()
        other.client.set_cookie("huying", browser.cookie("huying"))
        assert other.get("/identity/me").headers["Location"].startswith("/identity/sign-in?next=")
    finally:
        stranger.close()


def test_many_guesses_at_the_same_time_are_no_more_than_five(office: Office) -> None:
    checked = threading.Semaphore(0)

    def offload(work: Callable[[], Any]) -> Any:
        checked.release()
        return work()

    office.world.offload = offload
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda n: office.browser().sign_in("ops", f"guess-number-{n}"), range(16)))
    assert {answer.status_code for answer in answers} == {422}
    assert sum(checked.acquire(blocking=False) for _ in range(17)) == 5
    assert len(office.said("session.refused")) == 5


def test_one_renewal_shown_many_times_at_once_gives_one_new_secret(office: Office, browser: Browser) -> None:
    browser.sign_in("ops")
    tabs = [office.browser() for _ in range(8)]
    for tab in tabs:
        tab.client.set_cookie("huying_renewal", browser.renewal, path="/identity")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda tab: tab.get("/identity/renew?next=/identity/me"), tabs))
    assert {answer.headers["Location"] for answer in answers} == {"/identity/me"}
    assert len({tab.renewal for tab in tabs}) == 2
    assert not office.said("session.ended")
