import pytest

from services.identity.sessions import expire
from tests.integration.identity.office import Browser, Office


@pytest.fixture
def signed_in(browser: Browser) -> Browser:
    browser.sign_in("housing.officer")
    return browser


def test_an_expired_token_leads_through_renewal_back_to_the_page(office: Office, signed_in: Browser) -> None:
    before, secret = signed_in.who, signed_in.renewal
    office.pass_time(minutes=6)
    away = signed_in.get("/identity/me?tab=1")
    assert away.status_code == 303
    back = signed_in.get(away.headers["Location"])
    assert (back.status_code, back.headers["Location"]) == (303, "/identity/me?tab=1")
    assert signed_in.get("/identity/me?tab=1").status_code == 200
    assert signed_in.who == before
    assert signed_in.renewal != secret


def test_a_form_sent_with_an_expired_token_arrives_with_all_it_carries(office: Office, signed_in: Browser) -> None:
    form = {"old": "huying-demo", "new": "another-good-one", **signed_in.hidden("/identity/me")}
    office.pass_time(minutes=6)
    away = signed_in.post("/identity/password", form)
    assert away.status_code == 307
    back = signed_in.post(away.headers["Location"], form)
    assert (back.status_code, back.headers["Location"]) == (307, "/identity/password")
    done = signed_in.post("/identity/password", form)
    assert done.headers["Location"] == "/identity/me?said=done.password_changed"


def test_pages_loaded_together_all_come_through(office: Office, signed_in: Browser) -> None:
    secret = signed_in.renewal
    office.pass_time(minutes=6)
    signed_in.get("/identity/renew?next=/identity/")
    fresh = signed_in.renewal
    office.pass_time(seconds=5)
    other_tab = office.browser()
    other_tab.client.set_cookie("huying_renewal", secret, path="/identity")
    assert other_tab.get("/identity/renew?next=/identity/me").headers["Location"] == "/identity/me"
    assert other_tab.who.account == "housing.officer"
    assert other_tab.renewal == secret
    office.pass_time(minutes=6)
    assert signed_in.get("/identity/renew?next=/identity/").headers["Location"] == "/identity/"
    assert signed_in.renewal != fresh


def test_a_stolen_renewal_used_later_ends_the_sign_in_for_both(office: Office, signed_in: Browser) -> None:
    stolen = signed_in.renewal
    office.pass_time(minutes=6)
    signed_in.get("/identity/renew?next=/identity/")
    owner = signed_in.who
    office.pass_time(minutes=2)
    thief = office.browser()
    thief.client.set_cookie("huying_renewal", stolen, path="/identity")
    assert thief.get("/identity/renew?next=/identity/").headers["Location"].startswith("/identity/sign-in")
    assert not thief.cookie("huying")
    assert office.said("session.ended")[-1].data == {"account": "housing.officer", "why": "reused"}
    assert office.world.keys.revocations.cover(owner)
    assert signed_in.get("/identity/me").headers["Location"].startswith("/identity/sign-in")


def test_the_roles_are_those_of_the_moment_of_renewal(office: Office, signed_in: Browser) -> None:
    admin = office.browser()
    admin.sign_in("secadmin")
    admin.post("/identity/accounts/housing.officer/grant", {"role": "head"}, page="/identity/me")
    assert list(signed_in.who.roles) == ["officer"]
    signed_in.get("/identity/renew?next=/identity/")
    assert list(signed_in.who.roles) == ["head", "officer"]


def test_twelve_hours_after_signing_in_it_is_over(office: Office, signed_in: Browser) -> None:
    for _ in range(3):
        office.pass_time(hours=3, minutes=59)
        signed_in.get("/identity/renew?next=/identity/")
    assert signed_in.who.account == "housing.officer"
    office.pass_time(minutes=4)
    answer = signed_in.get("/identity/renew?next=/identity/me")
    assert answer.headers["Location"] == "/identity/sign-in?next=%2Fidentity%2Fme"
    assert not signed_in.renewal
    assert signed_in.get(answer.headers["Location"]).status_code == 200


def test_the_timer_ends_what_is_over_and_nothing_else(office: Office) -> None:
    office.browser().sign_in("housing.officer")
    office.pass_time(hours=6)
    office.browser().sign_in("ops")
    office.pass_time(hours=6)
    expire(office.house)
    expire(office.house)
    ended = office.said("session.ended")
    assert [fact.data for fact in ended] == [{"account": "housing.officer", "why": "expired"}]
    assert ended[0].actor.account == "system:identity"


def test_a_form_that_cannot_be_renewed_says_that_it_was_lost(office: Office, signed_in: Browser) -> None:
    signed_in.client.delete_cookie("huying_renewal", path="/identity")
    office.pass_time(minutes=6)
    answer = signed_in.post("/identity/renew?next=/routing/work-orders/7/sign", {"note": "…"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/identity/sign-in?said=done.form_lost")
    assert "刚才提交的内容没有保存" in signed_in.get(answer.headers["Location"]).text


@pytest.mark.parametrize("cookie", ["", ".", "x", "x.y", "é.ü", "0" * 4000])
def test_a_renewal_of_nobody_is_shown_to_the_sign_in_page(office: Office, cookie: str) -> None:
    stranger = office.browser()
    stranger.client.set_cookie("huying_renewal", cookie, path="/identity")
    answer = stranger.get("/identity/renew?next=/identity/me")
    assert answer.headers["Location"] == "/identity/sign-in?next=%2Fidentity%2Fme"
    assert not office.said("session.ended")


def test_somebody_who_can_be_renewed_is_not_asked_for_the_password(signed_in: Browser) -> None:
    signed_in.client.delete_cookie("huying")
    answer = signed_in.get("/identity/sign-in?next=/identity/me")
    assert answer.headers["Location"] == "/identity/renew?next=%2Fidentity%2Fme"


def test_signing_out_ends_the_session_at_once(office: Office, signed_in: Browser) -> None:
    who, renewal, token = signed_in.who, signed_in.renewal, signed_in.cookie("huying")
    answer = signed_in.post("/identity/sign-out", page="/identity/me")
    assert answer.headers["Location"] == "/identity/sign-in?said=done.signed_out"
    assert not signed_in.cookie("huying")
    assert not signed_in.renewal
    assert office.said("session.ended")[-1].data == {"account": who.account, "why": "signed_out"}
    signed_in.client.set_cookie("huying", token)
    signed_in.client.set_cookie("huying_renewal", renewal, path="/identity")
    assert signed_in.get("/identity/me").headers["Location"].startswith("/identity/sign-in")
    assert signed_in.get("/identity/renew").headers["Location"].startswith("/identity/sign-in")


def test_signing_out_works_with_an_expired_token_too(office: Office, signed_in: Browser) -> None:
    office.pass_time(minutes=6)
    signed_in.post("/identity/sign-out")
    assert office.said("session.ended")[-1].data["why"] == "signed_out"


def test_knowing_the_name_of_a_session_ends_nothing(office: Office, signed_in: Browser) -> None:
    stranger = office.browser()
    stranger.client.set_cookie("huying_renewal", f"{signed_in.who.session}.guess", path="/identity")
    stranger.post("/identity/sign-out")
    assert not office.said("session.ended")
