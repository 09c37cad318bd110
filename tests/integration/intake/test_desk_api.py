"""The desk through its API: what machines may do of what its pages do."""

import pytest

from services.intake.web import desk_api
from tests.integration.intake.counter import DISPATCHER, OFFICER, Counter


def test_the_desk_accepts(counter: Counter) -> None:
    ticket = counter.submit()
    assert [one["case_no"] for one in counter.get("/desk", DISPATCHER)["appeals"]] == [ticket.no]
    appeal = counter.api(f"/appeals/{ticket.no}/accept", DISPATCHER, kind="投诉")
    assert (appeal["state"], appeal["kind"]) == ("accepted", "投诉")
    assert counter.get("/desk", DISPATCHER)["appeals"] == []


def test_the_desk_declines_with_a_lawful_reason_and_says_where_to_go(counter: Counter) -> None:
    ticket = counter.submit()
    fault = counter.api(f"/appeals/{ticket.no}/decline", DISPATCHER, 422, reason="no_time")
    assert [one["name"] for one in fault["fields"]] == ["reason"]
    appeal = counter.api(f"/appeals/{ticket.no}/decline", DISPATCHER, reason="in_court")
    assert (appeal["state"], appeal["decline_reason"]) == ("declined", "in_court")
    seen = counter.ask("GET", f"/api/v1/appeals/{ticket.no}?receipt={ticket.receipt}").get_json()
    assert seen["state"] == "declined"
    assert "12348" in seen["advice"]


def test_what_was_decided_is_decided(counter: Counter) -> None:
    ticket = counter.submit()
    counter.api(f"/appeals/{ticket.no}/accept", DISPATCHER)
    late = counter.api(f"/appeals/{ticket.no}/decline", DISPATCHER, 409, reason="in_court")
    assert late["code"] == "appeal.accepted"


def test_only_the_desk_may(counter: Counter) -> None:
    ticket = counter.submit()
    for action, body in (("accept", {}), ("decline", {"reason": "in_court"})):
        assert counter.api(f"/appeals/{ticket.no}/{action}", OFFICER, 403, **body)["code"] == "access.not_allowed"
        counter.api(f"/appeals/{ticket.no}/{action}", None, 401, **body)
    counter.api("/appeals/20261124-0000000000/accept", DISPATCHER, 404)


def test_appeals_of_the_same_moment_are_shown_on_one_page_or_the_other(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_api, "MOST", 2)
    asked = {counter.submit(phone=f"1390000000{number}").no for number in range(5)}
    seen: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        shown = counter.get(f"/desk?cursor={cursor}", DISPATCHER)
        seen += [(one["case_no"], one["received_at"]) for one in shown["appeals"]]
        cursor = shown["next_cursor"]
    assert sorted(no for no, _ in seen) == sorted(asked)
    assert len({moment for _, moment in seen}) == 1


@pytest.mark.parametrize("cursor", ["garbage", "WzFd", "WyJ4IiwgInkiXQ"])
def test_a_cursor_that_is_none_of_ours_is_refused(counter: Counter, cursor: str) -> None:
    assert counter.get(f"/desk?cursor={cursor}", DISPATCHER, 422)["code"] == "request.cursor"
    counter.page(f"/desk?cursor={cursor}", DISPATCHER, 422)
