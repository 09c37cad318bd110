import pytest

from services.identity.readmodels.accounts import listed
from tests.integration.identity.office import PASSWORD, Browser, Office

NEW = {
    "account": "zheng",
    "name": "郑新人",
    "unit": "housing",
    "post": "科员",
    "roles": ["officer", "head"],
    "password": "a-long-enough-one",
}


@pytest.fixture
def admin(browser: Browser) -> Browser:
    browser.sign_in("secadmin")
    return browser


def make(admin: Browser, **change: object) -> str:
    """Creates an account; where it led, or the page that says what is wrong."""
    answer = admin.post("/identity/accounts", {**NEW, **change}, page="/identity/accounts")
    return answer.headers.get("Location") or answer.text


def test_a_security_administrator_makes_an_account_that_signs_in(office: Office, admin: Browser) -> None:
    assert make(admin) == "/identity/accounts/zheng?said=done.account_created"
    shown = admin.get("/identity/accounts/zheng?said=done.account_created").text
    assert all(word in shown for word in ("郑新人", "住建局", "科员", "经办人", "单位负责人", "账号已建立"))
    fresh = office.browser()
    assert fresh.sign_in("zheng", "a-long-enough-one").status_code == 303
    assert fresh.who.roles == ("head", "officer")
    created = office.said("account.created")[-1]
    assert created.actor.account == "secadmin"
    assert created.subject == "account/zheng"


def test_sending_the_form_twice_makes_one_account_with_the_first_password(office: Office, admin: Browser) -> None:
    first = make(admin)
    assert make(admin, password="another-long-one") == first
    assert office.browser().sign_in("zheng", "a-long-enough-one").status_code == 303
    assert office.browser().sign_in("zheng", "another-long-one").status_code == 422


def test_a_taken_name_changes_neither_account_nor_password(office: Office, admin: Browser) -> None:
    page = make(admin, account="ops")
    assert "账号“ops”已经有了" in page
    assert office.browser().sign_in("ops", "a-long-enough-one").status_code == 422
    assert office.browser().sign_in("ops").status_code == 303


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "short"}, "密码至少 10 个字"),
        ({"password": "aaaaaaaaaaaa"}, "太容易猜到"),
        ({"account": "long-enough-name", "password": "Long-Enough-Name"}, "太容易猜到"),
        ({"account": "张三"}, "账号名应为"),
        ({"roles": ["system_admin", "audit_admin"]}, "同一账号不得兼任：审计管理员、系统管理员"),
        ({"roles": ["emperor"]}, "没有角色“emperor”"),
        ({"unit": "moon"}, "没有单位“moon”"),
        ({"roles": []}, "请填写这一项"),
        ({"name": ""}, "请填写这一项"),
    ],
)
def test_what_may_not_be_is_said_above_the_form_and_nothing_is_made(
    office: Office, admin: Browser, change: dict[str, object], sentence: str
) -> None:
    before = len(office.said("account.created"))
    page = make(admin, **change)
    assert sentence in page
    kept = {**NEW, **change}
    assert [f'value="{kept[name]}"' in page for name in ("account", "name") if kept[name]] == [True] * (
        2 if kept["name"] else 1
    )
    assert len(office.said("account.created")) == before


def test_roles_are_granted_and_revoked_on_the_page(office: Office, admin: Browser) -> None:
    path = "/identity/accounts/tax.officer"
    admin.post(f"{path}/grant", {"role": "head"}, page=path)
    admin.post(f"{path}/revoke", {"role": "officer"}, page=path)
    assert office.said("account.role_revoked")[-1].data == {"account": "tax.officer", "role": "officer"}
    items = {one["account"]: one for one in admin.get("/identity/api/v1/accounts").get_json()["items"]}
    assert items["tax.officer"]["roles"] == ["head"]


def test_what_is_apart_is_refused_in_words(admin: Browser) -> None:
    path = "/identity/accounts/auditor"
    answer = admin.post(f"{path}/grant", {"role": "system_admin"}, page=path)
    assert answer.status_code == 409
    assert "同一账号不得兼任：审计管理员、系统管理员" in answer.text


