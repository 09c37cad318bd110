"""What a gateway tells afterwards, and that nobody else can."""

import pytest

from tests.integration.notify.room import SUPERVISOR, Room
from tests.unit.notify.gateways.servers import provider

SECRET = "a-secret-of-the-gateway"
TAKEN = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture
def sent(room: Room) -> str:
    """A delivery that left by SMS."""
    with provider() as web:
        receipts = f"{{secret: {SECRET}, id: data.id, outcome: data.state, delivered: [DELIVRD], failed: [UNDELIV]}}"
        way = f'{{http: {{url: "{web.url}", json: {{id: "{{id}}"}}}}, receipts: {receipts}}}'
        room.settings(f"site: https://a.example.cn\nchannels: {{sms: {way}}}\n")
        room.receive()
        room.sender.turn()
    return str(room.rows()[0]["id"])


def tell(room: Room, id_: str, state: str, channel: str = "sms", **headers: str) -> int:
    document = {"data": {"id": id_, "state": state}}
    return room.post(f"/api/v1/receipts/{channel}", None, json=document, **(headers or TAKEN)).status_code


def test_a_receipt_is_noted_and_shown(room: Room, sent: str) -> None:
    assert [tell(room, sent, "DELIVRD") for _ in range(2)] == [202, 202]
    assert [data["outcome"] for data in room.said("delivery.receipted")] == ["delivered"]
    assert "网关回执：已送达" in room.page(f"/deliveries/{sent}", SUPERVISOR)


def test_what_did_not_arrive_is_among_what_was_not_delivered(room: Room, sent: str) -> None:
    assert tell(room, sent, "UNDELIV") == 202
    assert [(row["state"], row["code"]) for row in room.rows()] == [("given_up", "not_delivered")]
    assert "重新发送" in room.page(f"/deliveries/{sent}", SUPERVISOR)


def test_the_receipt_of_a_message_sent_again_is_that_of_its_delivery(room: Room, sent: str) -> None:
    tell(room, sent, "UNDELIV")
    room.post(f"/deliveries/{sent}/send-again", SUPERVISOR)
    assert tell(room, f"{sent}.2", "DELIVRD") == 202
    assert [row["state"] for row in room.rows()] == ["sent"]


def test_nobody_without_the_secret_is_believed(room: Room, sent: str) -> None:
    assert tell(room, sent, "DELIVRD", Authorization="Bearer guessed") == 401
    assert tell(room, sent, "DELIVRD", **{"X-Nothing": "1"}) == 401
    assert tell(room, sent, "DELIVRD", "wechat") == 401
    assert room.said("delivery.receipted") == []


def test_what_cannot_be_read_is_refused(room: Room, sent: str) -> None:
    assert tell(room, sent, "MAYBE") == 422
    assert tell(room, "nothing", "DELIVRD") == 404
    assert room.post("/api/v1/receipts/sms", None, json=["x"], **TAKEN).status_code == 422
