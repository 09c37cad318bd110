"""From milestones to rows, as of any moment: the same figures come out of the same log for any past day."""

from collections.abc import Iterable
from datetime import datetime

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.row import Row
from services.supervision.domain.assessment.story import Story, tell


def rows_of(milestones: Iterable[Milestone], as_of: datetime) -> list[Row]:
    """The rows of all cases as they were just before `as_of`; milestones may come in any order."""
    stories: dict[str, Story] = {}
    for one in sorted((one for one in milestones if one.at < as_of), key=lambda one: one.order):
        if one.case_no not in stories:
            stories[one.case_no] = Story(one.case_no)
        tell(stories[one.case_no], one)
    return [row for story in stories.values() for row in story.told(as_of)]
