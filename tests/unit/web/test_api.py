import json
from typing import Any

import pytest
from werkzeug.wrappers import Response

from shared.access.tokens import new_key, sign
from shared.access.who import Who
from tests.unit.web.hall import LI, NOW, WANG, DatabaseAway, Hall, LockedAway, bearer, rejected

NOTE = {"title": "漏水", "text": "三号楼漏水"}
ORDERS, APPEALS, FEED = "/hall/api/v1/orders", "/hall/api/v1/appeals", "/hall/api/v1/feeds/12345/orders"
KEYED = {"X-Api-Key": "feed-key"}


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(response.get_data())
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert response.mimetype == "application/problem+json"
    assert body["type"] == f"/hall/docs#{code}"
    return body


def test_json_comes_back_in_snake_case_with_times_in_utc() -> None:
    hall = Hall()
    response = hall.ask("POST", APPEALS, json={**NOTE, "at": "2026-11-24T09:30:00"})
    assert response.status_code == 201
    assert json.loads(response.get_data()) == {
        "form": {**NOTE, "at": "2026-11-24T01:30:00.000000Z"},
        "at": "2026-11-24T01:30:00.000000Z",
    }


def test_a_bearer_and_the_cookie_both_sign_in_to_the_api() -> None:
    hall = Hall()
    assert json.loads(hall.ask("GET", ORDERS, bearer=bearer(WANG)).get_data())["unit"] == "housing"
    assert hall.ask("GET", ORDERS, who=WANG).status_code == 200


def test_nobody_is_401_and_told_how() -> None:
    response = Hall().ask("GET", ORDERS)
    problem(response, 401, "access.token_missing")
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_an_expired_token_is_401_and_never_a_redirect() -> None:
    old = sign(new_key(), WANG, NOW)
    problem(Hall().ask("GET", ORDERS, bearer=old), 401, "access.token_forged")
    late = Hall(at=NOW.replace(hour=2))
    problem(late.ask("GET", ORDERS, bearer=bearer(WANG)), 401, "access.token_expired")


def test_a_revoked_session_is_401() -> None:
    hall = Hall()
    hall.settings.keys.revocations.end_session("s-1", NOW)
    problem(hall.ask("GET", ORDERS, bearer=bearer(WANG)), 401, "access.revoked")


def test_without_the_permission_it_is_403() -> None:
    hall = Hall()
    problem(hall.ask("GET", ORDERS, bearer=bearer(LI)), 403, "access.not_allowed")
    problem(hall.ask("POST", "/hall/api/v1/boss", bearer=bearer(WANG), json={}), 403, "access.not_allowed")


def test_a_role_without_a_unit_sees_nothing() -> None:
    nobody = Who("zhou", roles=("officer",), session="s-3")
    problem(Hall().ask("GET", ORDERS, bearer=bearer(nobody)), 403, "access.not_allowed")


def test_an_unknown_address_is_404() -> None:
    problem(Hall().ask("GET", "/hall/api/v1/nothing"), 404, "request.not_found")


def test_another_services_address_is_404() -> None:
    assert Hall().ask("GET", "/routing/api/v1/orders").status_code == 404


def test_a_wrong_method_is_405_with_those_allowed() -> None:
    response = Hall().ask("PUT", APPEALS, json=NOTE)
    problem(response, 405, "request.method")
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize("text", [b"{", b"nothing", b'{"a":NaN}', b"\x00", b'{"title":"\\ud800"}'])
def test_malformed_json_is_400(text: bytes) -> None:
    hall = Hall()
    response = hall.ask("POST", APPEALS, data=text, content_type="application/json")
    problem(response, 400, "request.malformed_json")
    assert hall.house.done == []


def test_deep_json_is_400() -> None:
    response = Hall().ask("POST", FEED, data=b"[" * 4000, content_type="application/json", headers=KEYED)
    problem(response, 400, "request.malformed_json")


def test_other_encodings_are_400_or_415() -> None:
    hall = Hall()
    body = json.dumps(NOTE, ensure_ascii=False).encode("gb18030")
    problem(hall.ask("POST", APPEALS, data=body, content_type="application/json"), 400, "request.not_utf8")
    typed = "application/json; charset=gb18030"
    problem(hall.ask("POST", APPEALS, data=body, content_type=typed), 415, "request.content_type")


def test_a_byte_order_mark_is_read_over() -> None:
    body = b"\xef\xbb\xbf" + json.dumps(NOTE).encode()
    assert Hall().ask("POST", APPEALS, data=body, content_type="application/json").status_code == 201


def test_another_content_type_is_415_with_those_accepted() -> None:
    response = Hall().ask("POST", APPEALS, data="<a/>", content_type="application/xml")
    problem(response, 415, "request.content_type")
    assert response.headers["Accept"] == "application/json"
    assert Hall().ask("POST", APPEALS, data=NOTE).status_code == 415


def test_a_large_body_is_413_before_it_is_read() -> None:
    hall = Hall()
    problem(hall.ask("POST", APPEALS, json={**NOTE, "text": "x" * 2000}), 413, "request.too_large")
    assert hall.ask("POST", FEED, json={"text": "x" * 2000}, headers=KEYED).status_code == 201
    problem(hall.ask("POST", FEED, json={"text": "x" * 5000}, headers=KEYED), 413, "request.too_large")


