"""The rules in force: shown with their versions, changed by two people, and never moving what is running."""

import copy
from io import BytesIO
from typing import Any

import pytest
import yaml

from services.routing.adopt import adopt
from services.routing.adoption import read_jurisdiction, read_part
from services.routing.web.rule_versions import readable
from shared.access.who import Who
from shared.eventlog.fact import fact_of
from shared.rules.canonical import content_hash
from shared.rules.rules import PARTS
from shared.web.guard import csrf_token
from tests.integration.routing.hall import HEATING, JURISDICTION, OFFICER, Hall

WANG = Who("xitong", "王系统", "", "", ("system_admin",), "s-11")
LI = Who("anquan", "李安全", "", "", ("security_admin",), "s-12")
PARTS_NOW = read_jurisdiction(JURISDICTION)


def edited(amount: int = 7) -> str:
    """The limits with another one for signing, as YAML."""
    content: dict[str, Any] = copy.deepcopy(dict(PARTS_NOW["limits"]))
    content["limits"]["sign"] = {**content["limits"]["sign"], "amount": amount}
    return readable(content)


def propose(hall: Hall, text: str, who: Who = WANG) -> Any:
    return hall.api("/rules/limits/propose", who, {"content": text})


def change(hall: Hall, amount: int = 7) -> str:
    """Proposed by one, adopted by another; the hash in force since."""
    status, part = propose(hall, edited(amount))
    assert status == 200, part
    status, part = hall.api("/rules/limits/adopt", LI, {"hash": part["proposal"]["hash"]})
    assert status == 200, part
    hall.house.rulebook.load()  # the committer does the same a moment later
    return str(part["hash"])


def test_every_part_in_force_is_listed_with_its_hash(hall: Hall) -> None:
    page = hall.page("/rules", OFFICER)
    status, said = hall.api("/rules", OFFICER)
    assert status == 200
    assert {one["part"]: one["hash"] for one in said["parts"]} == {p: content_hash(PARTS_NOW[p]) for p in PARTS}
    assert all(one["hash"][:12] in page and one["versions"][0]["by"] == "system:init" for one in said["parts"])


@pytest.mark.parametrize("part", PARTS)
def test_the_text_shown_is_the_content_in_force(part: str, hall: Hall) -> None:
    status, said = hall.api(f"/rules/{part}", OFFICER)
    assert status == 200
    assert read_part(part, said["content"]) == PARTS_NOW[part]


def test_one_person_proposes_and_another_adopts_on_the_pages(hall: Hall) -> None:
    assert hall.post("/rules/limits/propose", WANG, {"content": edited()}).status_code == 303
    page = hall.page("/rules/limits", WANG)
    assert "须由另一位同事审核启用" in page
    assert "<ins>+     amount: 7</ins>" in page
    hash_ = hall.api("/rules/limits", LI)[1]["proposal"]["hash"]
    assert hall.post("/rules/limits/adopt", LI, {"hash": hash_}).status_code == 303
    page = hall.page("/rules/limits", LI)
    assert "xitong 提出" in page
    assert hash_[:12] in page


def test_nobody_adopts_their_own_proposal(hall: Hall) -> None:
    _, part = propose(hall, edited())
    status, said = hall.api("/rules/limits/adopt", WANG, {"hash": part["proposal"]["hash"]})
    assert (status, said["code"]) == (409, "rules.own_proposal")


def test_a_file_is_taken_as_well(hall: Hall) -> None:
    csrf = csrf_token(hall.house.world.keys, WANG)
    data = {"csrf": csrf, "file": (BytesIO(edited().encode()), "limits.yaml")}
    assert hall.ask("POST", "/rules/limits/propose", WANG, data=data).status_code == 303
    assert hall.api("/rules/limits", LI)[1]["proposal"]["by"] == "xitong"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("limits: [", "不是可读的 YAML"), ("- a", "应为对照表"), ("limits: {}", "缺少时限"), ("", "应为对照表")],
)
def test_what_would_not_be_whole_is_told_in_sentences_and_nothing_is_proposed(
    hall: Hall, text: str, sentence: str
) -> None:
    status, said = propose(hall, text) if text else hall.api("/rules/limits/propose", WANG, {})
    assert (status, said["code"]) == (422, "rules.invalid")
    assert any(sentence in str(fault) for fault in said["fields"])
    assert hall.api("/rules/limits", LI)[1]["proposal"] is None


def test_a_fault_is_shown_beside_what_was_typed(hall: Hall) -> None:
    typed = edited().replace("amount: 7", "amount: 0")
    response = hall.post("/rules/limits/propose", WANG, {"content": typed})
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert "“amount”应为不小于 1 的整数" in page
    assert "amount: 0" in page


def test_who_may_not_change_the_rules_only_reads_them(hall: Hall) -> None:
    assert propose(hall, edited(), OFFICER)[0] == 403
    assert "提出修改" not in hall.page("/rules/limits", OFFICER)


def test_a_change_moves_no_running_due_time_and_holds_for_what_begins_later(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    before = hall.api(f"/work-orders/{no}", OFFICER)[1]["duties"]
    hash_ = change(hall)
    assert hall.api(f"/work-orders/{no}", OFFICER)[1]["duties"] == before
    later = hall.api(f"/work-orders/{hall.receive('五号楼供热管网漏水', HEATING)}", OFFICER)[1]["duties"]
    signing = {duty["duty"]: duty for duty in before}["sign"], {duty["duty"]: duty for duty in later}["sign"]
    assert signing[0]["due_at"] < signing[1]["due_at"]
    dispatched = [fact_of(entry.body) for entry in hall.house.log.read() if entry.type == "work_order.dispatched"]
    (rules,) = {duty["rules"] for duty in dispatched[-1].data["duties"]}
    assert rules.startswith(f"{hash_[:12]}+")


def test_an_earlier_version_is_found_by_what_due_times_say_of_it(hall: Hall) -> None:
    first = content_hash(PARTS_NOW["limits"])
    change(hall)
    status, said = hall.api(f"/rules/limits?version={first[:12]}", OFFICER)
    assert status == 200
    assert yaml.safe_load(said["content"])["limits"]["sign"]["amount"] == 1
    assert [one["hash"] for one in said["versions"]][1] == first
    assert hall.api("/rules/limits?version=0123456789ab", OFFICER)[0] == 404
    assert "这是第一版" in hall.page(f"/rules/limits?version={first}", OFFICER)


def test_a_restart_keeps_what_people_adopted(hall: Hall) -> None:
    hash_ = change(hall)
    assert adopt(hall.house, JURISDICTION) == 0
    assert hall.api("/rules/limits", OFFICER)[1]["hash"] == hash_


def test_a_part_that_is_none_is_not_found(hall: Hall) -> None:
    assert hall.api("/rules/weather", OFFICER)[0] == 404
