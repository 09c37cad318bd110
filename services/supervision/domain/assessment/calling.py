"""What supervision itself says of a case: callbacks and what came of them."""

from collections.abc import Callable, Mapping

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.story import Story

Change = Callable[[Story, Milestone], None]


def planned(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).planned_at = what.at
    referred(story, what)


def referred(story: Story, what: Milestone) -> None:
    """What supervision must do next, in place of what it had to do before."""
    story.desk = {}
    story.owe(what)


def attempted(story: Story, what: Milestone) -> None:
    """Who does not want to talk was called all the same."""
    row = story.of_round(what.said.get("round", 1))
    row.attempts = max(row.attempts, what.said.get("attempt", row.attempts + 1))
    if what.said.get("outcome") == "refused":
        row.called_at = row.called_at or what.at


def recorded(story: Story, what: Milestone) -> None:
    """What was said last counts."""
    said, row = what.said, story.of_round(what.said.get("round", 1))
    if said.get("contacted"):
        row.called_at = row.called_at or what.at
        row.recorded_at, row.resolved, row.satisfied = what.at, said.get("resolved"), said.get("satisfied")
    if said.get("satisfied") is not None:
        story.desk = {}


def settled(story: Story, what: Milestone) -> None:
    row = story.of_round(what.said.get("round", 1))
    row.settled_at, row.settled, row.reason = what.at, what.said.get("end", ""), what.said.get("reason", "")
    story.desk = {}


def dropped(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).dropped = True
    story.desk = {}


CHANGES: Mapping[str, Change] = {
    "callback.planned": planned,
    "callback.attempted": attempted,
    "callback.recorded": recorded,
    "callback.referred": referred,
    "callback.ask_lapsed": referred,
    "callback.settled": settled,
    "callback.dropped": dropped,
}
