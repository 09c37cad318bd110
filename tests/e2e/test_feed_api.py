"""The feed API as a hotline's programmer meets it."""

import json
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, APIResponse

from tests.e2e.running import Running

ORDERS = "/intake/api/v1/feeds/12345/orders"
MIB = 1024 * 1024
ORDER: dict[str, Any] = {
    "source_no": "E2E-1",
    "kind": "咨询",
    "title": "厂区路灯不亮",
    "text": "厂区门前道路的路灯不亮，请派人修理。",
    "asked_at": "2026-11-20 09:30",
}


class Hotline:
    """The programmer's side: a key, and bytes sent with it."""

    def __init__(self, api: APIRequestContext, key: str) -> None:
        self._api, self._key = api, key

    def send(self, body: bytes | object, key: str | None = None, path: str = ORDERS) -> APIResponse:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self._key if key is None else key}", "Content-Type": "application/json"}
        return self._api.post(path, data=data, headers=headers)

    def status(self, number: str) -> APIResponse:
        return self._api.get(f"{ORDERS}/{number}", headers={"Authorization": f"Bearer {self._key}"})


@pytest.fixture
def hotline(api: APIRequestContext, demo: Running) -> Hotline:
    return Hotline(api, demo.feed_keys["12345"])


def problem(answer: APIResponse, status: int, code: str) -> dict[str, Any]:
    """The problem document of this status and code."""
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text()
    document: dict[str, Any] = answer.json()
    assert document["code"] == code
    return document


def test_a_new_order_is_created_and_the_same_again_is_known(hotline: Hotline) -> None:
    order = {**ORDER, "source_no": "E2E-NEW"}
    first, again = hotline.send(order), hotline.send(order)
    assert (first.status, again.status) == (201, 200)
    assert first.json()["case_no"] == again.json()["case_no"]
    assert (first.json()["result"], again.json()["result"]) == ("registered", "duplicate")


def test_the_same_number_with_other_words_is_a_supplement(hotline: Hotline) -> None:
    order = {**ORDER, "source_no": "E2E-MORE"}
    assert hotline.send(order).status == 201
    more = hotline.send({**order, "text": "现在整条路都不亮了。"})
    assert (more.status, more.json()["result"]) == (200, "supplemented")


def test_the_source_asks_how_far_it_is(hotline: Hotline) -> None:
    made = hotline.send({**ORDER, "source_no": "E2E/斜线 1"}).json()
    found = hotline.status("E2E/斜线 1").json()
    assert found["case_no"] == made["case_no"]
    assert found["source_no"] == "E2E/斜线 1"
    problem(hotline.status("never-sent"), 404, "appeal.unknown_number")


def test_fields_at_fault_are_named(hotline: Hotline) -> None:
    wrong = problem(hotline.send({"kind": 5, "asked_at": "昨天", "nonsense": 1}), 422, "request.invalid")
    assert {fault["name"] for fault in wrong["fields"]} >= {"kind", "asked_at", "nonsense", "source_no"}
    assert all(fault["message"] for fault in wrong["fields"])


def test_a_wrong_key_is_refused_and_an_unknown_source_is_not_there(hotline: Hotline, demo: Running) -> None:
    problem(hotline.send(ORDER, key="wrong"), 401, "access.feed_key")
    problem(hotline.send(ORDER, key=demo.feed_keys["96888"]), 401, "access.feed_key")
    problem(hotline.send(ORDER, path="/intake/api/v1/feeds/11111/orders"), 404, "feed.unknown_source")


@pytest.mark.parametrize("body", [b'{"source_no": ', b"", b'{"source_no": "\xff"}', b"NaN"])
def test_what_is_not_json_is_malformed(hotline: Hotline, body: bytes) -> None:
    assert hotline.send(body).status in (400, 422)
    assert hotline.send(body).json()["code"].startswith("request.")


def test_truncated_json_is_said_to_be_malformed(hotline: Hotline) -> None:
    problem(hotline.send(b'{"source_no": "E2E-'), 400, "request.malformed_json")


def test_too_much_is_refused(hotline: Hotline) -> None:
    problem(hotline.send(b'{"text": "' + b"x" * (9 * MIB) + b'"}'), 413, "request.too_large")


def test_an_array_has_a_result_for_each_item(hotline: Hotline) -> None:
    good = {**ORDER, "source_no": "E2E-ARRAY"}
    answer = hotline.send([good, {"source_no": "E2E-NO-TEXT"}, "not an order", good])
    assert answer.status == 200
    results = answer.json()
    assert [one["index"] for one in results] == [0, 1, 2, 3]
    assert [one["result"] for one in results] == ["registered", "quarantined", "quarantined", "duplicate"]
    assert results[1]["fields"][0]["name"] == "text"


def test_a_wrong_credit_code_is_kept(hotline: Hotline) -> None:
    answer = hotline.send({**ORDER, "source_no": "E2E-CODE", "credit_code": "91150000000000000X"})
    assert answer.status == 201
