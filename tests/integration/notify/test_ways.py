import json
from typing import Any

from services.notify.gateways.settings import FILE
from tests.integration.notify.room import ANSWER, Room
from tests.unit.notify.gateways.servers import post_office, provider

GOOD: tuple[int, dict[str, str], bytes] = (200, {}, b"{}")


def test_a_unit_with_an_address_is_told_by_mail_and_others_by_a_file(room: Room) -> None:
    with post_office() as office:
        text = f"""
site: https://huying.example.cn
channels:
  email: {{smtp: {{host: 127.0.0.1, port: {office.port}, security: none, sender: huying@example.cn}}}}
units:
  housing: {{email: office@example.cn}}
"""
        (room.house.world.folder / FILE).write_text(text, encoding="utf-8")
        due_at = "2026-11-24T09:30:00.000000Z"
        for unit in ("housing", "finance"):
            duties = [{"duty": "sign", "unit": unit, "due_at": due_at, "limit": "sign", "rules": "r"}]
            room.hear("routing", "work_order.dispatched", unit, {"round": 1, "unit": unit, "duties": duties})
        room.sender.turn()
        room.clock.pass_(hours=2)
        room.sender.turn()
    assert len(office.mails) == 1
    assert b"To: office@example.cn" in office.mails[0]
    (file,) = room.files()
    assert "2026-11-24 17:30" in json.loads(file.read_text())["text"]
    assert sorted(row["sent_by"] for row in room.rows()) == ["email", "file"]


def test_the_source_hears_by_file_what_became_of_its_order(room: Room) -> None:
    no = room.receive(source="12345", source_no="GD-7")
    room.hear("routing", "work_order.signed", no, {"round": 1, "unit": "housing"})
    room.close(no)
    room.hear("routing", "work_order.archived", no, {"round": 1, "end": "satisfied"})
    room.sender.turn()
    back: list[dict[str, Any]] = [json.loads(file.read_text(encoding="utf-8")) for file in room.files("writeback")]
    by_fact = {facts["fact"]: facts for facts in back}
    assert set(by_fact) == {"signed", "closed", "archived"}
    assert {facts["source_no"] for facts in back} == {"GD-7"}
    assert (by_fact["closed"]["public"], by_fact["closed"]["resolved"]) == (ANSWER, True)
    assert by_fact["archived"]["end"] == "satisfied"


def test_the_source_hears_by_http_where_the_installation_says_so(room: Room) -> None:
    with provider((503, {}, b""), GOOD) as web:
        text = f'feeds: {{12345: {{http: {{url: "{web.url}/back"}}}}}}'
        (room.house.world.folder / FILE).write_text(text, encoding="utf-8")
        no = room.receive(source="12345", source_no="GD-7")
        room.hear("routing", "work_order.signed", no, {"round": 1, "unit": "housing"})
        room.sender.turn()
        room.clock.pass_(minutes=2)
        room.sender.turn()
    first, second = (json.loads(asked.body) for asked in web.asked)
    assert first == second
    assert (first["source_no"], first["fact"], first["case_no"]) == ("GD-7", "signed", no)
    assert room.files("writeback") == []
    assert [row["sent_by"] for row in room.rows(to="source")] == ["http"]
