"""A supervisor writes a letter to a unit on a real house: its number, its words, its reply, its lapse."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from services.supervision.lapsing import turn
from shared.access.who import Who
from tests.integration.supervision.office import DISPATCHER, LEADER, OFFICER, SUPERVISOR, SYSADMIN, Office

OTHER = Who("licai", "李财", "finance", "经办人", ("officer",), "s-9")
REPLY = {"reply": "已更换循环泵，室温达标，今后每日巡检"}
PAGE = {"title": "园区供热问题", "text": "三家企业反映供热不足。\n请立即组织抢修，说明原因。", "reply_on": "2026-11-27"}


def form(no: str, **changes: str) -> dict[str, str]:
    return {"case_no": no, "unit": "housing", **PAGE, **changes}


def wrote(office: Office, no: str = "", **changes: str) -> dict[str, Any]:
    """A letter about this case, or about a new one."""
    status, row = office.api("/letters", SUPERVISOR, form(no or office.close(), **changes))
    assert status == 201, row
    return dict(row)


def paragraphs(office: Office, number: str, who: Who) -> list[str]:
    response = office.ask("GET", f"/letters/{number}.docx", who)
    assert response.status_code == 200
    return [one.text for one in Document(BytesIO(response.get_data())).paragraphs if one.text]


def test_a_supervisor_writes_a_letter_about_a_case_that_is_numbered_and_kept_closed(office: Office) -> None:
    no = office.close()
    row = wrote(office, no)
    shown = {name: row[name] for name in ("number", "kind", "case_no", "unit", "ground", "state", "written_by")}
    assert shown == {
        "number": "2026-1",
        "kind": "letter",
        "case_no": no,
        "unit": "housing",
        "ground": "by_hand",
        "state": "issued",
        "written_by": "ducha",
    }
    assert row["reply_by"] == "2026-11-27T15:59:00.000000Z"
    (said,) = office.said("letter.issued")
    assert [duty["duty"] for duty in said["duties"]] == ["explain"]
    assert "供热" not in str(said)
    assert office.subjects("letter.issued") == [no]
    assert office.api("/letters/2026-1", OFFICER)[1]["text"] == PAGE["text"]
    assert office.api("/letters/2026-1", LEADER)[1]["text"] == "‹已加密›"
    assert wrote(office, no)["number"] == "2026-2"


def test_it_is_a_word_document_in_the_words_of_who_wrote_it(office: Office) -> None:
    no = office.close()
    wrote(office, no)
    text = paragraphs(office, "2026-1", OFFICER)
    assert text[1:4] == ["海政督〔2026〕1号", "关于园区供热问题的督办函", "海拉尔区住房和城乡建设局："]
    assert text[5:7] == PAGE["text"].splitlines()
    assert text[4] == f"现就编号{no}的企业诉求函告如下："
    assert "2026年11月27日23时59分前" in text[7]
    refused = office.ask("GET", "/api/v1/letters/2026-1.docx", LEADER)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "letter.closed")
    assert office.ask("GET", "/letters/2026-1.docx", OTHER).status_code == 404


def test_what_a_word_document_cannot_hold_is_shown_as_such(office: Office) -> None:
    number = wrote(office, title="关于供\x00热", text="一\x04二\n三\ufffe")["number"]
    found = paragraphs(office, number, SUPERVISOR)
    assert {"一\ufffd二", "三\ufffd"} <= set(found)


def test_the_unit_replies_supervision_accepts_and_nothing_lapses(office: Office) -> None:
    wrote(office)
    path = "/letters/2026-1"
    assert office.api(f"{path}/accept", SUPERVISOR, {})[1]["code"] == "letter.not_replied"
    assert office.api(f"{path}/reply", SUPERVISOR, REPLY)[0] == 403
    assert office.api(f"{path}/reply", OTHER, REPLY)[0] == 404
    assert office.api(f"{path}/reply", OFFICER, {})[0] == 422
    status, row = office.api(f"{path}/reply", OFFICER, REPLY)
    assert (status, row["state"], row["replied_by"]) == (200, "replied", "jingban")
    assert office.api(f"{path}/reply", OFFICER, REPLY)[1]["code"] == "letter.replied"
    assert [one["number"] for one in office.api("/letters?state=replied", SUPERVISOR)[1]["letters"]] == ["2026-1"]
    assert office.api(f"{path}/accept", OFFICER, {})[0] == 403
    assert office.api(f"{path}/accept", SUPERVISOR, {"remark": "请保持"})[1]["state"] == "accepted"
    assert office.api(path, OFFICER)[1]["remark"] == "请保持"
    office.clock.pass_(days=20)
    turn(office.house)
    assert office.said("letter.lapsed") == []


def test_a_reply_that_does_not_come_lapses_and_each_letter_is_followed_by_itself(office: Office) -> None:
    no = office.close()
    wrote(office, no)
    wrote(office, no)
    office.clock.pass_(days=4)
    turn(office.house)
    assert turn(office.house) == 0
    lapsed = office.said("letter.lapsed")
    assert [(one["duty"], one["unit"], one["letter"]) for one in lapsed] == [
        ("explain", "housing", "2026-1"),
        ("explain", "housing", "2026-2"),
    ]
    for said in lapsed:
        office.hear("supervision", "letter.lapsed", no, said)
    assert [one["which"] for one in office.said("reminder.issued")] == ["2026-1", "2026-2"]
    assert office.said("card.called_for") == []
    assert "已逾期" in office.page("/letters", SUPERVISOR)
    assert office.api("/letters/2026-1/reply", OFFICER, REPLY)[1]["lapsed"] is False
    office.hear("supervision", "letter.replied", no, office.said("letter.replied")[0])
    assert [one["which"] for one in office.said("reminder.done")] == ["2026-1"]


def test_only_supervision_writes_and_takes_back(office: Office) -> None:
    no = office.close()
    for who in (OFFICER, LEADER, DISPATCHER, SYSADMIN):
        assert office.api("/letters", who, form(no))[0] == 403
    wrote(office, no)
    for who in (OFFICER, LEADER, DISPATCHER):
        assert office.api("/letters/2026-1/withdraw", who, {"reason": "发错了"})[0] == 403
    assert office.api("/letters/2026-1/withdraw", SUPERVISOR, {})[0] == 422
    assert office.api("/letters/2026-1/withdraw", SUPERVISOR, {"reason": "发错单位"})[1]["state"] == "withdrawn"
    assert office.api("/letters/2026-1/reply", OFFICER, REPLY)[1]["code"] == "letter.withdrawn"
    assert office.api("/letters/2026-1", OFFICER)[1]["reason"] == "发错单位"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"case_no": "20261124-00000000000"}, "case_no"),
        ({"case_no": "abc"}, "case_no"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"reply_on": "soon"}, "reply_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office: Office, change: dict[str, str], field: str) -> None:
    status, problem = office.api("/letters", SUPERVISOR, form(office.close(), **change))
    assert (status, [one["name"] for one in problem["fields"]]) == (422, [field])
    assert office.said("letter_number.taken") == []


@pytest.mark.parametrize(
    ("change", "code"),
    [({"unit": "moon"}, "letter.unknown_unit"), ({"reply_on": "2026-11-20"}, "letter.past")],
)
def test_what_is_refused_takes_no_number(office: Office, change: dict[str, str], code: str) -> None:
    assert office.api("/letters", SUPERVISOR, form(office.close(), **change))[1]["code"] == code
    assert office.said("letter_number.taken") == []
    assert wrote(office)["number"] == "2026-1"


def test_the_same_request_again_writes_nothing_and_gives_the_same_letter(office: Office) -> None:
    said = form(office.close())
    first, second = (
        office.ask("POST", "/api/v1/letters", SUPERVISOR, key="letter-of-today", json=said) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json()["number"] == second.get_json()["number"] == "2026-1"
    assert len(office.said("letter.issued")) == 1


def test_the_pages_lead_from_the_form_to_the_reply_and_its_acceptance(office: Office) -> None:
    no = office.close()
    assert "发督办函" not in office.page("/letters", OFFICER)
    assert 'href="/supervision/letters/new"' in office.page("/letters", SUPERVISOR)
    assert f'value="{no}"' in office.page(f"/letters/new?case_no={no}", SUPERVISOR)
    assert "请填写这一项" in office.post("/letters/new", SUPERVISOR, case_no=no).get_data(as_text=True)
    response = office.post("/letters/new", SUPERVISOR, **form(no))
    assert response.location == "/supervision/letters/2026-1?said=done.letter_written"
    page = office.page("/letters/2026-1", OFFICER)
    assert all(word in page for word in ("园区供热问题", "海政督〔2026〕1号", "待回复", "回复督办函", no))
    assert office.post("/letters/2026-1/reply", OFFICER, **REPLY).status_code == 303
    page = office.page("/letters/2026-1", SUPERVISOR)
    assert (REPLY["reply"] in page, 'action="/supervision/letters/2026-1/accept"' in page) == (True, True)
    assert office.post("/letters/2026-1/accept", SUPERVISOR).status_code == 303
    assert "回复已采纳" in office.page("/letters?state=accepted", OFFICER)
    assert "现在没有需要您做的事" in office.page("/letters/2026-1", LEADER)


def test_a_letter_that_came_with_a_card_is_answered_there(office: Office) -> None:
    no = office.close()
    office.lapse(no)
    turn(office.house)
    card = office.api("/cards", SUPERVISOR)[1]["cards"][0]["id"]
    way = f"/letters/new?case_no={no}&amp;unit=housing"
    assert [way in office.page(f"/cards/{card}", who) for who in (SUPERVISOR, OFFICER)] == [True, False]
    assert office.api("/letters/2026-1/reply", OFFICER, REPLY)[1]["code"] == "letter.with_card"
    assert "随牌发出" in office.page("/letters/2026-1", OFFICER)
    assert wrote(office)["number"] == "2026-2"
