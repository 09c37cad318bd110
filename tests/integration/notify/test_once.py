"""The same message never twice to the same person, whatever ends when; and what is in doubt is there for a person to see."""

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.notify import attempts
from shared.telemetry.crashpoints import SENDING
from tests.integration.notify.room import OFFICER, OPS, SUPERVISOR, Room
from tests.integration.notify.room import room as made
from tests.unit.notify.gateways.servers import Provider, post_office, provider

GOOD: tuple[int, dict[str, str], bytes] = (200, {}, b"{}")


class TheEnd(BaseException):
    """The process ends here."""


def dying_at(point: str) -> Callable[[str], None]:
    def passing(here: str) -> None:
        if here == point:
            raise TheEnd

    return passing


def sms_by(there: Room, url: str, *, deduplicates: bool = False) -> None:
    """Text messages go by this provider."""
    way = f'url: "{url}/sms", json: {{to: "{{phone}}"}}, timeout: 1, deduplicates: {str(deduplicates).lower()}'
    there.settings(f"site: https://huying.example.cn\nchannels: {{sms: {{http: {{{way}}}}}}}\n")


def crashed(there: Room, point: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Room:
    """The room of a new process, after the old one ended at this point."""
    with monkeypatch.context() as patch:
        patch.setattr(attempts, "passing", dying_at(point))
        with pytest.raises(TheEnd):
            there.sender.turn()
    there.house.stop()
    return made(folder, there.clock.at)


def ids(web: Provider) -> list[str]:
    return [asked.headers["idempotency-key"] for asked in web.asked]


@pytest.mark.parametrize(("point", "arrived"), [*zip(SENDING, (0, 1), strict=True)])
def test_after_a_crash_nothing_is_sent_again_where_a_copy_would_be_a_second_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, arrived: int
) -> None:
    with provider() as web:
        before = made(tmp_path)
        sms_by(before, web.url)
        before.receive()
        after = crashed(before, point, monkeypatch, tmp_path)
        for _ in range(3):
            after.sender.turn()
            after.clock.pass_(hours=1)
        assert len(web.asked) == arrived
    (row,) = after.rows()
    assert (row["state"], row["code"]) == ("uncertain", "interrupted")
    page = after.page("/deliveries?state=uncertain", SUPERVISOR)
    assert "不能确定" in page
    assert row["case_no"] in page
    after.house.stop()


@pytest.mark.parametrize(("point", "asked"), [*zip(SENDING, (1, 2), strict=True)])
def test_after_a_crash_a_gateway_that_knows_the_id_gets_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str, asked: int
) -> None:
    with provider() as web:
        before = made(tmp_path)
        sms_by(before, web.url, deduplicates=True)
        before.receive()
        after = crashed(before, point, monkeypatch, tmp_path)
        after.sender.turn()
        assert len(after.said("delivery.sent")) == 1
        assert (len(web.asked), len(set(ids(web)))) == (asked, 1)
    after.house.stop()


def test_a_gateway_that_was_found_to_know_the_id_gets_what_was_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with provider() as web:
        before = made(tmp_path)
        sms_by(before, web.url)
        before.receive()
        after = crashed(before, "notify.sent", monkeypatch, tmp_path)
        sms_by(after, web.url, deduplicates=True)
        after.sender.turn()
        assert [row["state"] for row in after.rows()] == ["sent"]
        assert len(set(ids(web))) == 1
    after.house.stop()


def test_a_file_written_before_a_crash_is_the_same_file_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(tmp_path)
    before.receive()
    after = crashed(before, "notify.sent", monkeypatch, tmp_path)
    after.sender.turn()
    assert len(after.files()) == 1
    assert [row["state"] for row in after.rows()] == ["sent"]
    after.house.stop()


def test_before_the_attempt_is_said_nothing_has_happened(tmp_path: Path) -> None:
    with provider() as web:
        before = made(tmp_path)
        sms_by(before, web.url)
        before.receive()
        before.house.stop()
        after = made(tmp_path)
        assert after.sender.turn() == 1
        after.house.stop()
        assert len(web.asked) == 1


