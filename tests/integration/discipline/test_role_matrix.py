"""Nobody but the discipline room learns of a clue or a review: not its content, and not that there is one."""

import re

from services.cli.alone import drain
from services.supervision.finding import find
from services.supervision.web.discipline.routes import ROUTES
from services.supervision.web.seeing import PURPOSE
from shared.house.reading import open_for, stored_field
from shared.house.speech import closed_data
from shared.kernel.actor import Actor
from shared.kernel.text import Home, Text, case_key
from tests.integration.discipline.district import District

ROOM = ("discipline", "discipline_lead")
CLUES, REVIEWS = "/discipline/clues", "/discipline/reviews"


def others(district: District) -> list[str]:
    return [role for role in district.roles if role not in ROOM]


def with_a_pattern(district: District) -> None:
    """Housing signs and calls a number that is not the asker's."""
    work = f"/work-orders/{district.no}"
    district.do("routing", f"{work}/dispatch", "dispatcher", unit="housing", catalogue="housing.street")
    district.do("routing", f"{work}/sign", "officer")
    call = {"reached": True, "contacted_at": "2026-11-24T09:00:00+08:00", "number": "13700000002"}
    district.do("routing", f"{work}/first-contact", "officer", **call)


def reviewed(district: District) -> str:
    """A rule finds it, a review is opened, read, and its list looked through; the review's id."""
    find(district.house("supervision"))
    (clue,) = district.ask("supervision", "GET", f"/api/v1{CLUES}", "discipline").get_json()["clues"]
    path = f"{CLUES}/{clue['matter']}"
    district.do("supervision", f"{path}/open-review", "discipline", reason="核实联系电话")
    said = district.ask("supervision", "GET", f"/api/v1{path}", "discipline").get_json()
    assert said["content"]["case_no"] == district.no
    review = str(said["review"])
    assert district.ask("supervision", "GET", f"{REVIEWS}/{review}", "discipline").status_code == 200
    assert district.ask("supervision", "GET", path, "discipline_lead").status_code == 200
    drain(district.system)
    return review


def everyday(district: District) -> None:
    """A supervisor reads an officer's words about a case, as happens all day."""
    house, key = district.house("supervision"), case_key(district.no)
    house.vault.keys([key])
    field = stored_field(closed_data(house.vault.close(Text("话").under(key), Home(district.no, "id", "words"))))
    open_for(house, Actor("one.supervisor"), district.no, PURPOSE, {"words": field}, once="again")
    drain(district.system)


def kinds(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Which of our series changed, whatever bucket of a histogram."""
    ours = (name for name in after if name.startswith("huying_") and after[name] != before.get(name))
    return {re.sub(r'le="[^"]*",?', "", name) for name in ours}


def test_nobody_else_learns_that_there_is_a_clue_or_a_review(district: District) -> None:
    with_a_pattern(district)
    for role in others(district):
        district.seen(role)  # leaves its own readings, once a day
    quiet = district.series()
    everyday(district)
    usual = kinds(quiet, district.series())
    before = {role: district.seen(role) for role in others(district)}
    known = district.series()
    review = reviewed(district)
    then = district.series()
    after = {role: district.seen(role) for role in others(district)}
    differing = [
        (role, place) for role in before for place in before[role] if before[role][place] != after[role][place]
    ]
    assert differing == []
    assert any(status == 200 and district.no in words for status, words in before["officer"].values())
    assert set(then) == set(known)
    assert kinds(known, then) <= usual
    for role in others(district):
        for route in ROUTES:
            path = route.path.replace("<id>", review)
            answer = district.ask(
                "supervision",
                route.method,
                path,
                role,
                **({} if "api" not in path else {"json": {}} if route.method == "POST" else {}),
            )
            assert (role, path, answer.status_code) == (role, path, 404)


def test_an_address_of_the_room_reads_like_one_that_is_not_there(district: District) -> None:
    for prefix in ("", "/api/v1"):
        room, nowhere = f"{prefix}{CLUES}", f"{prefix}/nothing"
        there, elsewhere = (district.ask("supervision", "GET", path, "officer") for path in (room, nowhere))
        assert there.status_code == elsewhere.status_code == 404
        assert there.get_data(as_text=True).replace(room, nowhere) == elsewhere.get_data(as_text=True)


def test_the_navigation_leads_there_for_the_room_alone(district: District) -> None:
    places = {role: district.ask("supervision", "GET", "/docs", role).get_data(as_text=True) for role in district.roles}
    assert sorted(role for role, page in places.items() if 'href="/supervision/discipline/' in page) == sorted(ROOM)
