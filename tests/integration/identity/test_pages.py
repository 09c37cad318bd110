import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.identity import passwords
from services.identity.demo import create_demo_accounts
from services.identity.first import create_first_administrator
from services.identity.web.tiles import PURPOSES
from shared.kernel.rejection import Rejected
from shared.web.navigation import PLACES
from tests.integration.identity.office import Browser, Office


def test_the_sign_in_page_of_the_demo_offers_every_chair_at_one_click(office: Office, browser: Browser) -> None:
    page = browser.get("/identity/sign-in?next=/routing/desk").text
    made = create_demo_accounts(office.house)
    assert page.count('name="password" value="huying-demo"') == len(made) >= 20
    assert page.count('name="next" value="/routing/desk"') == len(made) + 1
    assert all(word in page for word in ("陈分办", "分办员", "政数局", "周督查", "郑纪检"))


def test_outside_the_demo_no_account_is_made_or_shown(tmp_path: Path) -> None:
    plain = Office(tmp_path / "plain", demo=False).adopt()
    try:
        with pytest.raises(ValueError, match="demo"):
            create_demo_accounts(plain.house)
        page = plain.browser().get("/identity/sign-in").text
        assert "huying-demo" not in page
        assert "演示" not in page
        assert not plain.said()
    finally:
        plain.close()


def test_making_the_demos_accounts_twice_makes_them_once(office: Office) -> None:
    entries = len(office.said())
    made = create_demo_accounts(office.house)
    assert len(office.said()) == entries == len(made)
    assert {one.unit for one in made if "officer" in one.roles} >= {"housing", "tax", "commerce"}


def test_the_first_administrator_can_do_what_is_needed_and_is_made_once(tmp_path: Path) -> None:
    plain = Office(tmp_path / "plain", demo=False).adopt()
    try:
        for _ in range(2):
            create_first_administrator(plain.house, "admin", "quite-a-long-one")
        with pytest.raises(Rejected, match="not_the_first"):
            create_first_administrator(plain.house, "second", "quite-a-long-one")
        assert len(plain.said("account.created")) == 1
        browser = plain.browser()
        browser.sign_in("admin", "quite-a-long-one")
        assert browser.get("/identity/accounts").status_code == 200
    finally:
        plain.close()


def test_said_again_when_there_are_other_accounts_the_first_administrator_stays_as_it_is(tmp_path: Path) -> None:
    plain = Office(tmp_path / "plain", demo=False).adopt()
    try:
        create_first_administrator(plain.house, "admin", "quite-a-long-one")
        browser = plain.browser()
        browser.sign_in("admin", "quite-a-long-one")
        new = {"account": "another", "name": "另一人", "unit": "", "post": "", "roles": "audit_admin"}
        browser.post("/identity/accounts", {**new, "password": "a-first-password"}, page="/identity/accounts")
        assert len(plain.said("account.created")) == 2
        create_first_administrator(plain.house, "admin", "quite-another-one")
        assert len(plain.said("account.created")) == 2
        assert plain.browser().sign_in("admin", "quite-a-long-one").status_code == 303
    finally:
        plain.close()


def test_a_weak_first_password_makes_no_account(tmp_path: Path) -> None:
    plain = Office(tmp_path / "plain", demo=False).adopt()
    try:
        with pytest.raises(Rejected, match="too_short"):
            create_first_administrator(plain.house, "admin", "short")
        assert not plain.said()
    finally:
        plain.close()


def test_before_the_rules_are_adopted_there_is_no_first_administrator(tmp_path: Path) -> None:
    early = Office(tmp_path / "early", demo=False)
    try:
        with pytest.raises(Rejected, match="unknown_role"):
            create_first_administrator(early.house, "admin", "quite-a-long-one")
    finally:
        early.close()


def tiles_of(page: str) -> list[str]:
    return re.findall(r'<li><a href="([^"]+)"><b>', page)


def test_the_start_page_leads_where_the_roles_may_go(office: Office, browser: Browser) -> None:
    browser.sign_in("dispatcher")
    page = browser.get("/identity/").text
    assert "陈分办，您好" in page
    assert {"/intake/desk", "/routing/desk", "/ledger/cases"} <= set(tiles_of(page))
    assert "/identity/accounts" not in tiles_of(page)
    admin = office.browser()
    admin.sign_in("secadmin")
    assert tiles_of(admin.get("/identity/").text) == ["/routing/rules", "/identity/accounts"]


def test_every_place_of_the_navigation_has_a_purpose() -> None:
    assert {item.path for item in PLACES} == PURPOSES.keys()


def test_the_own_page_says_who_one_is(browser: Browser) -> None:
    browser.sign_in("housing.head")
    page = browser.get("/identity/me").text
    assert all(word in page for word in ("housing.head", "赵局长", "住建局", "单位负责人"))
    assert "/routing/work-orders" in tiles_of(page)
    assert browser.get("/identity/api/v1/me").get_json()["roles"] == ["head"]


def test_without_signing_in_there_is_only_the_sign_in_page(browser: Browser) -> None:
    for path in ("/identity/me", "/identity/accounts"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/identity/sign-in")
    assert browser.get("/identity/api/v1/me").status_code == 401


def test_a_visitor_finds_what_askers_may_do(browser: Browser) -> None:
    page = browser.get("/identity/").text
    for path in ("/intake/ask", "/intake/follow", "/intake/complain", "/identity/sign-in"):
        assert f'href="{path}"' in page
    assert "/routing/work-orders" not in page


def test_who_is_signed_in_goes_on_at_once(browser: Browser) -> None:
    browser.sign_in("ops")
    assert browser.get("/identity/sign-in?next=/identity/me").headers["Location"] == "/identity/me"


def test_passwords_are_hashed_where_they_keep_nobody_waiting(office: Office) -> None:
    """Every hash and every check goes through the world's offload."""
    done: list[str] = []

    def offload(work: Callable[[], Any]) -> Any:
        done.append("offloaded")
        return work()

    office.world.offload = offload
    passwords.set_password(office.house, "ops", "brand-new-one")
    assert passwords.fits(office.house, "ops", "brand-new-one")
    assert not passwords.fits(office.house, "", "brand-new-one")
    assert done == ["offloaded"] * 3


def test_a_service_is_ready_when_it_knows_the_roles(tmp_path: Path) -> None:
    early = Office(tmp_path / "early")
    try:
        assert early.browser().get("/identity/readyz").status_code == 503
        early.adopt()
        assert early.browser().get("/identity/readyz").status_code == 200
    finally:
        early.close()
