"""What happens after a lapse, on a real house: cards, letters, explanations, second reminders, circulars."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from services.supervision.lapsing import turn
from shared.access.who import Who
from shared.eventlog.unit import Message
from shared.kernel.times import stamp
from tests.integration.supervision.office import DISPATCHER, LEADER, OFFICER, SUPERVISOR, SYSADMIN, Office

OTHER = Who("licai", "李财", "finance", "经办人", ("officer",), "s-9")
HEAD = Who("juzhang", "孙局长", "housing", "负责人", ("head",), "s-10")
WHY = {"explanation": "管网抢修，材料未到，明日办结"}


def lapsed(office: Office, duty: str = "answer", unit: str = "housing") -> str:
    """A case in which this lapsed, after one turn of the timer."""
    no = office.close()
    office.lapse(no, unit, duty)
    turn(office.house)
    return no


def cards(office: Office, who: Who = SUPERVISOR, query: str = "") -> list[dict[str, Any]]:
    status, found = office.api(f"/cards{query}", who)
    assert status == 200, found
    return list(found["cards"])


def test_a_lapse_shows_a_yellow_card_with_a_numbered_letter(office: Office) -> None:
    no = lapsed(office)
    (card,) = cards(office)
    shown = {name: card[name] for name in ("case_no", "unit", "colour", "ground", "duty", "state", "letter")}
    assert shown == {
        "case_no": no,
        "unit": "housing",
        "colour": "yellow",
        "ground": "overdue",
        "duty": "answer",
        "state": "issued",
        "letter": "2026-1",
    }
    assert turn(office.house) == 0
    (letter,) = office.api("/letters", SUPERVISOR)[1]["letters"]
    assert (letter["number"], letter["kind"], letter["case_no"], letter["reply_by"]) == (
        *("2026-1", "letter", no),
        card["explain_by"],
    )
    assert office.subjects("letter_number.taken") == ["letters/2026"]


def test_what_is_not_begun_in_time_shows_blue_and_overdue_again_red(office: Office) -> None:
    no = lapsed(office, "sign")
    office.lapse(no)
    office.clock.pass_(minutes=1)
    office.lapse(no, duty="close")
    turn(office.house)
    assert {card["colour"]: card["letter"] for card in cards(office)} == {"red": "", "yellow": "2026-1", "blue": ""}


def test_numbers_of_a_year_have_no_gaps_and_a_new_year_begins_anew(office: Office) -> None:
    for _ in range(3):
        lapsed(office)
    office.clock.pass_(days=60)
    lapsed(office)
    assert [said["number"] for said in office.said("letter.issued")][:4] == ["2026-1", "2026-2", "2026-3", "2027-1"]


def test_no_card_while_the_case_has_parked_messages(office: Office) -> None:
    no = office.close()
    office.lapse(no)
    office.heard += 1
    parked = Message("routing", office.heard, "p-1", "work_order.closed", no, next(iter(office.house.log.read())).body)
    office.house.lot.park(parked, "broken")
    turn(office.house)
    assert cards(office) == []
    (waiting,) = office.house.lot.waiting(no)
    office.house.lot.discard(waiting, LEADER.actor(), "test")
    turn(office.house)
    assert [card["case_no"] for card in cards(office)] == [no]


def test_a_unit_sees_its_own_cards_explains_and_supervision_accepts(office: Office) -> None:
    no = lapsed(office)
    lapsed(office, unit="finance")
    (card,) = cards(office, OFFICER)
    assert card["case_no"] == no
    path = f"/cards/{card['id']}"
    assert office.api(path, OTHER)[0] == 404
    assert office.api(f"{path}/explain", OTHER, WHY)[0] == 404
    assert office.api(f"{path}/explain", SUPERVISOR, WHY)[0] == 403
    status, row = office.api(f"{path}/explain", OFFICER, WHY)
    assert (status, row["state"], row["explained_by"]) == (200, "explained", "jingban")
    assert office.api(f"{path}/explain", HEAD, WHY)[1]["code"] == "card.explained"
    assert office.api(path, SUPERVISOR)[1]["explanation"] == WHY["explanation"]
    assert office.api(path, LEADER)[1]["explanation"] == "‹已加密›"
    assert WHY["explanation"] not in str(office.said("card.explained"))
    status, row = office.api(f"{path}/accept", SUPERVISOR, {"remark": "请抓紧"})
    assert (status, row["state"]) == (200, "accepted")


def test_only_supervision_withdraws_with_a_reason_and_it_stays_on_record(office: Office) -> None:
    lapsed(office)
    (card,) = cards(office)
    path = f"/cards/{card['id']}/withdraw"
    for who in (OFFICER, LEADER, DISPATCHER, SYSADMIN):
        assert office.api(path, who, {"reason": "不应亮"})[0] == 403
    assert office.api(path, SUPERVISOR, {})[0] == 422
    assert office.api(path, SUPERVISOR, {"reason": "系统时钟有误"})[1]["state"] == "withdrawn"
    assert [one["state"] for one in cards(office)] == ["withdrawn"]
    assert office.api(f"/cards/{card['id']}", OFFICER)[1]["reason"] == "系统时钟有误"


def test_an_explanation_that_does_not_come_lapses_and_is_followed(office: Office) -> None:
    no = lapsed(office)
    office.clock.pass_(days=10)
    turn(office.house)
    assert [said["duty"] for said in office.said("card.lapsed")] == ["explain"]
    assert cards(office)[0]["lapsed"] is True
    (said,) = office.said("card.lapsed")
    office.hear("supervision", "card.lapsed", no, said)
    assert [one["about"] for one in office.said("reminder.issued") if one["duty"] == "explain"] == ["card"]
    (card,) = cards(office)
    office.api(f"/cards/{card['id']}/explain", OFFICER, WHY)
    office.hear("supervision", "card.explained", no, office.said("card.explained")[0])
    assert [one["duty"] for one in office.said("reminder.done")] == ["explain"]


def test_what_is_not_done_is_reminded_of_the_next_working_day_and_circulated_five_later(office: Office) -> None:
    no = lapsed(office)
    office.clock.pass_(days=2)
    turn(office.house)
    numbers = [(one["number"], one["unit"]) for one in office.said("reminder.issued")]
    assert numbers == [(1, "housing"), (2, "housing")]
    assert office.said("reminder.circulated") == []
    office.clock.pass_(days=8)
    turn(office.house)
    turn(office.house)
    (circulated,) = office.said("reminder.circulated")
    letters = office.api("/letters", SUPERVISOR)[1]["letters"]
    assert [(one["number"], one["kind"]) for one in letters] == [("2026-2", "circular"), ("2026-1", "letter")]
    assert (circulated["letter"], letters[0]["case_no"]) == ("2026-2", no)


def test_what_is_answered_is_neither_reminded_of_again_nor_circulated(office: Office) -> None:
    no = lapsed(office)
    office.hear("routing", "work_order.answered", no, {"round": 1, "unit": "housing"})
    office.clock.pass_(days=20)
    turn(office.house)
    assert [one["number"] for one in office.said("reminder.issued")] == [1]
    assert office.said("reminder.circulated") == []


def test_two_instructions_to_one_unit_are_followed_each_by_itself(office: Office) -> None:
    no, due_at = office.close(), stamp(office.clock.at)
    late = {"round": 1, "duty": "report_instruction", "unit": "housing", "due_at": due_at}
    for number in (1, 2):
        office.hear("routing", "instruction.lapsed", no, {**late, "number": number})
    office.hear("routing", "instruction.reported", no, {"round": 1, "number": 1, "unit": "housing"})
    office.clock.pass_(days=20)
    turn(office.house)
    turn(office.house)
    assert [(one["which"], one["number"]) for one in office.said("reminder.issued")] == [("1", 1), ("2", 1), ("2", 2)]
    assert [one["which"] for one in office.said("reminder.circulated")] == ["2"]


def test_too_many_extensions_and_an_asker_dissatisfied_twice_show_red(office: Office) -> None:
    first, second = office.close(), office.close()
    for number in (1, 2, 3):
        office.hear("routing", "extension.granted", first, {"round": 1, "unit": "housing", "number": number})
    referred = {"round": 2, "why": "again", "unit": "housing", "duties": []}
    office.hear("supervision", "callback.referred", second, referred)
    turn(office.house)
    assert {card["case_no"]: (card["colour"], card["ground"]) for card in cards(office)} == {
        first: ("red", "extended"),
        second: ("red", "dissatisfied"),
    }


def test_a_letter_is_read_back_as_a_word_document(office: Office) -> None:
    no = lapsed(office)
    for path in ("/letters/2026-1.docx", "/api/v1/letters/2026-1.docx"):
        response = office.ask("GET", path, OFFICER)
        assert response.status_code == 200
        text = [paragraph.text for paragraph in Document(BytesIO(response.get_data())).paragraphs]
        assert "海政督〔2026〕1号" in text
        assert any(no in line for line in text)
    assert office.ask("GET", "/letters/2026-1.docx", OTHER).status_code == 404
    assert office.ask("GET", "/letters/2026-9.docx", SUPERVISOR).status_code == 404
    assert office.ask("GET", "/letters/2026-1.docx", SYSADMIN).status_code == 403


def test_the_pages_lead_from_the_list_to_the_explanation_and_its_acceptance(office: Office) -> None:
    for path in ("/cards", "/cards?tab=all", "/letters"):
        assert 'class="empty"' in office.page(path, SUPERVISOR)
    no = lapsed(office)
    (card,) = cards(office)
    path = f"/cards/{card['id']}"
    page = office.page("/cards", OFFICER)
    assert (no in page, "黄牌" in page, "住建局" in page, path in page) == (True, True, True, True)
    assert "海政督〔2026〕1号" in office.page("/letters", OFFICER)
    assert "书面说明" in office.page(path, OFFICER)
    assert "现在没有需要您做的事" in office.page(path, LEADER)
    response = office.post(f"{path}/explain", OFFICER)
    assert (response.status_code, "请填写这一项" in response.get_data(as_text=True)) == (422, True)
    response = office.post(f"{path}/explain", OFFICER, **WHY)
    assert response.location == f"/supervision{path}?said=done.explained"
    page = office.page(f"{path}?do=accept", SUPERVISOR)
    assert (WHY["explanation"] in page, f'action="/supervision{path}/accept"' in page) == (True, True)
    assert office.post(f"{path}/accept", SUPERVISOR).status_code == 303
    assert "说明已采纳" in office.page(path, OFFICER)


@pytest.mark.parametrize("path", ["/cards", "/letters", "/commitments"])
def test_lists_go_on_by_cursor_and_a_wrong_cursor_is_refused(office: Office, path: str) -> None:
    assert office.api(f"{path}?cursor=bm90aGluZw", SUPERVISOR)[1]["code"] == "request.cursor"
    assert office.api(path, SYSADMIN)[0] == 403
    for _ in range(3):
        lapsed(office)
    if path == "/commitments":
        return
    name = path.strip("/")
    first = office.api(f"{path}?limit=2", SUPERVISOR)[1]
    second = office.api(f"{path}?limit=2&cursor={first['next_cursor']}", SUPERVISOR)[1]
    assert (len(first[name]), len(second[name]), second["next_cursor"]) == (2, 1, None)