@contextmanager
def mute() -> Iterator[str]:
    """A gateway that takes a request and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
        for one in taken:
            one.close()


def test_an_answer_that_was_never_heard_is_a_doubt_and_no_failure(room: Room) -> None:
    with mute() as url:
        sms_by(room, url)
        room.receive()
        room.sender.turn()
    (row,) = room.rows()
    assert (row["state"], row["code"], row["next_at"]) == ("uncertain", "timeout", None)


def test_a_gateway_that_could_not_be_reached_was_certainly_not_told(room: Room) -> None:
    with provider() as web:
        url = web.url
    sms_by(room, url)
    room.receive()
    room.sender.turn()
    (row,) = room.rows()
    assert (row["state"], row["code"]) == ("waiting", "unreachable")


def test_a_mail_whose_server_fell_silent_after_taking_it_is_in_doubt(room: Room) -> None:
    with post_office(refuses={".": ""}) as office:
        smtp = f"host: 127.0.0.1, port: {office.port}, security: none, sender: a@example.cn, timeout: 1"
        units = "units: {housing: {email: office@example.cn}}"
        room.settings(f"site: https://huying.example.cn\nchannels: {{email: {{smtp: {{{smtp}}}}}}}\n{units}\n")
        room.hear("routing", "instruction.given", room.receive(), {"addressees": ["housing"], "leader": "qu"})
        room.sender.turn()
    assert [row["state"] for row in room.rows(to="unit")] == ["uncertain"]


@pytest.fixture
def doubtful(room: Room) -> str:
    """A delivery that may have arrived."""
    with mute() as url:
        sms_by(room, url)
        room.receive()
        room.sender.turn()
    return str(room.rows()[0]["id"])


def test_a_person_who_found_out_confirms_it(room: Room, doubtful: str) -> None:
    page = room.page(f"/deliveries/{doubtful}", OPS)
    assert "确认已送达" in page
    assert room.post(f"/deliveries/{doubtful}/confirm", OPS).status_code == 303
    assert [row["state"] for row in room.rows()] == ["sent"]
    assert "怎么处理" not in room.page(f"/deliveries/{doubtful}", OPS)


def test_a_person_may_send_it_again_as_another_message(room: Room, doubtful: str) -> None:
    with provider() as web:
        sms_by(room, web.url)
        room.clock.pass_(minutes=5)
        assert room.post(f"/deliveries/{doubtful}/send-again", OPS).status_code == 303
        room.sender.turn()
        assert ids(web) == [f"{doubtful}.2"]
    assert [(row["state"], row["renewals"]) for row in room.rows()] == [("sent", 1)]


def test_who_may_not_decide_is_offered_nothing(room: Room, doubtful: str) -> None:
    assert room.post(f"/deliveries/{doubtful}/send-again", OFFICER).status_code == 403
    assert room.post(f"/api/v1/deliveries/{doubtful}/confirm", None, json={}).status_code == 401


def test_what_was_given_up_is_sent_again_through_the_api(room: Room) -> None:
    with provider((400, {}, b""), GOOD) as web:
        sms_by(room, web.url)
        room.receive()
        room.sender.turn()
        (row,) = room.rows()
        assert row["state"] == "given_up"
        assert room.post(f"/api/v1/deliveries/{row['id']}/send-again", OPS, json={}).get_json()["state"] == "waiting"
        room.sender.turn()
    assert [row["state"] for row in room.rows()] == ["sent"]
    refused = room.post(f"/api/v1/deliveries/{row['id']}/send-again", OPS, json={})
    assert (refused.status_code, refused.get_json()["code"]) == (409, "delivery.sent")


TAKEN, LOST, BROKEN, BUSY, NEVER = (200, b"{}"), (504, b""), (500, b""), (429, b""), (400, b"")
"""What a gateway may answer; nobody knows what became of what was lost on the way."""


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_gateway_answers_nobody_gets_a_message_twice_and_nothing_is_lost_sight_of(
    room: Room, seed: int
) -> None:
    chance = random.Random(seed)
    answers = chance.choices((TAKEN, LOST, BROKEN, BUSY, NEVER), (4, 2, 4, 2, 1), k=60)
    with provider(*((status, {}, body) for status, body in answers)) as web:
        sms_by(room, web.url)
        for number in range(15):
            room.receive(source_no=f"GD-{number}")
        for _ in range(16):
            room.sender.turn()
            room.clock.pass_(hours=8)
    answered: dict[str, list[int]] = {}
    for asked in web.asked:
        answered.setdefault(asked.headers["idempotency-key"], []).append(asked.status)
    ended = {200: "sent", 504: "uncertain", 400: "given_up"}
    for row in room.rows():
        statuses = answered[row["id"]]
        assert not set(statuses[:-1]) & set(ended), statuses
        assert row["state"] == ended.get(statuses[-1], "given_up")
