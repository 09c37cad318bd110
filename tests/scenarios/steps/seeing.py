"""What is to be seen afterwards. Services hear of each other in their own time: each step looks until it holds."""

from collections.abc import Iterable
from typing import Any

from pytest_bdd import given, parsers, then, when

from tests.scenarios.story import NotThere, Story
from tests.scenarios.words import DUTIES, STATES, STEPS, WAITS, notices, units

Table = list[list[str]]


@given(parsers.re(r'状态已是"(?P<state>[^"]+)"'))
@when(parsers.re(r'状态已是"(?P<state>[^"]+)"'))
def stood(story: Story, state: str) -> None:
    """The same on the way: who comes next acts on what services have heard."""
    stands(story, state, None, None)
    if state == "已办结":
        story.town.until(lambda: (story.called(), "there is no callback of this round"))


@then(parsers.re(r'状态为"(?P<state>[^"]+)"(?:，主办单位为"(?P<unit>[^"]+)")?(?:，等待"(?P<waits>[^"]+)")?'))
def stands(story: Story, state: str, unit: str | None, waits: str | None) -> None:
    """As the ledger's index of cases has it."""
    wanted = {"state": STATES[state]}
    if unit:
        wanted["unit"] = units()[unit]
    if waits:
        wanted["waits_for"] = WAITS[waits]

    def look() -> tuple[bool, Any]:
        case = story.case()
        return all(case[name] == value for name, value in wanted.items()), (wanted, case)

    story.town.until(look)


@then("时间线依次有：")
def timeline(story: Story, datatable: Table) -> None:
    """These entries in this order, others between them; by their word, or their type where they have none yet."""
    wanted = [STEPS.get(row[0], row[0]) for row in datatable]
    story.says(*wanted)

    def look() -> tuple[bool, Any]:
        types = [entry["type"] for entry in story.history()]
        return in_order(wanted, types), (wanted, types)

    story.town.until(look)


def in_order(wanted: Iterable[str], types: Iterable[str]) -> bool:
    """Whether all that is wanted comes, one after the other."""
    rest = iter(types)
    return all(any(one == type_ for type_ in rest) for one in wanted)


@then(parsers.re(r'诉求人收到通知"(?P<subject>[^"]+)"(?:(?P<times>\d+)次)?'))
def asker_told(story: Story, subject: str, times: str | None) -> None:
    """A delivery to the asker, of the template with this subject."""
    _told(story, subject, int(times or 1), lambda one: one["to"] == "asker")


@then(parsers.re(r'"(?P<unit>[^"]+)"收到承诺通知"(?P<subject>[^"]+)"'))
def promiser_told(story: Story, unit: str, subject: str) -> None:
    """A delivery to the unit about the commitment made last."""
    no, story.no = story.no, f"commitment/{story.made['commitment']}"
    unit_told(story, unit, subject, None)
    story.no = no


@then(parsers.re(r'"(?P<unit>[^"]+)"收到通知"(?P<subject>[^"]+)"(?:(?P<times>\d+)次)?'))
def unit_told(story: Story, unit: str, subject: str, times: str | None) -> None:
    """A delivery to a unit."""
    code = units()[unit]
    _told(story, subject, int(times or 1), lambda one: one["to"] == "unit" and one["unit"] == code)


def _told(story: Story, subject: str, times: int, to: Any) -> None:
    if subject not in notices():
        raise NotThere(f"there is no template with the subject {subject}")

    def look() -> tuple[bool, Any]:
        told = story.told()
        found = [one for one in told if to(one) and one["template"] == notices()[subject]]
        return len(found) == times, [(one["to"], one["unit"], one["template"]) for one in told]

    story.town.until(look)


@then(parsers.re(r'被拒绝，代码为"(?P<code>[^"]+)"，并说明"(?P<sentence>[^"]+)"'))
def refused(story: Story, code: str, sentence: str) -> None:
    """A problem with its code and a sentence that says why."""
    said = story.last.said
    story.refuses(code)
    assert story.last.status in (403, 404, 409, 422), story.last
    assert said["code"] == code, said
    assert sentence in f"{said.get('detail', '')}{said.get('title', '')}", said


@then(parsers.re(r'"(?P<field>[^"]+)"一项被指出有误'))
def field_at_fault(story: Story, field: str) -> None:
    """422 with the field at fault."""
    assert story.last.status == 422, story.last
    assert field in [fault["name"] for fault in story.last.said.get("fields", [])], story.last


@then(parsers.re(r'"(?P<duty>[^"]+)"的时限(?:仍)?为(?P<unit>\S+?)承担'))
def duty_of(story: Story, duty: str, unit: str) -> None:
    """Whose duty it is."""

    def look() -> tuple[bool, Any]:
        duties = story.order()["duties"]
        return any(one["duty"] == DUTIES[duty] and one["unit"] == units()[unit] for one in duties), duties

    story.town.until(look)


@then(parsers.re(r'工单的(?P<field>分类|级别|办理方式)为"(?P<value>[^"]+)"'))
def order_has(story: Story, field: str, value: str) -> None:
    """What the work order has."""
    from tests.scenarios.words import FIELDS, value_of

    name = FIELDS[field]
    story.town.until(lambda: (story.order()[name] == value_of(name, value), story.order()[name]))


@then(parsers.re(r'最近一次"(?P<step>[^"]+)"记录：'))
def recorded(story: Story, step: str, datatable: Table) -> None:
    """The last entry of a type says these things (field by its name in the events' document)."""
    type_ = STEPS.get(step, step)
    story.says(type_)

    def look() -> tuple[bool, Any]:
        found = [entry for entry in story.history() if entry["type"] == type_]
        if not found:
            return False, f"no {type_}"
        said = found[-1]["changed"]
        return all(_same(said, name, cell) for name, cell in datatable), said

    story.town.until(look)


def _same(said: Any, name: str, cell: str) -> bool:
    from tests.scenarios.words import value_of

    for part in name.split("."):
        if part not in said:
            return False
        said = said[part]
    return str(said) in (cell, str(value_of("", cell)))


@then(parsers.re(r'每一位诉求人都收到通知"(?P<subject>[^"]+)"'))
def all_told(story: Story, subject: str) -> None:
    """The asker of each case of the scenario."""
    for no in story.cases.values():
        story.no = no
        asker_told(story, subject, None)


@then(parsers.re(r'每一件的状态都是"(?P<state>[^"]+)"，都已安排回访'))
def all_called(story: Story, state: str) -> None:
    """Each case stands there, with a callback of its own."""
    for no in story.cases.values():
        story.no = no
        stands(story, state, None, None)
        story.town.until(lambda: (story.called(), f"there is no callback of {story.no}"))


@then(parsers.re(r'"(?P<duty>[^"]+)"的时限(?P<how>暂停|继续)'))
def sleeps(story: Story, duty: str, how: str) -> None:
    """Whether the duty of the lead unit stands still."""

    def look() -> tuple[bool, Any]:
        duties = story.order()["duties"]
        asleep = [one["asleep"] for one in duties if one["duty"] == DUTIES[duty] and not one["done_at"]]
        return bool(asleep) and asleep[-1] == (how == "暂停"), duties

    story.town.until(look)
