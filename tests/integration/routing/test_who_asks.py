"""Who asks: kept from the unit where the asker wants it, corrected by intake, and called at the right number."""

from typing import Any

from services.routing.adoption import read_jurisdiction
from services.routing.domain.rules import AdoptRules
from services.routing.domain.work_order.appeal import File
from services.routing.domain.work_order.correcting_commands import CorrectAsker
from shared.eventlog.fact import fact_of
from shared.kernel.text import Home, Text
from shared.rules.canonical import canonical, content_hash
from tests.integration.routing.hall import (
    DISPATCHER,
    HEAD,
    HEATING,
    JURISDICTION,
    OFFICER,
    SYSTEM,
    Hall,
    to_answered,
    to_signed,
)

WHO = ("王小明", "13912345678", "海拉尔区某某食品有限公司")


def last(hall: Hall, no: str, type_: str) -> Any:
    facts = [fact_of(entry.body) for entry in hall.house.log.read() if (entry.subject, entry.type) == (no, type_)]
    return facts[-1].data


def closed(hall: Hall, no: str, path: str, value: str) -> Any:
    key = last(hall, no, "work_order.opened")["title"]["key"]
    return hall.vault.under("intake").close(Text(value).under(key), Home(no, "entry-x", path))


def test_of_a_confidential_case_the_unit_sees_the_words_and_not_who_asks(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING, confidential=True)
    page = hall.page(f"/work-orders/{no}", OFFICER)
    assert "保密件" in page
    assert "车间温度不足" in page
    assert not [word for word in WHO if word in page]
    document = hall.ask("GET", f"/api/v1/work-orders/{no}", OFFICER).get_data(as_text=True)
    assert not [word for word in WHO if word in document]
    assert "保密" in hall.page("/work-orders", OFFICER)


def test_the_desk_sees_who_asks_and_that_it_is_confidential(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING, confidential=True)
    page = hall.page(f"/work-orders/{no}", DISPATCHER)
    assert "保密件" in page
    assert [word for word in WHO if word in page] == list(WHO)


def test_a_confidential_case_is_closed_without_a_contact_by_the_unit(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING, confidential=True)
    assert hall.told(no, "sign", OFFICER)["waits_for"] == "answer"
    hall.told(no, "answer", OFFICER, internal="已派员查看", public="管网已修复", resolved=True)
    hall.told(no, "approve", HEAD)
    hall.told(no, "close", OFFICER)
    said = last(hall, no, "work_order.closed")
    assert (said["contact"], said["confidential"], said["phone"] is None) == ("confidential", True, False)
    for text in (hall.page(f"/work-orders/{no}", OFFICER), str(hall.api(f"/work-orders/{no}", OFFICER)[1])):
        assert not [word for word in WHO if word in text]


def test_the_page_shows_what_was_corrected(hall: Hall) -> None:
    no = to_signed(hall)
    phone = closed(hall, no, "value", "13800000001")
    hall.house.execute(CorrectAsker(no, "phone", phone, "", hall.house.moment(SYSTEM)))
    assert 'href="tel:13800000001"' in hall.page(f"/work-orders/{no}", OFFICER)
    assert hall.api(f"/work-orders/{no}", OFFICER)[1]["appeal"]["phone"] == "13800000001"


def test_what_was_corrected_of_a_confidential_asker_is_not_for_the_unit_either(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING, confidential=True)
    hall.house.execute(CorrectAsker(no, "name", closed(hall, no, "value", "李小红"), "", hall.house.moment(SYSTEM)))
    assert "李小红" not in hall.page(f"/work-orders/{no}", OFFICER)
    assert "李小红" not in str(hall.api(f"/work-orders/{no}", OFFICER)[1])
    assert "李小红" in hall.page(f"/work-orders/{no}", DISPATCHER)


