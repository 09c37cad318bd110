"""From milestones to rows, as of any moment: the same figures come out of the same log for any past day."""

from collections.abc import Iterable
from datetime import datetime

from services.supervision.domain.assessment import calling, handling, receiving
from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.row import Lapse, Row
from services.supervision.domain.assessment.story import Story
from shared.kernel.times import unstamp

CHANGES = {**receiving.CHANGES, **handling.CHANGES, **calling.CHANGES}


def rows_of(milestones: Iterable[Milestone], as_of: datetime) -> list[Row]:
    """The rows of all cases as they were just before `as_of`; milestones may come in any order."""
    stories: dict[str, Story] = {}
    for one in sorted((one for one in milestones if one.at < as_of), key=lambda one: one.order):
        if one.case_no not in stories:
            stories[one.case_no] = Story(one.case_no)
        tell(stories[one.case_no], one)
    return [row for story in stories.values() for row in story.told(as_of)]


def tell(story: Story, what: Milestone) -> None:
    """Take in one milestone, after what lapsed before it; lapses of every aggregate have one shape."""
    story.overdue(what.at)
    change = lapsed if what.type.endswith(".lapsed") else CHANGES[what.type]
    change(story, what)


def lapsed(story: Story, what: Milestone) -> None:
    """A part has a duty to sign, as the order has; only the order's is the handling's. One that slept while a return was
    being settled lapsed with whoever got the order next."""
    said = what.said
    round_, duty, unit, due_at = said.get("round", 1), said["duty"], said.get("unit", ""), unstamp(said["due_at"])
    row = story.of_round(round_)
    own = what.type == "work_order.lapsed" and row.open and unit == row.unit and duty not in row.asleep
    story.lapse(Lapse(duty, unit, round_, due_at), own=own)
    if own:
        row.running.pop(duty, None)
    if duty in story.desk and story.desk[duty].unit == unit:
        del story.desk[duty]
