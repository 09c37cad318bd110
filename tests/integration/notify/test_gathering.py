"""When it leaves: digests for units, urgent ones at once, quiet nights, files at any time."""

from datetime import UTC, datetime

from tests.integration.notify.room import OPS, SUPERVISOR, Room
from tests.unit.notify.gateways.messages import arrived as read
from tests.unit.notify.gateways.servers import PostOffice, post_office, provider

NINE = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
HALF_PAST_ELEVEN = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


def mail_to(there: Room, office: PostOffice, *units: str) -> None:
    smtp = f"host: 127.0.0.1, port: {office.port}, security: none, sender: huying@example.cn, timeout: 2"
    known = "".join(f"  {unit}: {{email: {unit}@example.cn}}\n" for unit in units)
    there.settings(f"site: https://a.example.cn\nchannels: {{email: {{smtp: {{{smtp}}}}}}}\nunits:\n{known}")


def test_a_units_notices_leave_together_at_the_digests_time(room: Room) -> None:
    with post_office() as office:
        mail_to(room, office, "housing", "finance")
        numbers = [room.receive(source_no=f"GD-{number}") for number in range(3)]
        for no in numbers:
            room.dispatch(no)
        room.dispatch(numbers[0], "finance")
        room.sender.turn()
        assert office.mails == []
        room.clock.at = HALF_PAST_ELEVEN
        room.sender.turn()
    told = {read(mail)["To"]: read(mail).get_content() for mail in office.mails}
    assert set(told) == {"housing@example.cn", "finance@example.cn"}
    assert all(no in told["housing@example.cn"] for no in numbers)
    assert "有3条通知" in told["housing@example.cn"]
    assert "待签收" in told["finance@example.cn"]
    assert {row["state"] for row in room.rows(to="unit")} == {"sent"}
    assert len(room.said("digest.planned")) == 1


def test_a_digest_links_what_it_told(room: Room) -> None:
    with post_office() as office:
        mail_to(room, office, "housing")
        no = room.receive()
        room.dispatch(no)
        room.hear("routing", "work_order.urged", no, {"round": 1, "unit": "housing"})
        room.clock.at = HALF_PAST_ELEVEN
        room.sender.turn()
    (whole,) = [row for row in room.rows() if row["template"] == "unit.digest"]
    page = room.page(f"/deliveries/{whole['id']}", SUPERVISOR)
    assert "汇总了 2 条" in page
    member = next(row for row in room.rows() if row["gathered_in"])
    assert "由汇总通知告知" in room.page(f"/deliveries/{member['id']}", SUPERVISOR)


def test_what_is_urgent_does_not_wait_for_the_digest(room: Room) -> None:
    with post_office() as office:
        mail_to(room, office, "housing")
        room.dispatch(room.receive(urgent=True))
        marked = room.receive(source_no="GD-2")
        room.hear("intake", "appeal.urgency_marked", marked, {"urgent": True, "reason": "x"})
        room.dispatch(marked)
        calm = room.receive(source_no="GD-3")
        room.hear("routing", "instruction.given", calm, {"addressees": ["housing"], "leader": "qu"})
        card = {"unit": "housing", "colour": "red", "duty": "answer", "round": 1}
        room.hear("supervision", "card.issued", calm, card)
        room.sender.turn()
    assert len(office.mails) == 4


def test_nothing_is_lost_when_a_digest_cannot_be_sent(room: Room) -> None:
    with post_office(refuses={".": "554 no"}) as office:
        mail_to(room, office, "housing")
        for number in range(2):
            room.dispatch(room.receive(source_no=f"GD-{number}"))
        room.clock.at = HALF_PAST_ELEVEN
        room.sender.turn()
        whole = next(row for row in room.rows() if row["template"] == "unit.digest")
        assert whole["state"] == "given_up"
        refused = room.post(f"/api/v1/deliveries/{whole['id']}/send-again", OPS, json={})
        assert (refused.status_code, refused.get_json()["code"]) == (409, "digest.told_singly")
        office.refuses.clear()
        room.sender.turn()
    notices = [row for row in room.rows(to="unit") if row["template"] == "unit.dispatched"]
    assert [row["state"] for row in notices] == ["sent", "sent"]
    assert len(office.mails) == 2


def test_a_digest_that_waits_keeps_its_notices(room: Room) -> None:
    with post_office() as office:
        port = office.port
    gone = PostOffice(port=port)
    mail_to(room, gone, "housing")
    for number in range(2):
        room.dispatch(room.receive(source_no=f"GD-{number}"))
    room.clock.at = HALF_PAST_ELEVEN
    room.sender.turn()
    assert [row["state"] for row in room.rows(state="gathered")] == ["gathered", "gathered"]


def test_a_unit_that_is_told_by_file_is_told_at_once(room: Room) -> None:
    room.dispatch(room.receive(anonymous=True))
    room.sender.turn()
    assert len(room.files("outbox/units")) == 1


def test_at_night_a_text_message_waits_for_the_morning_and_an_urgent_one_does_not(room: Room) -> None:
    room.clock.at = NIGHT
    with provider() as web:
        way = f'{{url: "{web.url}", json: {{to: "{{phone}}"}}}}'
        room.settings(f"site: https://a.example.cn\nchannels: {{sms: {{http: {way}}}}}\n")
        calm = room.receive()
        urgent = room.receive(source_no="GD-2", urgent=True)
        room.sender.turn()
        assert [row["case_no"] for row in room.rows(state="sent")] == [urgent]
        (waiting,) = room.rows(state="waiting")
        assert (waiting["case_no"], waiting["not_before"]) == (calm, MORNING)
        assert "免打扰" in room.page(f"/deliveries/{waiting['id']}", SUPERVISOR)
        room.clock.at = MORNING
        room.sender.turn()
        assert len(web.asked) == 2


def test_at_night_a_file_is_written_all_the_same(room: Room) -> None:
    room.clock.at = NIGHT
    room.receive()
    assert room.sender.turn() == 1
