import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from services.notify.gateways.http_answer import Success, retry_after
from services.notify.gateways.http_api import HttpApi
from services.notify.gateways.http_call import Answer
from services.notify.gateways.outgoing import Failed
from tests.unit.notify.gateways.messages import RESULT, SMS, failure
from tests.unit.notify.gateways.servers import provider


def api(url: str, **options: Any) -> HttpApi:
    return HttpApi("POST", f"{url}/send", **{"json": {"to": "{phone}", "say": ["{text}"]}, "timeout": 2, **options})


def test_the_message_stands_in_the_json_template_whatever_its_signs() -> None:
    with provider() as web:
        api(web.url).send(SMS)
    (asked,) = web.asked
    assert json.loads(asked.body) == {"to": SMS.address, "say": [SMS.text]}
    assert asked.headers["idempotency-key"] == SMS.id
    assert asked.headers["content-type"].startswith("application/json")


def test_a_form_is_encoded() -> None:
    with provider() as web:
        api(web.url, json=None, form={"mobile": "{phone}", "content": "[{text}]"}).send(SMS)
    assert parse_qs(web.asked[0].body.decode()) == {"mobile": [SMS.address], "content": [f"[{SMS.text}]"]}


def test_a_value_in_an_address_adds_neither_path_nor_parameter() -> None:
    with provider() as web:
        there = replace(api(web.url), method="GET", url=web.url + "/s?to={phone}&say={text}", json=None)
        there.send(replace(SMS, address="1/../2&admin=1#"))
    parts = urlsplit(web.asked[0].path)
    assert parts.path == "/s"
    assert parse_qs(parts.query) == {"to": ["1/../2&admin=1#"], "say": [SMS.text]}


def test_headers_of_the_installation_are_sent() -> None:
    with provider() as web:
        api(web.url, headers={"Authorization": "Bearer k"}, id_header="X-Request-Id").send(SMS)
    assert web.asked[0].headers["authorization"] == "Bearer k"
    assert web.asked[0].headers["x-request-id"] == SMS.id


def test_facts_go_back_whole_or_in_a_template_with_their_types() -> None:
    with provider() as web:
        api(web.url, json=None, whole=True).send(RESULT)
        api(web.url, json={"no": "{source_no}", "ok": "{resolved}", "end": "{end}", "n": 1}).send(RESULT)
    whole, shaped = (json.loads(asked.body) for asked in web.asked)
    assert whole == dict(RESULT.facts)
    assert shaped == {"no": "GD-1", "ok": True, "end": None, "n": 1}


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (400, {}, ("refused", True, None)),
        (404, {}, ("refused", True, None)),
        (401, {}, ("denied", False, None)),
        (403, {"Retry-After": "60"}, ("denied", False, timedelta(seconds=60))),
        (408, {}, ("timeout", False, None)),
        (429, {"Retry-After": "120"}, ("busy", False, timedelta(seconds=120))),
        (429, {"Retry-After": "999999999999"}, ("busy", False, timedelta(days=1))),
        (503, {"Retry-After": "soon"}, ("busy", False, None)),
        (500, {}, ("server_error", False, None)),
        (302, {"Location": "http://127.0.0.1:1/elsewhere"}, ("redirected", False, None)),
    ],
)
def test_each_status_has_its_meaning(status: int, headers: dict[str, str], expected: tuple[Any, ...]) -> None:
    with provider((status, headers, b"")) as web:
        assert failure(api(web.url).send, SMS) == expected
    assert len(web.asked) == 1


def test_a_date_to_wait_for_is_seen_from_the_servers_own_clock() -> None:
    headers = {"Date": "Tue, 24 Nov 2026 01:00:00 GMT", "Retry-After": "Tue, 24 Nov 2026 01:05:00 GMT"}
    with provider((503, headers, b"")) as web:
        assert failure(api(web.url).send, SMS) == ("busy", False, timedelta(minutes=5))


def test_a_date_without_the_servers_clock_is_seen_from_ours() -> None:
    heard = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    asked = {"retry-after": "Tue, 24 Nov 2026 01:05:00 GMT"}
    assert retry_after(Answer(503, asked, b"", heard)) == timedelta(minutes=5)
    assert retry_after(Answer(503, asked, b"", heard + timedelta(hours=1))) is None
    assert retry_after(Answer(503, {"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}, b"", heard)) == timedelta(days=1)


@pytest.mark.parametrize(("status", "maybe"), [(500, False), (502, True), (504, True), (429, False), (503, False)])
def test_an_answer_lost_on_the_way_leaves_a_doubt_and_a_refusal_does_not(status: int, maybe: bool) -> None:
    with provider((status, {}, b"")) as web, pytest.raises(Failed) as caught:
        api(web.url).send(SMS)
    assert caught.value.maybe is maybe


TAKEN = Success(field=("result", "code"), values=("0", "OK"), final=("MOBILE_ILLEGAL",))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"result": {"code": "OK"}}, None),
        ({"result": {"code": 0}}, None),
        ({"result": {"code": "LIMIT"}}, ("not_taken", False, None)),
        ({"result": {"code": "MOBILE_ILLEGAL"}}, ("not_taken", True, None)),
        ({"result": "OK"}, ("bad_answer", False, None)),
        ([], ("bad_answer", False, None)),
    ],
)
def test_the_field_that_says_taken_is_read(body: Any, expected: Any) -> None:
    with provider((200, {}, json.dumps(body).encode())) as web:
        send = api(web.url, success=TAKEN).send
        assert (failure(send, SMS) if expected else send(SMS)) == expected


def test_an_answer_that_is_no_json_is_no_success_where_a_field_counts() -> None:
    with provider((200, {}, b"<html>")) as web:
        assert failure(api(web.url, success=TAKEN).send, SMS) == ("bad_answer", False, None)


def test_only_the_named_statuses_are_success() -> None:
    with provider((204, {}, b"")) as web:
        assert failure(api(web.url, success=Success(statuses=frozenset({200}))).send, SMS)[0] == "server_error"


def test_a_silent_server_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert failure(api(url, timeout=0.2).send, SMS) == ("timeout", False, None)


def test_nobody_there_is_unreachable() -> None:
    with provider() as web:
        url = web.url
    assert failure(api(url).send, SMS) == ("unreachable", False, None)


def test_a_message_shows_nobodys_data_when_printed() -> None:
    assert SMS.address not in repr(SMS)
    assert SMS.text not in repr(SMS)
