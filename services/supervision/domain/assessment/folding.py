"""From milestones to rows, as of any moment: the same figures come out of the same log for any past day."""

from collections.abc import Iterable
from datetime import datetime

from services.supervision.domain.assessment import calling, handling, receiving
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.row import Lapse, Row
from services.supervision.domain.assessment.story import Story
from shared.kernel.times import unstamp

CHANGES = {**receiving.CHANGES, **handling.CHANGES, **calling.CHANGES}
HANDED = frozenset({"work_order.dispatched", "work_order.reopened"})
GONE = frozenset(f"work_order.{end}" for end in ("held", "closed", "archived", "merged", "pooled", "transferred"))
"""After these no unit has the order in hand, until it is handed over again."""
LAPSED = "work_order.lapsed"


def rows_of(milestones: Iterable[Milestone], as_of: datetime) -> list[Row]:
    """The rows of all cases as they were just before `as_of`; milestones may come in any order."""
    stories: dict[str, Story] = {}
    for one in sorted((one for one in handled(milestones) if one.at < as_of), key=lambda one: one.order):
        if one.case_no not in stories:
            stories[one.case_no] = Story(one.case_no)
        tell(stories[one.case_no], one)
    return [row for story in stories.values() for row in story.told(as_of)]


def handled(milestones: Iterable[Milestone]) -> Iterable[Milestone]:
    """The same, the lapses of orders with their handling. They happened when they were due, which may be long before they
    were said: what slept while a return was being settled lapsed with the unit that has the order then."""
    every = list(milestones)
    late = {one.case_no for one in every if one.type == LAPSED}
    told = {one.position: one for one in every if one.case_no in late and one.type in {LAPSED, *HANDED, *GONE}}
    count: dict[str, int] = {}
    gone: set[str] = set()
    for position, one in sorted(told.items()):
        if one.type in HANDED:
            count[one.case_no] = count.get(one.case_no, 0) + 1
            gone.discard(one.case_no)
        elif one.type in GONE:
            gone.add(one.case_no)
        else:
            told[position] = one._replace(handling=count.get(one.case_no, 0) + (one.case_no in gone))
    return [told[one.position] if one.type == LAPSED else one for one in every]


def tell(story: Story, what: Milestone) -> None:
    """Take in one milestone, after what lapsed before it; lapses of every aggregate have one shape."""
    story.overdue(what.at)
    change = lapsed if what.type.endswith(".lapsed") else CHANGES[what.type]
    change(story, what)


def lapsed(story: Story, what: Milestone) -> None:
    """A part has a duty to sign, as the order has; only the order's is the handling's. What was due before the unit got
    the order is told of its handling when that begins."""
    said = what.said
    round_, duty, unit, due_at = said.get("round", 1), said["duty"], said.get("unit", ""), unstamp(said["due_at"])
    row = story.of_round(round_)
    its = what.type == LAPSED and row.open and unit == row.unit
    own = its and what.handling in (0, story.handed)
    story.lapse(Lapse(duty, unit, round_, due_at), own=own)
    if own:
        row.running.pop(duty, None)
    if duty in story.desk and story.desk[duty].unit == unit:
        del story.desk[duty]
