import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.notify.room import ANSWER, NAME, OFFICER, OPS, PHONE, SUPERVISOR, Room
from tests.integration.notify.room import room as made


@pytest.fixture
def told(room: Room) -> str:
    """A case whose asker was told twice, and its source once; all of it sent."""
    no = room.receive()
    room.close(no)
    room.sender.turn()
    return no


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Room]:
    there = made(tmp_path, demo=True)
    yield there
    there.house.stop()


def api(room: Room, path: str, status: int = 200) -> Any:
    response = room.ask(f"/api/v1{path}", SUPERVISOR)
    assert response.status_code == status
    return response.get_json()


def test_the_list_shows_who_was_told_what(room: Room, told: str) -> None:
    page = room.page("/deliveries", SUPERVISOR)
    assert page.count(told) == 3
    assert "告知办结答复" in page
    assert "来源平台" in page


def test_the_list_opens_nothing_personal(room: Room, told: str) -> None:
    page = room.page("/deliveries", SUPERVISOR)
    assert told in page
    assert not any(words in page for words in (PHONE, NAME, ANSWER))
    assert room.said("personal.opened") == []


def test_an_empty_list_says_what_will_appear(room: Room) -> None:
    assert "没有符合条件的通知" in room.page("/deliveries", SUPERVISOR)


def test_the_list_is_for_those_who_may(room: Room) -> None:
    assert room.ask("/deliveries", OFFICER).status_code == 403
    assert room.ask("/deliveries", None).status_code == 303
    assert room.ask("/api/v1/deliveries", None).status_code == 401


@pytest.mark.parametrize(
    ("query", "count"), [("state=sent", 3), ("state=waiting", 0), ("channel=sms", 2), ("channel=file", 1)]
)
def test_the_list_is_filtered(room: Room, told: str, query: str, count: int) -> None:
    assert len(api(room, f"/deliveries?{query}")["items"]) == count
    assert room.page(f"/deliveries?{query}", SUPERVISOR).count(told) == count


def test_a_case_is_found_however_its_number_is_typed(room: Room, told: str) -> None:
    room.receive(source_no="another")
    typed = told.lower().replace("-", "%20")
    assert {item["case_no"] for item in api(room, f"/deliveries?case_no={typed}")["items"]} == {told}
    assert api(room, "/deliveries?case_no=nonsense")["items"] == []


def test_a_wrong_filter_is_refused(room: Room) -> None:
    assert api(room, "/deliveries?state=lost", 422)["code"] == "request.invalid"
    assert room.ask("/deliveries?state=lost", SUPERVISOR).status_code == 422


def test_pages_of_the_list_go_on_where_the_last_one_ended(room: Room) -> None:
    numbers = [room.receive(source="portal", source_no=f"P-{number}") for number in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        shown = api(room, f"/deliveries?limit=2&cursor={cursor}")
        seen += [item["case_no"] for item in shown["items"]]
        cursor = shown["next_cursor"] or ""
    assert seen == numbers[::-1]
    assert cursor == ""


@pytest.mark.usefixtures("told")
def test_one_delivery_shows_its_person_and_leaves_an_entry(room: Room) -> None:
    (row,) = [row for row in room.rows() if row["template"] == "asker.closed"]
    page = room.page(f"/deliveries/{row['id']}", SUPERVISOR)
    assert all(words in page for words in (PHONE, NAME, ANSWER, "已发出（第 1 次，文件）"))
    (said,) = room.said("personal.opened")
    assert (said["purpose"], said["fields"]) == ("page.delivery", ["name", "phone", "public"])


@pytest.mark.usefixtures("told")
def test_who_may_not_open_persons_sees_the_rest(room: Room) -> None:
    row = room.rows(to="asker")[0]
    page = room.page(f"/deliveries/{row['id']}", OPS)
    assert "‹已加密›" in page
    assert PHONE not in page
    assert room.said("personal.opened") == []


def test_a_shredded_person_stays_unread(room: Room, told: str) -> None:
    room.shred(told)
    page = room.page(f"/deliveries/{room.rows(to='asker')[0]['id']}", SUPERVISOR)
    assert "‹已依法删除›" in page
    assert PHONE not in page


def test_a_delivery_that_is_not_there_is_said_to_be_missing(room: Room) -> None:
    assert "没有这条通知" in room.page("/deliveries/nothing", SUPERVISOR, 404)
    assert api(room, "/deliveries/nothing", 404)["code"] == "delivery.not_found"


def test_the_api_shows_structure_and_nobody(room: Room, told: str) -> None:
    shown = api(room, f"/deliveries/{room.rows()[0]['id']}")
    assert (shown["case_no"], shown["to"], shown["state"], shown["sent_by"]) == (told, "asker", "sent", "file")
    assert shown["planned_at"] == "2026-11-24T01:30:00.000000Z"
    assert not any(words in json.dumps(shown, ensure_ascii=False) for words in (PHONE, NAME))


def test_the_demo_shows_the_outbox_as_messages(demo: Room) -> None:
    no = demo.receive()
    demo.sender.turn()
    page = demo.page("/outbox", SUPERVISOR)
    assert f'<a href="/intake/follow?no={no}&amp;receipt=' in page
    assert PHONE in page
    assert 'href="/notify/outbox"' in demo.page("/deliveries", SUPERVISOR)


def test_an_empty_outbox_says_how_it_fills(demo: Room) -> None:
    assert "还没有写出任何通知" in demo.page("/outbox", SUPERVISOR)


@pytest.mark.usefixtures("told")
def test_outside_the_demo_there_is_no_outbox(room: Room) -> None:
    room.page("/outbox", SUPERVISOR, 404)
    assert "/notify/outbox" not in room.page("/deliveries", SUPERVISOR)
