"""The case index: now and as of a time, for those who may see it."""

from datetime import timedelta
from typing import Any

import pytest

from services.ledger.readmodels.cases import apply
from services.ledger.readmodels.cases.query import counts
from shared.kernel.times import stamp
from tests.integration.ledger.office import (
    ACCEPTED,
    AUDITOR,
    CLOSED,
    DISCIPLINE,
    DISPATCHED,
    ELSEWHERE,
    HELD,
    HOUR,
    LEADER,
    NOON,
    OFFICER,
    OPENED,
    RECORDED,
    SIGNED,
    Office,
)

READING = {"purpose": "page.clue", "fields": ["text"], "reason": None}


def at(hours: float) -> str:
    return stamp(NOON + hours * HOUR)


def state(document: dict[str, Any]) -> tuple[Any, ...]:
    return document["state"], document["waits_for"], document["unit"], document["round"]


def test_a_case_is_where_the_facts_of_all_services_say(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED, SIGNED)
    shown = ruled.api(f"/cases/{no}", LEADER)
    assert shown["case_no"] == no
    assert state(shown) == ("handling", "contact", "housing", 1)
    assert (shown["source_no"], shown["received_at"], shown["changed_at"]) == ("1", at(0), at(4))


def test_whichever_service_is_heard_first_the_case_is_the_same(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED)
    other = ruled.case(2)
    routing = [ruled.books["routing"].say(other, type_, data) for _, type_, data in (OPENED, DISPATCHED)]
    accepted = ruled.books["intake"].say(other, ACCEPTED[1], ACCEPTED[2])
    ruled.hear(*routing, accepted)
    ruled.hear(*[ruled.books["routing"].say(no, type_, data) for _, type_, data in (OPENED, DISPATCHED)])
    assert state(ruled.api(f"/cases/{no}", LEADER)) == state(ruled.api(f"/cases/{other}", LEADER))


def test_a_case_of_which_routing_spoke_first_is_there_once_its_receipt_is_heard(ruled: Office) -> None:
    receipt = ruled.books["intake"]
    no = "20261124-7K3QX0M2VBP"
    ruled.hear(ruled.books["routing"].say(no, OPENED[1], OPENED[2]))
    assert ruled.api("/cases", LEADER)["cases"] == []
    said = {"source": "portal", "source_no": "k", "channel": "portal", "urgent": True}
    ruled.hear(receipt.say(no, "appeal.received", said))
    [case] = ruled.api("/cases", LEADER)["cases"]
    assert (case["state"], case["urgent"]) == ("dispatching", True)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, ("received", None, None, 0)),
        (1.5, ("accepted", None, None, 0)),
        (3, ("handling", "signing", "housing", 1)),
        (5, ("closed", None, "housing", 1)),
        (6, ("called_back", None, "housing", 1)),
        (999, ("called_back", None, "housing", 1)),
    ],
)
def test_as_of_a_recorded_time_a_case_is_what_was_recorded_by_then(ruled: Office, hours: float, expected: Any) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED, SIGNED, CLOSED, RECORDED)
    shown = ruled.api(f"/cases/{no}?as_of={at(hours)}", LEADER)
    assert state(shown) == expected
    history = ruled.api(f"/cases/{no}/history?as_of={at(hours)}", LEADER)["history"]
    assert len(history) == min(int(hours) + 1, 7)
    [listed] = ruled.api(f"/cases?as_of={at(hours)}", LEADER)["cases"]
    assert state(listed) == expected


def test_what_happened_before_but_was_recorded_later_is_not_there_as_of_between(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED)
    lapse = {"round": 1, "duty": "sign", "unit": "housing", "due_at": at(5)}
    ruled.clock.at = NOON + 9 * HOUR
    ruled.hear(ruled.books["routing"].say(no, "work_order.lapsed", lapse, at=NOON + 5 * HOUR))
    types = [[e["type"] for e in ruled.api(f"/cases/{no}/history?as_of={at(h)}", LEADER)["history"]] for h in (6, 9)]
    assert ["work_order.lapsed" in told for told in types] == [False, True]
    [lapsed] = [e for e in ruled.api(f"/cases/{no}/history", LEADER)["history"] if e["type"] == "work_order.lapsed"]
    assert (lapsed["time"], lapsed["recorded_at"]) == (at(5), at(9))
    assert "2026-11-24 21:00" in ruled.page(f"/cases/{no}", LEADER)


