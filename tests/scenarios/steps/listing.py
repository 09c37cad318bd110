"""What lists and figures show: work in hand, cards, rates."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pytest_bdd import given, parsers, then, when

from tests.scenarios.story import READER, Story
from tests.scenarios.words import COLOURS, GROUNDS, GROUPS, PERIODS, catalogue, units

FIGURES = "/supervision/api/v1/assessment"


@then(parsers.re(r'督查员打开"(?P<path>/[^"]+)"'))
def opens(story: Story, path: str) -> None:
    """An address of the API that answers."""
    story.town.read(READER, path)


def whole(story: Story, path: str, name: str) -> list[Any]:
    """Every page of a list."""
    rows: list[Any] = []
    cursor = ""
    while True:
        there = f"{path}{'&' if '?' in path else '?'}cursor={quote(cursor)}" if cursor else path
        said = story.town.read(READER, there)
        rows += said[name]
        cursor = said.get("next_cursor") or ""
        if not cursor:
            return rows


@then(parsers.re(r'督查员在"(?P<path>/[^"]+)"的"(?P<name>\w+)"中看到这一件'))
def listed(story: Story, path: str, name: str) -> None:
    """The case, or what was made last, stands in this list."""
    wanted = {story.no, *story.made.values()}

    def look() -> tuple[bool, Any]:
        rows = whole(story, path, name)
        return any(wanted & {value for value in row.values() if isinstance(value, str)} for row in rows), rows

    story.town.until(look)


@then(parsers.re(r'督查员在"(?P<path>/[^"]+)"的"(?P<name>\w+)"中看到"(?P<item>[^"]+)"'))
def shown(story: Story, path: str, name: str, item: str) -> None:
    """This item of the catalogue stands in the list."""

    def look() -> tuple[bool, Any]:
        rows = whole(story, path, name)
        return any(catalogue()[item] in row.values() for row in rows), rows

    story.town.until(look)


@given(parsers.re(r'"(?P<unit>[^"]+)"已有一张"(?P<colour>[^"]+)"，理由为"(?P<ground>[^"]+)"'))
@then(parsers.re(r'"(?P<unit>[^"]+)"有一张"(?P<colour>[^"]+)"，理由为"(?P<ground>[^"]+)"'))
def carded(story: Story, unit: str, colour: str, ground: str) -> None:
    """A card of the case; it is the one that is spoken of from then on."""
    wanted = {"unit": units()[unit], "colour": COLOURS[colour], "ground": GROUNDS[ground]}

    def look() -> tuple[bool, Any]:
        cards = story.town.read(READER, "/supervision/api/v1/cards", case_no=story.no)["cards"]
        found = [one for one in cards if all(one[name] == value for name, value in wanted.items())]
        if found:
            story.made["card"] = found[0]["id"]
        return bool(found), cards

    story.town.until(look)


@then(parsers.re(r"承诺记为逾期(?P<kept>后兑现)?"))
def promise_lapsed(story: Story, kept: str | None) -> None:
    """The commitment made last; kept late is told from kept in time."""

    def look() -> tuple[bool, Any]:
        one = story.town.read(READER, f"/supervision/api/v1/commitments/{story.made['commitment']}")
        return (one["lapsed"], one["late"], one["state"] == "kept") == (True, bool(kept), bool(kept)), one

    story.town.until(look)


@then(parsers.re(r'督查员能在考核中看到"(?P<rate>[^"]+)"的公式、分子和分母'))
def rate_shown(story: Story, rate: str) -> None:
    """A rate of the assessment says how it was computed."""
    found = rate_of(story, rate)
    assert found["formula"]
    assert 0 <= found["numerator"] <= found["denominator"], found


@then(parsers.re(r'"(?P<rate>[^"]+)"按"(?P<by>[^"]+)"分组，各组之和等于总数'))
def rate_grouped(story: Story, rate: str, by: str) -> None:
    """Every case is in one group of each kind."""
    found = rate_of(story, rate, by=GROUPS[by])
    assert found["groups"]
    for name in ("numerator", "denominator"):
        assert sum(group[name] for group in found["groups"]) == found[name], found


@then(parsers.re(r'"(?P<rate>[^"]+)"的明细与数字相符，这一件(?P<met>计入|没有计入)分子'))
def rate_counted(story: Story, rate: str, met: str) -> None:
    """All pages of the cases behind the figure together are what it says; ours is among them."""

    def look() -> tuple[bool, Any]:
        found = rate_of(story, rate)
        cases = list(behind(story, found["code"]))
        assert (sum(one["met"] for one in cases), len(cases)) == (found["numerator"], found["denominator"])
        ours = [one["met"] for one in cases if one["case_no"] == story.no]
        return ours == [met == "计入"], ours

    story.town.until(look)


@when(parsers.re(r'督查员看"(?P<period>本月|本季度|本年)"的考核'))
def asked_for(story: Story, period: str) -> None:
    """The figures of a period."""
    story.last = story.town.ask(READER, "GET", f"{FIGURES}?period={PERIODS[period]}")
    assert story.last.status == 200, story.last


@then(parsers.re(r"考核写明从(?P<first>本月|本季度|本年)第一天算起"))
def period_said(story: Story, first: str) -> None:
    """Both ends stand beside the figures."""
    today, said = story.local().date(), story.last.said
    month = {"本月": today.month, "本季度": (today.month - 1) // 3 * 3 + 1, "本年": 1}[first]
    assert said["since"] == today.replace(month=month, day=1).isoformat(), said
    assert said["until"] >= today.isoformat(), said


def rate_of(story: Story, name: str, **asked: str) -> Any:
    """One rate of this month."""
    rates = story.town.read(READER, FIGURES, **asked)["rates"]
    return next(one for one in rates if one["name"] == name)


def behind(story: Story, code: str) -> Iterator[Any]:
    """The cases of one figure, page after page."""
    asked = {"rate": code, "limit": "100"}
    while True:
        page = story.town.read(READER, f"{FIGURES}/cases", **asked)
        yield from page["cases"]
        if page["next_cursor"] is None:
            return
        asked["cursor"] = page["next_cursor"]
