import pytest
from werkzeug.wrappers import Response

from shared.access.tokens import sign
from tests.unit.web.hall import KEY, LI, NOW, WANG, Hall, another

NOTE = {"title": "漏水", "text": "三号楼漏水"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def text(response: Response, status: int = 200) -> str:
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html; charset=utf-8")
    return response.get_data(as_text=True)


def test_a_form_from_another_site_is_refused() -> None:
    hall = Hall()
    foreign = ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"})
    for headers in (*foreign, {"Origin": "null"}):
        assert "不是从本系统的页面发出" in text(hall.post("/hall/note", WANG, NOTE, headers=headers), 403)
        assert text(hall.post("/hall/ask", None, NOTE, headers=headers), 403)
    assert hall.house.done == []
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        assert hall.post("/hall/note", WANG, NOTE, headers=headers).status_code == 303


def test_a_form_without_its_token_is_refused() -> None:
    hall = Hall()
    for data in (NOTE, {**NOTE, "csrf": ""}, {**NOTE, "csrf": hall.csrf(LI)}, {**NOTE, "csrf": "令牌"}):
        assert "页面已过期" in text(hall.ask("POST", "/hall/note", who=WANG, data=data), 403)
    assert hall.house.done == []


def test_a_sign_in_without_a_session_can_post_nothing() -> None:
    nameless = another(WANG, session="")
    assert Hall().post("/hall/note", nameless, {**NOTE, "csrf": ""}).status_code == 403


def test_nobody_may_send_a_public_form() -> None:
    hall = Hall()
    assert hall.post("/hall/ask", None, NOTE).status_code == 303
    assert hall.house.done[0][2] == ""


def test_the_cookie_of_a_browser_cannot_be_ridden_to_the_api() -> None:
    hall = Hall()
    path = "/hall/api/v1/orders/7/note"
    evil = {"Sec-Fetch-Site": "cross-site"}
    assert hall.ask("POST", path, who=WANG, json=NOTE, headers=evil).status_code == 403
    assert hall.ask("POST", path, who=WANG, json=NOTE).status_code == 201
    assert hall.ask("POST", path, bearer=sign(KEY, WANG, NOW), json=NOTE, headers=evil).status_code == 201


@pytest.mark.parametrize("path", ["/hall/orders", "/hall/nothing", "/hall/api/v1/orders", "/hall/", "/hall/note"])
def test_every_answer_has_the_security_headers(path: str) -> None:
    for who in (WANG, LI, None):
        headers = Hall().ask("GET", path, who=who).headers
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "Strict-Transport-Security" not in headers


def test_with_https_browsers_stay_with_it() -> None:
    hall = Hall(secure=True)
    response = hall.ask("GET", "/hall/me", token="rubbish")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Secure" in response.headers["Set-Cookie"]
