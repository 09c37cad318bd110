"""What is wrong in a request is said exactly, and nothing of it is kept by half."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.servers import Answer, Server, up

pytestmark = pytest.mark.slow
GOOD = {"source_no": "GOOD-1", "text": "楼道里没有灯，请尽快处理。"}
VALID_CODE, INVALID_CODE = "91350100M000100Y43", "91350100M000100Y44"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Huying, Server]]:
    """One running system for these requests; each test has numbers of its own."""
    huying = Huying(tmp_path_factory.mktemp("running") / "var")
    with up(huying) as server:
        yield huying, server


@pytest.fixture
def server(running: tuple[Huying, Server]) -> Server:
    return running[1]


@pytest.fixture
def huying(running: tuple[Huying, Server]) -> Huying:
    return running[0]


def faulty(answer: Answer) -> set[str]:
    """The fields at fault of a 422."""
    assert (answer.status, answer.code) == (422, "request.invalid")
    return {field["name"] for field in answer.json["fields"]}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"source_no": "A-1", "text": ', "request.malformed_json"),
        (b'{"source_no": "A-1", "text": NaN}', "request.malformed_json"),
        (b'{"source_no": "A-1", "text": "\\ud800"}', "request.malformed_json"),
        (b"[" * 100_000, "request.malformed_json"),
        ('{"source_no": "A-1", "text": "坏"}'.encode("gb18030"), "request.not_utf8"),
    ],
)
def test_malformed_json_is_400(server: Server, body: bytes, code: str) -> None:
    answer = server.push(body)
    assert (answer.status, answer.code) == (400, code)
    kept = server.get("/intake/api/v1/feeds/12345/orders/A-1", **{"X-Api-Key": server.key})
    assert kept.status == 404


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ({**GOOD, "colour": "red", "x": 1}, {"colour", "x"}),
        ({"text": "没有编号"}, {"source_no"}),
        ({"source_no": "B-1"}, {"text"}),
        ({"source_no": "B-1", "text": " \t\n"}, {"text"}),
        ({"source_no": 7, "text": ["x"], "urgent": "perhaps"}, {"source_no", "text", "urgent"}),
        ({**GOOD, "asked_at": "2026-13-45"}, {"asked_at"}),
        ({**GOOD, "message": "shout"}, {"message"}),
        ({**GOOD, "place": "某路1号"}, {"place"}),
        ({**GOOD, "source_no": "x" * 201}, {"source_no"}),
    ],
)
def test_unknown_fields_and_wrong_types_are_422_with_the_fields_at_fault(
    server: Server, message: dict[str, Any], fields: set[str]
) -> None:
    assert faulty(server.push(message)) == fields


@pytest.mark.parametrize("message", ["text", 7, None, True])
def test_what_is_no_object_is_422(server: Server, message: Any) -> None:
    assert server.push(message).status == 422


def test_an_oversize_body_is_413_and_too_many_orders_are_too(server: Server) -> None:
    huge = json.dumps({**GOOD, "text": "x" * 9 * 1024**2}).encode()
    assert server.push(huge).status == 413
    assert server.push([GOOD] * 1001).status == 413
    assert server.get("/intake/healthz").status == 200


@pytest.mark.parametrize("key", ["", "wrong", "钥匙".encode().decode("latin-1")])
def test_a_wrong_key_is_401(server: Server, key: str) -> None:
    answer = server.push(GOOD, key=key)
    assert (answer.status, answer.code) == (401, "access.feed_key")


def test_an_unknown_source_is_404_and_so_is_an_unknown_order(server: Server) -> None:
    answer = server.push(GOOD, feed="110")
    assert (answer.status, answer.code) == (404, "feed.unknown_source")
    status = server.get("/intake/api/v1/feeds/12345/orders/never", **{"X-Api-Key": server.key})
    assert status.status == 404


def test_a_wrong_credit_code_is_kept_with_a_flag(server: Server, huying: Huying) -> None:
    for number, code in (("C-1", VALID_CODE), ("C-2", INVALID_CODE)):
        assert server.push({"source_no": number, "text": "咨询政策", "credit_code": code}).status == 201
    cases = huying.cases()
    for number, code, valid in (("C-1", VALID_CODE, True), ("C-2", INVALID_CODE, False)):
        steps = huying.ask("case", "show", cases[number]["case_no"], "--as", "auditor", "--reason", "test")["timeline"]
        received = next(step["changed"] for step in steps if step["type"] == "appeal.received")
        assert (received["credit_code"], received["credit_code_valid"]) == (code, valid)


def test_the_same_number_is_known_and_with_other_words_a_supplement(server: Server) -> None:
    order = {"source_no": "D-1", "text": "路灯不亮。"}
    first = server.push(order)
    assert (first.status, first.json["result"]) == (201, "registered")
    for message, result in ((order, "duplicate"), ({**order, "text": " 路灯不亮。\r\n"}, "duplicate")):
        again = server.push(message)
        assert (again.status, again.json["result"], again.json["case_no"]) == (200, result, first.json["case_no"])
    more = server.push({**order, "text": "现在全街的路灯都不亮了。"})
    assert (more.status, more.json["result"], more.json["case_no"]) == (200, "supplemented", first.json["case_no"])


def test_in_an_array_each_order_has_its_own_result_and_a_wrong_one_stops_none(server: Server) -> None:
    good, wrong = {"source_no": "E-1", "text": "一"}, {"source_no": "E-2", "text": "二", "colour": "red"}
    answer = server.push([good, wrong, good, {"source_no": "E-3", "text": "三"}])
    assert answer.status == 200
    assert [row["result"] for row in answer.json] == ["registered", "quarantined", "duplicate", "registered"]
    assert [field["name"] for field in answer.json[1]["fields"]] == ["colour"]


def test_after_all_of_it_the_logs_are_whole(running: tuple[Huying, Server]) -> None:
    assert running[0].run("log", "verify").code == 0