def test_fields_at_fault_are_422_and_named() -> None:
    body = problem(
        Hall().ask("POST", APPEALS, json={"title": "", "level": "huge", "extra": 1, "units": ["tax", "moon"]}),
        422,
        "request.invalid",
    )
    assert {fault["name"]: fault["message"] for fault in body["fields"]} == {
        "title": "不能为空，最多 20 个字",
        "text": "请填写这一项",
        "level": "请从列出的选项中选择",
        "extra": "没有这个字段",
        "units.1": "请从列出的选项中选择",
    }


def test_wrong_types_are_422_in_chinese() -> None:
    body = problem(
        Hall().ask(
            "POST", APPEALS, json={"title": 7, "text": None, "at": "tomorrow", "reached": "perhaps", "units": 1}
        ),
        422,
        "request.invalid",
    )
    assert {fault["name"]: fault["message"] for fault in body["fields"]} == {
        "title": "应为文字",
        "text": "这一项不能为空",
        "at": "日期时间看不懂，例如 2026-11-24 09:30",
        "reached": "应为是或否",
        "units": "应为列表",
    }


def test_an_array_where_an_object_is_wanted_is_422() -> None:
    problem(Hall().ask("POST", APPEALS, json=[NOTE]), 422, "request.not_an_object")


def test_an_unknown_or_wrong_query_is_422() -> None:
    hall = Hall()
    assert problem(hall.ask("GET", f"{ORDERS}?stat=new", bearer=bearer(WANG)), 422, "request.invalid")["fields"]
    assert problem(hall.ask("GET", f"{ORDERS}?limit=x", bearer=bearer(WANG)), 422, "request.invalid")["fields"] == [
        {"name": "limit", "message": "应为数字"}
    ]
    good = hall.ask("GET", f"{ORDERS}?limit=5&state=new", bearer=bearer(WANG))
    assert json.loads(good.get_data())["form"] == {"limit": 5, "state": "new"}


def test_a_rejection_is_409_with_its_sentence() -> None:
    hall = Hall()
    hall.house.trouble = rejected("20261124-7")
    body = problem(hall.ask("POST", APPEALS, json=NOTE), 409, "order.not_dispatched")
    assert body["detail"] == "工单 20261124-7 还没有派单"
    assert body["detail_en"] == "Order 20261124-7 is not dispatched"


def test_a_rejection_of_the_input_is_422() -> None:
    hall = Hall()
    hall.house.trouble = type(rejected())("order.bad_number")
    problem(hall.ask("POST", APPEALS, json=NOTE), 422, "order.bad_number")


def test_a_rejection_without_a_sentence_still_says_its_code() -> None:
    hall = Hall()
    hall.house.trouble = type(rejected())("order.brand_new")
    assert "order.brand_new" in problem(hall.ask("POST", APPEALS, json=NOTE), 409, "order.brand_new")["detail"]


@pytest.mark.parametrize("error", [DatabaseAway("password=secret"), LockedAway()])
def test_a_database_that_is_away_is_503_with_retry_after(error: Exception) -> None:
    hall = Hall()
    hall.house.trouble = error
    response = hall.ask("POST", APPEALS, json=NOTE)
    problem(response, 503, "service.unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert b"secret" not in response.get_data()
    assert hall.reported == []


def test_an_error_of_ours_is_500_reported_and_tells_nothing() -> None:
    hall = Hall()
    hall.house.trouble = KeyError("a secret")
    response = hall.ask("POST", APPEALS, json=NOTE)
    problem(response, 500, "service.fault")
    assert b"a secret" not in response.get_data()
    assert hall.reported == [hall.house.trouble]


def test_the_idempotency_key_reaches_the_view() -> None:
    hall = Hall()
    hall.ask("POST", APPEALS, json=NOTE, headers={"Idempotency-Key": "k-1"})
    hall.ask("POST", APPEALS, json=NOTE)
    assert [key for _, key, _ in hall.house.done] == ["k-1", None]


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "钥"])
def test_a_strange_idempotency_key_is_400(key: str) -> None:
    response = Hall().ask("POST", APPEALS, json=NOTE, headers={"Idempotency-Key": key})
    problem(response, 400, "request.idempotency_key")


def test_an_action_may_have_no_body() -> None:
    hall = Hall()
    path = "/hall/api/v1/orders/7/note"
    body = problem(hall.ask("POST", path, bearer=bearer(WANG)), 422, "request.invalid")
    assert {fault["name"] for fault in body["fields"]} == {"title", "text"}


def test_head_is_answered_like_get() -> None:
    assert Hall().ask("HEAD", ORDERS, bearer=bearer(WANG)).status_code == 200


def test_every_answer_is_observed_by_its_route() -> None:
    hall = Hall()
    hall.ask("GET", "/hall/api/v1/orders/secret-number")
    hall.ask("GET", "/hall/nothing")
    assert hall.observed == [("GET", "/api/v1/orders/<no>", 401), ("GET", "", 404)]