def test_before_it_was_recorded_there_is_no_case(ruled: Office) -> None:
    no = ruled.case(1)
    assert ruled.api(f"/cases/{no}?as_of={at(-1)}", LEADER, 404)["code"] == "case.not_yet"
    assert ruled.api(f"/cases?as_of={at(-1)}", LEADER)["cases"] == []


def test_lists_ask_for_state_and_unit_now_and_as_of_then(ruled: Office) -> None:
    held = ruled.case(1, ACCEPTED, OPENED, HELD)
    signed = ruled.case(2, ACCEPTED, OPENED, DISPATCHED, SIGNED)

    def numbers(query: str) -> list[str]:
        return [case["case_no"] for case in ruled.api(f"/cases?{query}", LEADER)["cases"]]

    assert numbers("") == [signed, held]
    assert numbers("state=handling") == [signed]
    assert numbers("unit=housing&state=dispatching") == []
    assert numbers("state=dispatching") == [held]
    assert numbers(f"state=accepted&as_of={at(1)}") == [held]
    assert numbers(f"unit=housing&as_of={at(6)}") == []
    assert numbers(f"unit=housing&as_of={at(7)}") == [signed]


@pytest.mark.parametrize("as_of", ["", f"&as_of={at(99)}"])
def test_pages_of_a_list_follow_on_without_gap_or_repetition(ruled: Office, as_of: str) -> None:
    numbers = [ruled.case(count, every=timedelta()) for count in range(7)]
    seen: list[str] = []
    cursor = ""
    for _ in range(9):
        page = ruled.api(f"/cases?limit=3{cursor}{as_of}", LEADER)
        seen += [case["case_no"] for case in page["cases"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == sorted(numbers, reverse=True)


@pytest.mark.parametrize("query", ["cursor=abc", "state=nonsense", "as_of=gestern", "limit=0", "colour=red"])
def test_a_query_that_is_none_of_ours_is_422(ruled: Office, query: str) -> None:
    ruled.api(f"/cases?{query}", LEADER, 422)


def test_a_unit_sees_the_cases_it_leads_now_and_no_others(ruled: Office) -> None:
    held = ruled.case(1, ACCEPTED, OPENED, HELD)
    signed = ruled.case(2, ACCEPTED, OPENED, DISPATCHED, SIGNED)
    assert [case["case_no"] for case in ruled.api("/cases", OFFICER)["cases"]] == [signed]
    assert ruled.api(f"/cases/{signed}", OFFICER)["state"] == "handling"
    assert ruled.api("/cases", ELSEWHERE)["cases"] == []
    assert ruled.api(f"/cases?as_of={at(99)}", ELSEWHERE)["cases"] == []
    for who, no in ((OFFICER, held), (ELSEWHERE, signed)):
        for path in (f"/cases/{no}", f"/cases/{no}/history", f"/cases/{no}?as_of={at(99)}"):
            assert ruled.api(path, who, 404)["code"] == "case.unknown"
    assert ">2</b>" not in ruled.page("/cases", OFFICER)
    assert held not in ruled.page("/cases", OFFICER)
    ruled.page(f"/cases/{held}", OFFICER, 404)


def test_who_has_neither_permission_is_refused_and_who_has_not_signed_in_too(ruled: Office) -> None:
    no = ruled.case(1)
    for path in ("/cases", f"/cases/{no}", f"/cases/{no}/history"):
        ruled.api(path, AUDITOR, 403)
        ruled.api(path, None, 401)


def test_complaints_and_clues_leave_no_row_no_count_and_nothing_to_find(ruled: Office) -> None:
    ruled.case(1)
    subject = "complaint/0f8fad5b-d9cb-469f-a165-70867728950e"
    ruled.hear(ruled.books["intake"].say(subject, "complaint.received", {"matter": "m"}))
    ruled.hear(ruled.books["supervision"].say(subject, "clue.received", {"matter": "m"}))
    for who in (LEADER, DISCIPLINE):
        assert len(ruled.api("/cases", who)["cases"]) == 1
        page = ruled.page("/cases", who)
        assert subject.partition("/")[2] not in page
        assert page.count("<b>1</b>") == 2  # all, and those received
        for name in (subject, subject.partition("/")[2]):
            ruled.api(f"/cases/{name}", who, 404)
            ruled.api(f"/cases/{name}/history", who, 404)
    with ruled.house.log.reading() as connection:
        assert counts(connection) == {"received": 1}
        for table in ("cases", "case_entries"):
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE case_no LIKE 'complaint%'").scalar()
            assert found == 0


def test_that_somebody_read_personal_data_is_told_to_auditors_alone_and_changes_nothing(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED)
    before = ruled.api(f"/cases/{no}", OFFICER)
    ruled.hear(ruled.books["supervision"].say(no, "personal.opened", READING, by="jijian"))
    assert ruled.api(f"/cases/{no}", OFFICER) == before
    for who, seen in ((OFFICER, False), (LEADER, False), (DISCIPLINE, True)):
        types = [entry["type"] for entry in ruled.api(f"/cases/{no}/history", who)["history"]]
        assert ("personal.opened" in types) is seen
        assert ("jijian" in ruled.page(f"/cases/{no}", who)) is seen


def test_a_unit_is_not_told_which_asker_a_confidential_case_is_of(ruled: Office) -> None:
    opened = {"round": 1, "asker": "a-1", "confidential": True}
    no = ruled.case(1, ("routing", "work_order.opened", opened), DISPATCHED)
    open_ = ruled.case(2, ("routing", "work_order.opened", {**opened, "confidential": False}), DISPATCHED)
    for who, case_no, asker in ((OFFICER, no, None), (OFFICER, open_, "a-1"), (LEADER, no, "a-1")):
        history = ruled.api(f"/cases/{case_no}/history", who)["history"]
        assert [one["changed"]["asker"] for one in history if one["type"] == "work_order.opened"] == [asker]


def test_closed_fields_stay_closed_in_history_and_on_the_page(ruled: Office) -> None:
    closed = {"key": "asker/a", "version": 1, "nonce": "n0nce", "cipher": "c1pher", "digest": "d"}
    said = ("intake", "appeal.supplemented", {"number": 1, "source_ref": "", "text": closed, "list": [closed]})
    no = ruled.case(1, said)
    [entry] = [e for e in ruled.api(f"/cases/{no}/history", LEADER)["history"] if e["type"] == said[1]]
    assert entry["changed"] == {"number": 1, "source_ref": "", "text": "‹closed›", "list": ["‹closed›"]}
    page = ruled.page(f"/cases/{no}", LEADER)
    assert "‹已加密›" in page
    assert "c1pher" not in page


def test_history_files_of_years_ago_are_cases_too(ruled: Office) -> None:
    no = "20120305-7K3QX0M2VBP"
    old = {"source": "12345", "source_no": "old", "kind": "", "answer": None}
    ruled.hear(ruled.books["intake"].say(no, "appeal.history_recorded", old, at=NOON - timedelta(days=5000)))
    [case] = ruled.api("/cases", LEADER)["cases"]
    assert (case["state"], case["received_at"]) == ("archived", stamp(NOON - timedelta(days=5000)))


def test_the_pages_show_figures_filters_and_the_whole_story(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED, SIGNED)
    ruled.case(2)
    page = ruled.page("/cases", LEADER)
    assert "<b>2</b>" in page
    assert no in page
    assert no in ruled.page(f"/cases?number={no[9:13].lower()}&unit=housing&state=handling", LEADER)
    assert no not in ruled.page("/cases?number=%25", LEADER)
    assert no not in ruled.page("/cases?state=received", LEADER)
    story = ruled.page(f"/cases/{no.lower().replace('-', '')}", LEADER)
    for word in ("登记诉求", "受理", "建立工单", "派单", "签收", "住建局", "待先行联系"):
        assert word in story
    then = ruled.page(f"/cases/{no}?as_of=2026-11-24T13:00", LEADER)
    assert "已经记下的样子" in then
    assert "派单" not in then


def test_a_rolled_back_group_leaves_nothing_remembered(ruled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED)
    with monkeypatch.context() as broken:
        columns = apply.columns

        def failing(*given: Any) -> dict[str, Any]:
            columns(*given)
            raise LookupError("after it was folded")

        broken.setattr(apply, "columns", failing)
        returned = ruled.books["routing"].say(no, "work_order.returned", {"round": 1, "unit": "housing"})
        with pytest.raises(LookupError):
            ruled.hear(returned)
    ruled.hear(returned)
    refused = {"round": 1, "unit": "housing", "accepted": False}
    ruled.hear(ruled.books["routing"].say(no, "work_order.return_settled", refused))
    assert state(ruled.api(f"/cases/{no}", LEADER)) == ("handling", "signing", "housing", 1)


def test_a_restarted_ledger_goes_on_from_what_is_stored(ruled: Office) -> None:
    no = ruled.case(1, ACCEPTED, OPENED, DISPATCHED)
    ruled.stop()
    again = Office(ruled.folder)
    again.hear(ruled.books["routing"].say(no, SIGNED[1], SIGNED[2]))
    assert state(again.api(f"/cases/{no}", LEADER)) == ("handling", "contact", "housing", 1)
    again.stop()
