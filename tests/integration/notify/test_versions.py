"""A message is told in the words that were in force when it was planned."""

import copy
import json
from typing import Any

from services.routing.adoption import read_jurisdiction
from shared.rules.canonical import canonical, content_hash
from tests.integration.adopted import JURISDICTION
from tests.integration.notify.room import SUPERVISOR, Room


def adopt(room: Room, mark: str) -> str:
    """Templates that say a mark more in the first message; their hash."""
    content: dict[str, Any] = copy.deepcopy(dict(read_jurisdiction(JURISDICTION)["templates"]))
    content["templates"]["asker.received"]["text"] += mark
    data = {"part": "templates", "hash": content_hash(content), "content": canonical(content)}
    room.hear("routing", "rules.adopted", "rules/templates", data)
    room.house.rulebook.load()  # the committer does the same a moment later
    return str(data["hash"])


def written(room: Room) -> str:
    (file,) = room.files()
    return str(json.loads(file.read_text(encoding="utf-8"))["text"])


def test_what_was_planned_keeps_its_words_when_others_are_adopted(room: Room) -> None:
    adopt(room, "甲版")
    room.receive()
    adopt(room, "乙版")
    room.sender.turn()
    assert written(room).endswith("甲版")
    (row,) = room.rows()
    assert row["sent_with"] == row["template_hash"]
    assert row["template_hash"][:12] in room.page(f"/deliveries/{row['id']}", SUPERVISOR)


def test_what_is_planned_afterwards_has_the_new_words(room: Room) -> None:
    hash_ = adopt(room, "甲版")
    room.receive()
    room.sender.turn()
    assert written(room).endswith("甲版")
    assert room.rows()[0]["templates"] == hash_


def test_where_the_version_is_gone_the_present_words_are_told_and_the_page_says_so(room: Room) -> None:
    room.receive()  # planned under templates that never came by as an entry
    adopt(room, "乙版")
    room.sender.turn()
    assert written(room).endswith("乙版")
    (row,) = room.rows()
    assert row["sent_with"] != row["template_hash"]
    assert "已查不到" in room.page(f"/deliveries/{row['id']}", SUPERVISOR)
