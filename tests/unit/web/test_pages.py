from datetime import timedelta

import pytest
from werkzeug.wrappers import Response

from shared.access.tokens import sign
from shared.access.who import Who
from shared.web.addresses import safe_next
from tests.unit.web.hall import KEY, LI, NOW, WANG, DatabaseAway, Hall, another, rejected

NOTE = {"title": "漏水", "text": "三号楼\r\n漏水 "}


def text(response: Response, status: int = 200) -> str:
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html; charset=utf-8")
    return response.get_data(as_text=True)


def test_a_form_is_done_once_and_then_seen() -> None:
    hall = Hall()
    response = hall.post("/hall/note", WANG, {**NOTE, "at": "2026-11-24T09:30", "units": ["tax", "housing"]})
    assert (response.status_code, response.headers["Location"]) == (303, "/hall/orders?state=new&said=done.noted")
    form, key, account = hall.house.done[0]
    assert form == {"title": "漏水", "text": "三号楼\n漏水", "at": NOW, "units": ["tax", "housing"]}
    assert (key, account) == ("once-1", "wang")


def test_what_was_done_is_said_once_by_code_only() -> None:
    hall = Hall()
    assert "已记下。" in text(hall.ask("GET", "/hall/orders?said=done.noted", who=WANG))
    for other in ("order.bad_number", "done.unknown", "<b>您的账户已冻结</b>"):
        page = text(hall.ask("GET", f"/hall/orders?said={other}", who=WANG))
        assert 'role="status"' not in page


def test_a_refused_form_comes_back_with_what_was_typed_and_the_faults() -> None:
    hall = Hall()
    page = text(hall.post("/hall/note", WANG, {"title": "很" * 21, "text": "内容在此", "level": "key"}), 422)
    assert "不能为空，最多 20 个字" in page
    assert "内容在此</textarea>" in page
    assert f'value="{"很" * 21}"' in page
    assert '<option value="key" selected>' in page
    assert 'aria-invalid="true"' in page
    assert 'href="#f-title"' in page
    assert hall.house.done == []


def test_blank_is_not_given() -> None:
    hall = Hall()
    page = text(hall.post("/hall/note", WANG, {"title": "  ", "text": "内容", "level": ""}), 422)
    assert page.count("请填写这一项") == 2
    assert "请从列出的选项中选择" not in page


def test_a_rejected_form_comes_back_with_the_sentence() -> None:
    hall = Hall()
    hall.house.trouble = rejected()
    page = text(hall.post("/hall/note", WANG, NOTE), 409)
    assert "工单 7 还没有派单" in page
    assert 'value="漏水"' in page


def test_without_a_form_to_show_again_the_error_page_names_the_fields() -> None:
    page = text(Hall().post("/hall/bare", WANG, {"title": "x"}), 422)
    assert "请填写这一项" in page
    assert "请返回上一页" in page


def test_unknown_fields_of_a_form_are_refused_but_not_the_hidden_ones() -> None:
    page = text(Hall().post("/hall/note", WANG, {**NOTE, "role": "admin"}), 422)
    assert "没有这个字段" in page


def test_unknown_queries_of_a_page_are_passed_over() -> None:
    assert "工单 new" in text(Hall().ask("GET", "/hall/orders?state=new&utm_source=wechat", who=WANG))


def test_what_people_typed_is_never_markup() -> None:
    hall = Hall()
    evil = "</textarea><script>alert(1)</script>"
    page = text(hall.post("/hall/note", WANG, {"title": '"><img src=x onerror=1>', "text": evil, "level": "<i>"}), 422)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;" in page
    hall.house.done.append(evil)
    assert "<script>alert" not in text(hall.ask("GET", "/hall/orders", who=another(WANG, name="<script>alert(2)")))
    assert "<script>alert" not in text(hall.ask("GET", "/hall/<script>alert(1)"), 404)


def test_nobody_is_sent_to_sign_in_and_back() -> None:
    response = Hall().ask("GET", "/hall/orders?state=a&b=c%20d")
    assert response.status_code == 303
    assert response.headers["Location"] == "/identity/sign-in?next=%2Fhall%2Forders%3Fstate%3Da%26b%3Dc%2520d"


def test_a_form_of_nobody_is_401_and_says_what_to_do() -> None:
    page = text(Hall().ask("POST", "/hall/note", data=NOTE), 401)
    assert "去登录" in page


def expired() -> str:
    return sign(KEY, WANG, NOW - timedelta(minutes=6))