def test_the_number_called_is_compared_with_the_askers_however_it_is_typed(hall: Hall) -> None:
    no = to_signed(hall)
    at = hall.clock.at.isoformat()
    hall.told(no, "first-contact", OFFICER, reached=False, contacted_at=at, number="+86 139-1234 5678")
    assert last(hall, no, "work_order.contacted")["number_is_askers"] is True
    hall.clock.pass_(minutes=1)
    at = hall.clock.at.isoformat()
    hall.told(no, "first-contact", OFFICER, reached=True, contacted_at=at, number="13800000002")
    assert last(hall, no, "work_order.contacted")["number_is_askers"] is False
    assert "与诉求人留的号码不同" in hall.page(f"/work-orders/{no}", OFFICER)


def attached(hall: Hall, *, confidential: bool) -> str:
    other = hall.receive("三号楼供热管网漏水", HEATING)
    name = closed(hall, other, "attachments.0.name", "现场照片.jpg")
    files = (File(name, "ab" * 32, "image/jpeg", 2048),)
    return hall.receive("三号楼供热管网漏水", HEATING, attachments=files, confidential=confidential)


def test_the_files_of_an_appeal_are_a_way_to_intake_for_who_may_have_them(hall: Hall) -> None:
    no = attached(hall, confidential=False)
    href = f"/intake/desk/{no}/attachments/{'ab' * 32}"
    for who in (OFFICER, DISPATCHER):
        page = hall.page(f"/work-orders/{no}", who)
        assert f'href="{href}"' in page
        assert "现场照片.jpg" in page
    (file,) = hall.api(f"/work-orders/{no}", OFFICER)[1]["attachments"]
    assert (file["href"], file["size"]) == (href, 2048)


def test_the_files_of_a_confidential_appeal_are_not_for_the_unit(hall: Hall) -> None:
    no = attached(hall, confidential=True)
    assert "attachments/" not in hall.page(f"/work-orders/{no}", OFFICER)
    assert hall.api(f"/work-orders/{no}", OFFICER)[1]["attachments"] == []
    assert "attachments/" in hall.page(f"/work-orders/{no}", DISPATCHER)


def with_longer(hall: Hall, limit: str) -> None:
    content: Any = read_jurisdiction(JURISDICTION)["limits"]
    content["limits"][limit]["amount"] = 9
    hall.house.execute(AdoptRules("limits", content_hash(content), canonical(content), hall.house.moment(SYSTEM)))
    hall.house.rulebook.load()


def due(order: Any, duty: str) -> str:
    found: str = next(one["due_at"] for one in order["duties"] if one["duty"] == duty)
    return found


def test_a_person_at_the_desk_has_running_due_times_computed_anew(hall: Hall) -> None:
    no = to_signed(hall)
    before = hall.api(f"/work-orders/{no}", DISPATCHER)[1]
    with_longer(hall, "first_contact")
    running = hall.api(f"/work-orders/{no}", DISPATCHER)[1]
    assert due(running, "first_contact") == due(before, "first_contact")
    assert "重算时限" in hall.page(f"/work-orders/{no}?do=recompute", DISPATCHER)
    after = hall.told(no, "recompute", DISPATCHER, reason="先行联系放宽")
    assert due(after, "first_contact") > due(before, "first_contact")
    assert due(after, "answer") == due(before, "answer")
    assert "原先行联系时限" in hall.page(f"/work-orders/{no}", DISPATCHER)
    assert hall.api(f"/work-orders/{no}/recompute", OFFICER, {"reason": "x"})[0] == 403


def test_the_due_time_of_approval_counts_from_the_answer(hall: Hall) -> None:
    no = to_answered(hall)
    hall.clock.pass_(hours=1)
    with_longer(hall, "approve")
    before = hall.api(f"/work-orders/{no}", DISPATCHER)[1]
    after = hall.told(no, "recompute", DISPATCHER, reason="签发放宽")
    assert due(after, "approve") > due(before, "approve")
    assert due(after, "answer") == due(before, "answer")
