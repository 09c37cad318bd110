"""A case as of any recorded time, with who answered for it, its duties and the rules of then; and two times beside each other."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from shared.eventlog.unit import Hearing
from shared.kernel.times import stamp
from tests.integration.ledger.office import (
    ACCEPTED,
    CLOSED,
    DISCIPLINE,
    ELSEWHERE,
    HOUR,
    LEADER,
    NOON,
    OFFICER,
    OPENED,
    Office,
)

READING = ("intake", "personal.opened", {"purpose": "page.appeal", "fields": ["text"], "reason": None})


def at(hours: float) -> str:
    return stamp(NOON + hours * HOUR)


def duty(name: str, hours: float, rules: str, unit: str = "housing") -> dict[str, str]:
    return {"duty": name, "unit": unit, "due_at": at(hours), "limit": name, "rules": rules}


@pytest.fixture
def computed(ruled: Office) -> str:
    """The fingerprint of limits and calendar in force at the beginning."""
    return ruled.house.rulebook.current.fingerprint


@pytest.fixture
def no(ruled: Office, computed: str) -> str:
    """Recorded hour by hour: received, accepted, opened, dispatched (3), signed (4), extended (5), closed (6)."""
    begun = [duty("sign", 5, computed), duty("answer", 30, computed)]
    given = {"round": 1, "unit": "housing", "form": "assigned", "rules": "aaaaaaaaaaaa+bbbbbbbbbbbb"}
    dispatched = ("routing", "work_order.dispatched", {**given, "supporting": ["finance"], "duties": begun})
    extended = (
        "routing",
        "work_order.extended",
        {"round": 1, "unit": "housing", "duties": [duty("answer", 50, computed)]},
    )
    signed = ("routing", "work_order.signed", {"round": 1, "unit": "housing"})
    return ruled.case(1, ACCEPTED, OPENED, dispatched, signed, extended, CLOSED)


def names(duties: list[dict[str, Any]]) -> list[str]:
    return [one["duty"] for one in duties]


def test_the_api_says_who_answered_which_duties_ran_and_which_rules_were_in_force(
    ruled: Office, no: str, computed: str
) -> None:
    then = ruled.api(f"/cases/{no}?as_of={at(3.5)}", LEADER)
    assert (then["unit"], then["responsible"]["unit"], then["responsible"]["since"]) == ("housing", "housing", at(3))
    assert then["responsible"]["signed_by"] is None
    assert then["responsible"]["supporting"] == [{"unit": "finance", "state": "assigned", "signed_by": None}]
    assert then["responsible"]["dispatched_with"] == {"units": "aaaaaaaaaaaa", "catalogue": "bbbbbbbbbbbb"}
    assert [(one["duty"], one["due_at"]) for one in then["duties"]] == [("sign", at(5)), ("answer", at(30))]
    assert "+".join(then["duties"][0]["rules"].values()) == computed
    in_force = {one["part"]: one["hash"] for one in then["rules"]}
    assert in_force == dict(ruled.house.rulebook.current.hashes)


def test_signed_extended_and_closed_each_show_at_their_time(ruled: Office, no: str) -> None:
    signed = ruled.api(f"/cases/{no}?as_of={at(4)}", LEADER)
    assert signed["responsible"]["signed_by"]["account"] == "system:routing"
    assert (names(signed["duties"]), names(signed["duties_ended"])) == (["answer"], ["sign"])
    assert signed["duties_ended"][0]["end"] == "kept"
    [answer] = ruled.api(f"/cases/{no}?as_of={at(5)}", LEADER)["duties"]
    assert (answer["due_at"], answer["moves"]) == (at(50), [{"at": at(5), "due_at": at(30)}])
    now = ruled.api(f"/cases/{no}", LEADER)
    assert (now["duties"], names(now["duties_ended"])) == ([], ["sign", "answer"])


def test_a_duty_is_overdue_as_of_a_time_after_its_due_time(ruled: Office, no: str) -> None:
    quiet = ruled.api(f"/cases/{no}?as_of={at(3)}", LEADER)
    assert not any(one["overdue"] for one in quiet["duties"])
    ruled.clock.at = NOON + 99 * HOUR
    other = ruled.case(2, ACCEPTED)
    appeal = {"duties": [duty("accept", 90, "x+y", "desk")], "urgent": True}
    ruled.hear(ruled.books["intake"].say(other, "appeal.urgency_marked", appeal))
    [accept] = ruled.api(f"/cases/{other}", LEADER)["duties"]
    assert (accept["overdue"], accept["lapsed"]) == (True, False)


def test_the_rules_in_force_are_those_adopted_by_then(ruled: Office, no: str) -> None:
    before = {one["part"]: one["hash"] for one in ruled.api(f"/cases/{no}", LEADER)["rules"]}
    content = json.dumps({"limits": {}}, separators=(",", ":"))
    hash_ = sha256(content.encode()).hexdigest()
    adopted = {"part": "limits", "hash": hash_, "content": content, "proposer": ""}
    began = ruled.clock.at
    ruled.hear(ruled.books["routing"].say("rules/limits", "rules.adopted", adopted))
    ruled.clock.at += HOUR
    later = {one["part"]: one for one in ruled.api(f"/cases/{no}", LEADER)["rules"]}
    assert (later["limits"]["hash"], later["limits"]["since"]) == (hash_, stamp(began))
    then = {one["part"]: one["hash"] for one in ruled.api(f"/cases/{no}?as_of={at(6)}", LEADER)["rules"]}
    assert then == before
    told = ruled.api(f"/cases/{no}/difference?from={at(6)}", LEADER)
    [changed] = told["rules"]
    assert (changed["part"], changed["from"]["hash"], changed["to"]["hash"]) == ("limits", before["limits"], hash_)
    assert told["entries"] == []


def test_the_difference_names_state_duties_and_entries_between(ruled: Office, no: str) -> None:
    told = ruled.api(f"/cases/{no}/difference?from={at(2)}&to={at(5)}", LEADER)
    assert told["changed"]["state"] == {"from": "dispatching", "to": "handling"}
    assert told["changed"]["unit"] == {"from": None, "to": "housing"}
    assert names(told["duties"]["begun"]) == ["sign", "answer"]
    assert names(told["duties"]["ended"]) == ["sign"]
    assert [one["type"] for one in told["entries"]] == [
        "work_order.dispatched",
        "work_order.signed",
        "work_order.extended",
    ]
    later = ruled.api(f"/cases/{no}/difference?from={at(4)}&to={at(5)}", LEADER)
    [moved] = later["duties"]["moved"]
    assert (moved["duty"], moved["due_at_before"], moved["due_at"]) == ("answer", at(30), at(50))
    assert later["changed"] == {}


def test_between_equal_moments_nothing_is_different(ruled: Office, no: str) -> None:
    told = ruled.api(f"/cases/{no}/difference?from={at(4)}&to={at(4)}", LEADER)
    assert (told["changed"], told["entries"], told["rules"]) == ({}, [], [])
    assert not any(told["duties"].values())
    assert "情况一样" in ruled.page(f"/cases/{no}?as_of={at(4)}&beside={at(4)}", LEADER)


def test_from_before_it_was_received_everything_is_new(ruled: Office, no: str) -> None:
    told = ruled.api(f"/cases/{no}/difference?from={at(-5)}&to={at(0)}", LEADER)
    assert (told["before"], told["after"]["state"]) == (None, "received")
    assert [one["type"] for one in told["entries"]] == ["appeal.received"]
    assert "还没有这件事项" in ruled.page(f"/cases/{no}?as_of={at(0)}&beside={at(-5)}", LEADER)


def test_at_both_times_before_it_was_received_there_is_nothing(ruled: Office, no: str) -> None:
    refused = ruled.api(f"/cases/{no}/difference?from={at(-5)}&to={at(-1)}", LEADER, 404)
    assert refused["code"] == "case.not_yet"
    assert "还没有" in ruled.page(f"/cases/{no}?as_of={at(-1)}", LEADER, 404)


def test_reversed_moments_are_refused_by_the_api_and_sorted_on_the_page(ruled: Office, no: str) -> None:
    refused = ruled.api(f"/cases/{no}/difference?from={at(5)}&to={at(2)}", LEADER, 422)
    assert refused["code"] == "case.moments_reversed"
    for query in (f"as_of={at(5)}&beside={at(2)}", f"as_of={at(2)}&beside={at(5)}"):
        page = ruled.page(f"/cases/{no}?{query}", LEADER)
        assert page.index('value="2026-11-24T17:00:00"') < page.index('value="2026-11-24T14:00:00"')
        assert page.index("2026-11-24 14:00</time> 到") < page.index("其间的 3 条记录")


@pytest.mark.parametrize(
    "query", ["difference?from=gestern", "difference", "difference?from=2026-11-24&to=x", "difference?from=2026-13-40"]
)
def test_times_that_are_none_are_refused_with_a_sentence(ruled: Office, no: str, query: str) -> None:
    refused = ruled.api(f"/cases/{no}/{query}", LEADER, 422)
    assert refused["fields"]


@pytest.mark.parametrize("query", ["as_of=gestern", "as_of=2026-11-24T13:00&beside=gestern"])
def test_a_page_asked_for_no_time_says_so(ruled: Office, no: str, query: str) -> None:
    assert "日期时间看不懂" in ruled.page(f"/cases/{no}?{query}", LEADER, 422)


def test_a_time_without_a_zone_is_that_of_shanghai(ruled: Office, no: str) -> None:
    local, utc = "2026-11-24T16:00", at(4)
    here = ruled.api(f"/cases/{no}?as_of={local}", LEADER)
    there = ruled.api(f"/cases/{no}?as_of={utc}", LEADER)
    assert here == there


def test_what_happened_before_but_was_recorded_later_counts_from_its_record(ruled: Office, no: str) -> None:
    now = ruled.clock.at
    late = {"round": 1, "duty": "answer", "unit": "housing", "due_at": at(30)}
    ruled.hear(ruled.books["routing"].say(no, "work_order.lapsed", late, at=now - 2 * HOUR))
    told = ruled.api(f"/cases/{no}/difference?from={stamp(now - HOUR / 2)}&to={stamp(now)}", LEADER)
    assert {one["type"] for one in told["entries"]} == {"work_order.lapsed"}
    before = ruled.api(f"/cases/{no}/history?as_of={stamp(now - timedelta(seconds=1))}", LEADER)["history"]
    assert "work_order.lapsed" not in {one["type"] for one in before}


def test_an_entry_that_was_parked_is_in_its_place_once_it_is_replayed(ruled: Office, computed: str) -> None:
    no = ruled.case(1, ACCEPTED, OPENED)
    routing = ruled.books["routing"]
    given = {"round": 1, "unit": "housing", "duties": [duty("sign", 9, computed)]}
    dispatched = routing.say(no, "work_order.dispatched", given)
    ruled.clock.at += HOUR
    signed = routing.say(no, "work_order.signed", {"round": 1, "unit": "housing"})
    ruled.house.handle(dispatched, Hearing.PARKED)
    ruled.hear(signed)
    assert ruled.api(f"/cases/{no}", LEADER)["duties_ended"] == []
    ruled.house.handle(dispatched, Hearing.REPLAYED)
    assert names(ruled.api(f"/cases/{no}?as_of={at(3)}", LEADER)["duties"]) == ["sign"]
    assert names(ruled.api(f"/cases/{no}", LEADER)["duties_ended"]) == ["sign"]


def test_a_unit_sees_the_difference_of_its_own_cases_alone(ruled: Office, no: str) -> None:
    path = f"/cases/{no}/difference?from={at(0)}"
    assert ruled.api(path, OFFICER)["after"]["unit"] == "housing"
    ruled.api(path, ELSEWHERE, 404)
    ruled.api(path, None, 401)


def test_who_read_it_is_told_to_auditors_alone(ruled: Office, no: str) -> None:
    now = ruled.clock.at
    ruled.hear(ruled.books[READING[0]].say(no, READING[1], READING[2]))
    path = f"/cases/{no}/difference?from={stamp(now - timedelta(seconds=1))}&to={stamp(now)}"
    assert ruled.api(path, LEADER)["entries"] == []
    assert len(ruled.api(path, DISCIPLINE)["entries"]) == 1
    assert ruled.api(f"/cases/{no}?as_of={stamp(now)}", LEADER)["changed_at"] == at(6)


def test_the_page_shows_all_of_it_and_leads_back_to_each_step(ruled: Office, no: str) -> None:
    page = ruled.page(f"/cases/{no}?as_of={at(3.5)}", LEADER)
    for word in (
        "责任单位",
        "还没有签收",
        "协办单位",
        "待签收",
        "在跑的时限",
        "签收",
        "答复",
        "当时有效的规则",
        "办理时限",
    ):
        assert word in page
    assert "回看此时" in page
    assert f"as_of={stamp(NOON + 3 * HOUR)[:13]}" in page
    version = ruled.house.rulebook.current.hashes["limits"][:12]
    assert page.count(f"/routing/rules/limits?version={version}") == 3, "of two duties, and in force"
    both = ruled.page(f"/cases/{no}?as_of={at(2)}&beside={at(5)}", LEADER)
    for word in ("两个时点的差别", "开始的时限", "了结的时限", "其间的 3 条记录"):
        assert word in both