def test_an_expired_token_is_renewed_and_the_page_comes() -> None:
    response = Hall().ask("GET", "/hall/orders?state=a", token=expired())
    assert (response.status_code, response.headers["Location"]) == (
        303,
        "/identity/renew?next=%2Fhall%2Forders%3Fstate%3Da",
    )
    assert "Set-Cookie" not in response.headers


def test_an_expired_token_keeps_the_body_of_a_form() -> None:
    hall = Hall()
    response = hall.ask("POST", "/hall/note", token=expired(), data=NOTE)
    assert (response.status_code, response.headers["Location"]) == (307, "/identity/renew?next=%2Fhall%2Fnote")
    assert hall.house.done == []


def test_the_same_form_counts_after_renewal() -> None:
    hall = Hall()
    renewed = another(WANG, roles=("officer", "guest"))
    assert hall.csrf(renewed) == hall.csrf(WANG)
    assert hall.post("/hall/note", renewed, NOTE).status_code == 303


def test_a_public_page_takes_an_expired_token_for_nobody() -> None:
    assert Hall().ask("GET", "/hall/", token=expired()).get_data() == b"hello stranger "
    assert Hall().ask("GET", "/hall/", who=WANG).get_data() == b"hello wang "


@pytest.mark.parametrize("token", ["rubbish", "a.b.c"])
def test_a_bad_cookie_is_dropped(token: str) -> None:
    response = Hall().ask("GET", "/hall/me", token=token)
    assert response.headers["Location"].startswith("/identity/sign-in")
    assert response.headers["Set-Cookie"].startswith("huying=; Expires=Thu, 01 Jan 1970")


def test_a_bearer_does_not_sign_in_to_pages() -> None:
    assert Hall().ask("GET", "/hall/me", bearer=sign(KEY, WANG, NOW)).status_code == 303


def test_default_deny_is_403_with_the_navigation_to_go_elsewhere() -> None:
    page = text(Hall().ask("GET", "/hall/orders", who=LI), 403)
    assert "您没有办理此项的权限" in page
    assert "李某" in page
    assert "系统管理员" in page


def test_an_unknown_role_is_denied() -> None:
    assert Hall().ask("GET", "/hall/orders", who=another(WANG, roles=("king",))).status_code == 403


def test_the_navigation_shows_what_one_may_do() -> None:
    page = text(Hall().ask("GET", "/hall/orders", who=WANG))
    assert '<a href="/hall/orders" aria-current="page">工单</a>' in page
    assert '<a href="/hall/all">总览</a>' in page
    assert "签发" not in page
    assert "督办" not in page
    assert "区住建局 · 科员" in page


def test_a_pages_body_is_limited_and_typed() -> None:
    hall = Hall()
    assert "内容太大" in text(hall.post("/hall/note", WANG, {"title": "x", "text": "x" * 2000}), 413)
    assert "内容类型" in text(hall.ask("POST", "/hall/note", who=WANG, json=NOTE), 415)
    assert "不支持这种操作" in text(hall.ask("PUT", "/hall/note", who=WANG, data=NOTE), 405)


def test_a_multipart_form_is_read_too() -> None:
    hall = Hall()
    assert hall.post("/hall/note", WANG, NOTE, content_type="multipart/form-data").status_code == 303


def test_a_database_that_is_away_is_503_on_pages_too() -> None:
    hall = Hall()
    hall.house.trouble = DatabaseAway()
    response = hall.post("/hall/note", WANG, NOTE)
    assert "稍等片刻" in text(response, 503)
    assert response.headers["Retry-After"] == "5"


def test_the_service_answers_wherever_it_is_mounted() -> None:
    hall = Hall()
    assert hall.ask("GET", "/hall/me", who=WANG, mounted=True).status_code == 200
    away = hall.ask("GET", "/hall/me?a=b", mounted=True).headers["Location"]
    assert away == "/identity/sign-in?next=%2Fhall%2Fme%3Fa%3Db"
    assert hall.ask("GET", "/hall", mounted=False).status_code == 200


@pytest.mark.parametrize(
    "address", ["", "https://evil.example/", "//evil.example", "/\\evil", "/\t/evil", "javascript:x", "orders", "/a b"]
)
def test_going_on_leads_nowhere_else(address: str) -> None:
    assert safe_next(address, "/home") == "/home"


def test_going_on_leads_to_our_pages() -> None:
    assert safe_next("/hall/orders?state=a&b=%E5%8A%9E#x") == "/hall/orders?state=a&b=%E5%8A%9E#x"


def test_a_sign_in_with_a_long_name_still_fits_a_cookie() -> None:
    who = Who("a" * 60, "名" * 30, "housing", "职" * 30, ("officer", "head", "dispatcher"), "s" * 36)
    assert len(sign(KEY, who, NOW)) < 3500
