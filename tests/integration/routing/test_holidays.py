"""As soon as due times run into a year whose holidays nobody told us, pages and the log say so."""

import copy
from typing import Any

import pytest

from services.routing import looking_ahead
from services.routing.looking_ahead import look_ahead
from services.routing.web.rule_versions import readable
from tests.integration.routing.hall import DISPATCHER, OFFICER, Hall
from tests.integration.routing.test_rules import LI, PARTS_NOW, WANG

NOTICE = "2027 年的放假和调休安排还没有录入"
PAGES = (("/desk", DISPATCHER), ("/rules", OFFICER), ("/rules/calendar", OFFICER))


class Lines:
    """A log of its own."""

    def __init__(self) -> None:
        self.said: list[tuple[str, Any]] = []

    def warning(self, event: str, **facts: Any) -> None:
        self.said.append((event, facts["years"]))


def telling(hall: Hall) -> list[str]:
    return [path for path, who in PAGES if NOTICE in hall.page(path, who)]


def test_in_november_nothing_is_said(hall: Hall) -> None:
    assert telling(hall) == []
    assert look_ahead(hall.house) == ()


def test_in_december_the_pages_say_what_is_missing_and_where_to_put_it(hall: Hall) -> None:
    hall.clock.pass_(days=14)
    assert telling(hall) == ["/desk", "/rules", "/rules/calendar"]
    assert NOTICE not in hall.page("/rules/limits", OFFICER)
    assert 'href="/routing/rules/calendar"' in hall.page("/desk", DISPATCHER)


def test_the_log_says_it_once_and_again_when_another_year_is_reached(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Lines()
    monkeypatch.setattr(looking_ahead, "log", lines)
    for days in (0, 14, 1, 365):
        hall.clock.pass_(days=days)
        look_ahead(hall.house)
    assert lines.said == [("holidays not known", [2027]), ("holidays not known", [2027, 2028])]


def test_when_the_year_is_adopted_nothing_is_said_any_more(hall: Hall) -> None:
    hall.clock.pass_(days=14)
    content = readable({**copy.deepcopy(dict(PARTS_NOW["calendar"])), "complete_years": [2027]})
    _, part = hall.api("/rules/calendar/propose", WANG, {"content": content})
    status, _ = hall.api("/rules/calendar/adopt", LI, {"hash": part["proposal"]["hash"]})
    assert status == 200
    hall.house.rulebook.load()
    assert telling(hall) == []
    assert look_ahead(hall.house) == ()
