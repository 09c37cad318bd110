import json
import threading
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from services.notify.gateways.settings import FILE
from shared.kernel.numbering import stream_id
from tests.integration.notify.room import NAME, PHONE, Room
from tests.integration.notify.room import room as made
from tests.unit.notify.gateways.servers import Provider, provider

GOOD: tuple[int, dict[str, str], bytes] = (200, {}, b"{}")


def sms_by(there: Room, url: str) -> None:
    """From now on text messages go by this provider."""
    text = f"""
site: https://huying.example.cn
channels:
  sms: {{http: {{url: "{url}/sms", json: {{to: "{{phone}}", say: "{{text}}"}}, timeout: 2}}}}
"""
    (there.house.world.folder / FILE).write_text(text, encoding="utf-8")


def ids(web: Provider) -> list[str]:
    return [asked.headers["idempotency-key"] for asked in web.asked]


def test_what_is_planned_leaves_and_is_said_to_have_left(room: Room) -> None:
    no = room.receive()
    assert room.sender.turn() == 1
    (file,) = room.files()
    said = json.loads(file.read_text(encoding="utf-8"))
    assert (said["address"], said["name"], said["channel"]) == (PHONE, NAME, "sms")
    assert no in said["text"]
    version = room.house.rulebook.current.templates["asker.received"].hash
    sent = {"channel": "file", "attempt": 1, "digest": "", "template_hash": version}
    assert [dict(data) for data in room.said("delivery.sent")] == [sent]
    assert [row["state"] for row in room.rows()] == ["sent"]


def test_the_askers_link_opens_the_case_and_no_units_does(room: Room) -> None:
    no = room.receive()
    room.sender.turn()
    receipt = room.vault.receipt(stream_id("96888", "GD-1"))
    assert f"/intake/follow?no={no}&receipt={receipt}" in json.loads(room.files()[0].read_text())["text"]


def test_a_second_turn_sends_nothing_again(room: Room) -> None:
    room.receive()
    assert [room.sender.turn() for _ in range(3)] == [1, 0, 0]
    assert len(room.said("delivery.sent")) == 1


def test_while_nothing_is_due_the_database_is_not_asked(room: Room) -> None:
    room.receive()
    room.sender.turn()
    asked: list[str] = []
    event.listen(room.house.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for _ in range(50):
        room.clock.pass_(seconds=1)
        room.sender.turn()
    assert asked == []


def test_what_waits_is_sent_after_a_restart(tmp_path: Path) -> None:
    before = made(tmp_path)
    before.receive()
    before.house.stop()
    after = made(tmp_path)
    assert after.sender.turn() == 1
    assert len(after.files()) == 1
    after.house.stop()


def test_an_attempt_that_failed_is_tried_again_when_its_time_has_come(room: Room) -> None:
    with provider((500, {}, b""), GOOD) as web:
        sms_by(room, web.url)
        room.receive()
        room.sender.turn()
        assert [(row["state"], row["code"], row["attempts"]) for row in room.rows()] == [("waiting", "server_error", 1)]
        room.clock.at = room.rows()[0]["next_at"] - timedelta(seconds=1)
        assert room.sender.turn() == 0
        room.clock.pass_(seconds=1)
        assert room.sender.turn() == 1
    assert [data["channel"] for data in room.said("delivery.sent")] == ["sms"]
    assert len(set(ids(web))) == 1


def test_a_gateway_that_asks_for_time_gets_it(room: Room) -> None:
    with provider((429, {"Retry-After": "600"}, b""), GOOD) as web:
        sms_by(room, web.url)
        room.receive()
        room.sender.turn()
        room.clock.pass_(seconds=599)
        assert room.sender.turn() == 0
        room.clock.pass_(seconds=1)
        assert room.sender.turn() == 1
    assert len(web.asked) == 2


def test_what_is_refused_for_ever_is_given_up_at_once(room: Room) -> None:
    with provider((400, {}, b"")) as web:
        sms_by(room, web.url)
        room.receive()
        room.sender.turn()
    assert [(row["state"], row["code"]) for row in room.rows()] == [("given_up", "refused")]


def test_it_is_given_up_after_the_last_attempt(room: Room) -> None:
    with provider((500, {}, b"")) as web:
        sms_by(room, web.url)
        room.receive()
        for _ in range(10):
            room.sender.turn()
            room.clock.pass_(hours=6)
    assert len(web.asked) == 6
    assert [(row["state"], row["attempts"]) for row in room.rows()] == [("given_up", 6)]


def test_a_gateway_that_is_away_is_left_alone_while_others_go_on(room: Room) -> None:
    with provider() as web:
        url = web.url
    sms_by(room, url)
    for number in range(40):
        room.receive(source_no=f"GD-{number}")
    no = room.receive(source="12345", source_no="GD-x")
    room.close(no)
    room.sender.turn()
    tried = [row for row in room.rows(channel="sms") if row["attempts"]]
    assert 1 <= len(tried) <= 8
    assert [row["state"] for row in room.rows(to="source")] == ["sent"]
    with provider() as web:
        sms_by(room, web.url)
        room.clock.pass_(seconds=76)
        room.sender.turn()
        assert len(web.asked) == 42
    assert {row["state"] for row in room.rows()} == {"sent"}


def test_turns_at_the_same_time_send_each_delivery_once(room: Room) -> None:
    with provider() as web:
        sms_by(room, web.url)
        for number in range(60):
            room.receive(source_no=f"GD-{number}")
        turns = [threading.Thread(target=room.sender.turn) for _ in range(6)]
        for turn in turns:
            turn.start()
        for turn in turns:
            turn.join()
        room.sender.turn()
    assert len(web.asked) == len(set(ids(web))) == 60
    assert len(room.said("delivery.sent")) == 60


def test_settings_at_fault_stop_nothing_for_good(room: Room) -> None:
    (room.house.world.folder / FILE).write_text("channels: {fax: {}}", encoding="utf-8")
    room.receive()
    assert room.sender.turn() == 0
    (room.house.world.folder / FILE).unlink()
    room.clock.pass_(minutes=1)
    assert room.sender.turn() == 1


def test_a_delivery_that_cannot_be_composed_stops_no_other(room: Room) -> None:
    broken = {"key": "asker/lost", "version": 1, "nonce": "AAAA", "cipher": "AAAA", "digest": "00"}
    room.receive(source_no="GD-1", phone=broken)
    room.receive(source_no="GD-2")
    room.sender.turn()
    first, second = room.rows()
    assert (first["state"], first["code"], first["attempts"]) == ("waiting", "unreadable", 1)
    assert second["state"] == "sent"
