"""What must stay callable: every action of a work order, under exactly these names."""

import pytest

from tests.integration.routing.hall import DISPATCHER, ELSEWHERE, HEAD, LEADER, OFFICER, VAGUE, Hall

DESK = ("classify", "dispatch", "settle-return", "transfer", "settle-extension", "suspend", "resume", "reopen")
UNIT = ("sign", "return", "first-contact", "progress", "request-extension", "answer", "close")
CHIEF = ("approve", "escalate", "convene", "record-meeting")
MAY = {**dict.fromkeys(DESK, DISPATCHER), **dict.fromkeys(UNIT, OFFICER), **dict.fromkeys(CHIEF, HEAD)}
MAY["instruct"] = LEADER
HEARD = {
    "classify": {"catalogue": "housing.street"},
    "dispatch": {"unit": "housing", "catalogue": "housing.street"},
    "settle-return": {"accepted": True},
    "return": {"basis": "not_our_duty", "reason": "管养单位有误"},
    "transfer": {"unit": "finance", "reason": "由财政局管"},
    "first-contact": {"reached": True, "contacted_at": "2026-11-24T09:30:00+08:00"},
    "progress": {"note": "已到现场"},
    "request-extension": {"amount": 3, "reason": "等材料"},
    "settle-extension": {"accepted": True},
    "suspend": {"reason": "冬季无法施工", "review_at": "2026-12-24"},
    "escalate": {"to": "government", "proposal": "请安排资金"},
    "instruct": {"addressees": ["housing"], "text": "请抓紧"},
    "convene": {
        "kind": "on_site",
        "at": "2026-11-25T09:00:00+08:00",
        "place": "厂区",
        "units": ["housing"],
        "agenda": "工期",
    },
    "record-meeting": {"number": 1, "present": ["housing"], "minutes": "月底完工"},
    "answer": {"internal": "已修好", "public": "已修好", "resolved": True},
    "reopen": {"reason": "又坏了"},
}
"""A body that each can read; the others need none."""


@pytest.fixture
def no(hall: Hall) -> str:
    """A case at the dispatch desk."""
    return hall.receive("盼望帮助", VAGUE)


def test_there_are_twenty_actions() -> None:
    assert len(MAY) == 20


@pytest.mark.parametrize("action", MAY)
def test_the_action_is_there_and_answers_of_the_case(hall: Hall, no: str, action: str) -> None:
    """Done, or refused for the state the case is in: never as an action, or a body, that nobody knows."""
    status, said = hall.api(f"/work-orders/{no}/{action}", MAY[action], HEARD.get(action, {}))
    of_the_case = said.get("code", "").startswith(("work_order.", "extension.", "meeting."))
    assert status == 200 or (status in (404, 409, 422) and of_the_case), said
    assert said.get("code") != "action.unknown"


@pytest.mark.parametrize("action", MAY)
def test_the_action_asks_for_a_permission(hall: Hall, no: str, action: str) -> None:
    """Nobody does it without having signed in, and a unit that has nothing to do with the case cannot see it."""
    assert hall.ask("POST", f"/api/v1/work-orders/{no}/{action}", None, json=HEARD.get(action, {})).status_code == 401
    assert hall.api(f"/work-orders/{no}/{action}", ELSEWHERE, HEARD.get(action, {}))[0] in (403, 404)


def test_every_action_stands_in_the_description(hall: Hall) -> None:
    paths = hall.ask("GET", "/openapi.json", None).get_json()["paths"]
    assert {action for action in MAY if f"/routing/api/v1/work-orders/{{no}}/{action}" not in paths} == set()