def test_nobody_raises_the_own_rights(office: Office, admin: Browser) -> None:
    path = "/identity/accounts/secadmin"
    for deed, form in (("grant", {"role": "officer"}), ("disable", {}), ("password", {"password": "brand-new-one"})):
        answer = admin.post(f"{path}/{deed}", form, page=path)
        assert "请由另一位安全管理员办理" in answer.text
    assert admin.who.roles == ("security_admin",)
    assert office.browser().sign_in("secadmin").status_code == 303


def test_a_disabled_account_is_out_at_once_and_stays_out(office: Office, admin: Browser) -> None:
    victim = office.browser()
    victim.sign_in("tax.officer")
    path = "/identity/accounts/tax.officer"
    answer = admin.post(f"{path}/disable", page=path)
    assert answer.headers["Location"] == f"{path}?said=done.account_disabled"
    assert victim.get("/identity/me").headers["Location"].startswith("/identity/sign-in")
    assert victim.get("/identity/renew").headers["Location"].startswith("/identity/sign-in")
    assert office.said("session.ended")[-1].data == {"account": "tax.officer", "why": "disabled"}
    assert "此账号已停用" in victim.sign_in("tax.officer").text
    assert "账号或密码不正确" in office.browser().sign_in("tax.officer", "wrong-password").text
    assert "已停用" in admin.get("/identity/accounts").text


def test_a_reset_password_replaces_the_old_one_and_ends_the_sign_ins(office: Office, admin: Browser) -> None:
    person = office.browser()
    person.sign_in("tax.officer")
    path = "/identity/accounts/tax.officer"
    admin.post(f"{path}/password", {"password": "brand-new-one"}, page=path)
    assert person.get("/identity/me").status_code == 303
    assert office.browser().sign_in("tax.officer").status_code == 422
    assert office.browser().sign_in("tax.officer", "brand-new-one").status_code == 303
    assert office.said("account.password_changed")[-1].actor.account == "secadmin"


def test_a_person_changes_the_own_password_and_stays_signed_in_here_alone(office: Office, browser: Browser) -> None:
    elsewhere = office.browser()
    elsewhere.sign_in("ops")
    browser.sign_in("ops")
    wrong = browser.post("/identity/password", {"old": "not-this-one", "new": "brand-new-one"}, page="/identity/me")
    assert "现在的密码不正确" in wrong.text
    browser.post("/identity/password", {"old": PASSWORD, "new": "brand-new-one"}, page="/identity/me")
    assert browser.get("/identity/me").status_code == 200
    assert elsewhere.get("/identity/me").status_code == 303
    assert office.browser().sign_in("ops", "brand-new-one").status_code == 303


@pytest.mark.parametrize("path", ["/identity/accounts", "/identity/accounts/ops", "/identity/api/v1/accounts"])
def test_only_who_keeps_accounts_sees_them(browser: Browser, path: str) -> None:
    browser.sign_in("sysadmin")
    assert browser.get(path).status_code == 403


def test_an_account_that_is_not_there_is_not_found(admin: Browser) -> None:
    assert admin.get("/identity/accounts/nobody").status_code == 404
    assert admin.post("/identity/accounts/nobody/disable", page="/identity/me").status_code == 404


def test_accounts_are_paged_by_name(office: Office, admin: Browser) -> None:
    names = [row.account for row in listed(office.house.engine, "", 200)]
    assert names == sorted(names)
    assert [row.account for row in listed(office.house.engine, names[2], 2)] == names[3:5]
    assert admin.get("/identity/accounts?cursor=nonsense").status_code == 422


def test_passwords_stand_nowhere_in_the_clear(office: Office, admin: Browser) -> None:
    make(admin, password="canary-word-4711")
    office.close()
    kept = b"".join(path.read_bytes() for path in office.folder.glob("identity.db*"))
    assert b"canary-word-4711" not in kept
    assert b"$argon2id$v=19$" in kept


def test_no_entry_holds_a_hash_or_a_secret(office: Office, admin: Browser) -> None:
    make(admin)
    for fact in office.said():
        assert "argon2" not in str(fact.data)
        assert admin.renewal.partition(".")[2] not in str(fact)
