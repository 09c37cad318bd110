"""The clock is moved forward, and what is due by then is done."""

from datetime import datetime, timedelta

from pytest_bdd import given, parsers, then, when

from shared.kernel.times import SHANGHAI, unstamp
from tests.scenarios.story import Story
from tests.scenarios.town import next_monday
from tests.scenarios.words import DUTIES
from tests.unit.calendar.oracle import Office

HAILAR = Office(usual=((8 * 60 + 30, 12 * 60), (14 * 60 + 30, 17 * 60 + 30)))


@given("现在是星期一上午九点")
def monday(story: Story) -> None:
    """The next one that is a working day, with a working week after it."""
    at = next_monday(story.local())
    while not all(HAILAR.opening((at + timedelta(days=n)).date()) for n in range(5)):
        at = next_monday(at)
    story.town.forward(at)


@when(parsers.re(r"过了(?P<count>\d+)(?P<unit>分钟|小时|天)"))
def passed(story: Story, count: str, unit: str) -> None:
    """Minutes, hours or days later."""
    length = {"分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1)}[unit]
    story.town.forward(story.town.now() + int(count) * length)
    story.town.settle()


@when(parsers.re(r'"(?P<duty>[^"]+)"的时限过了'))
def lapsed(story: Story, duty: str) -> None:
    """A second after the due time."""
    story.town.forward(_due(story, duty) + timedelta(seconds=1))
    story.town.settle()


@then(parsers.re(r'"(?P<duty>[^"]+)"应在(?:(?P<days>\d+)个|半个)工作日内完成'))
def due_in(story: Story, duty: str, days: str | None) -> None:
    """Counted from the entry that set the duty, day by day, by an oracle that knows nothing of the system's calendar."""
    due, begun = _due(story, duty), _begun(story, duty)
    wanted = HAILAR.due(begun, int(days), "working_days") if days else HAILAR.due(begun, 1, "working_half_days")
    assert due.astimezone(SHANGHAI).replace(tzinfo=None) == wanted, (due, begun)


@then(parsers.re(r'"(?P<duty>[^"]+)"的时限从原到期时间顺延(?P<days>\d+)个工作日'))
def moved_on(story: Story, duty: str, days: str) -> None:
    """The last due time, counted by the oracle from the one before."""
    before, now = (
        unstamp(one["due_at"]).astimezone(SHANGHAI).replace(tzinfo=None) for _, one in _said(story, duty)[-2:]
    )
    assert now == HAILAR.due(before, int(days), "working_days"), (before, now)


@then(parsers.re(r"(?P<duty>\S+?)时限为\S+后(?P<minutes>\d+)分钟"))
def due_after(story: Story, duty: str, minutes: str) -> None:
    """An urgent limit: it runs through."""
    entry, one = _last(story, duty)
    assert unstamp(one["due_at"]) - unstamp(entry["time"]) == timedelta(minutes=int(minutes))


def _due(story: Story, duty: str) -> datetime:
    """From the last entry that names the duty."""
    return unstamp(_last(story, duty)[1]["due_at"])


def _begun(story: Story, duty: str) -> datetime:
    at = unstamp(_last(story, duty)[0]["time"]).astimezone(SHANGHAI).replace(tzinfo=None)
    return at.replace(second=0, microsecond=0)


def _last(story: Story, duty: str) -> tuple[dict[str, str], dict[str, str]]:
    return _said(story, duty)[-1]


def _said(story: Story, duty: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Every entry that set the duty, with the duty."""
    found: list[tuple[dict[str, str], dict[str, str]]] = []

    def look() -> tuple[bool, str]:
        found[:] = [
            (entry, one)
            for entry in story.history()
            for one in entry["changed"].get("duties") or []
            if one["duty"] == DUTIES[duty]
        ]
        return bool(found), f"nobody has the duty {duty}"

    story.town.until(look)
    return found
