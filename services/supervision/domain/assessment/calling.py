"""What supervision itself says of a case: callbacks and what came of them."""

from collections.abc import Callable, Mapping

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.story import Story

Change = Callable[[Story, Milestone], None]
OWED = ("callback", "settle")
"""What the callback desk owes a case. What other desks owe it stays, however late we heard of anything."""


def done(story: Story) -> None:
    """The callback desk owes it nothing."""
    story.desk = {duty: owed for duty, owed in story.desk.items() if duty not in OWED}


def planned(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).planned_at = what.at
    referred(story, what)


def referred(story: Story, what: Milestone) -> None:
    """What supervision must do next, in place of what it had to do before."""
    done(story)
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
        done(story)


def settled(story: Story, what: Milestone) -> None:
    row = story.of_round(what.said.get("round", 1))
    row.settled_at, row.settled, row.reason = what.at, what.said.get("end", ""), what.said.get("reason", "")
    done(story)


def reopening(story: Story, _: Milestone) -> None:
    """It goes on in a new round: whatever became of the old one, its closing is awaited."""
    done(story)


def dropped(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).dropped = True
    done(story)


CHANGES: Mapping[str, Change] = {
    "callback.planned": planned,
    "callback.attempted": attempted,
    "callback.recorded": recorded,
    "callback.referred": referred,
    "callback.ask_lapsed": referred,
    "callback.settled": settled,
    "callback.reopening": reopening,
    "callback.dropped": dropped,
}
