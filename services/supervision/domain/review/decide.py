"""The decider of a review. A deed after the follow-up's due time first says that it lapsed, once."""

from typing import assert_never

from services.supervision.domain.review import commands as asked
from services.supervision.domain.review import events as said
from services.supervision.domain.review.commands import COMMANDS, Command
from services.supervision.domain.review.conflict import CONFLICT, conflict
from services.supervision.domain.review.ending import close, draft, follow_up, held, names, reopen, set_follow_up
from services.supervision.domain.review.events import EVENTS, Event
from services.supervision.domain.review.requiring import (
    another,
    refuse,
    required,
    reviewing,
    stands,
    text,
)
from services.supervision.domain.review.state import Phase, Review, evolve, tag
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text

FOLLOW_UP, DESK = "follow_up", "discipline"


def decide(command: Command, review: Review) -> list[Event]:
    late = overdue(command, review)
    if isinstance(command, asked.LapseFollowUp):
        return late
    done = act(command, review)
    return [*late, *done] if done else []


def overdue(command: Command, review: Review) -> list[Event]:
    due_at = review.due_at
    if due_at is None or review.lapsed or due_at >= command.moment.at:
        return []
    return [said.Lapsed(review.round, FOLLOW_UP, DESK, due_at)]


def act(command: Command, review: Review) -> list[Event]:  # noqa: C901, PLR0912 — one arm for each command
    match command:
        case asked.OpenReview():
            return open_(command, review)
        case asked.AddClue():
            stands(review)
            return [said.ClueAdded(text(command, command.clue), text(command, command.about))]
        case asked.Assign():
            return assign(command, review)
        case asked.DeclareConflict():
            reviewing(command.who, review)
            required(review, Phase.ASSIGNED, Phase.FOUND)
            return [said.ConflictDeclared(text(command, command.who, compare=True), text(command, command.reason))]
        case asked.RecordStep():
            return step(command, review)
        case asked.RecordFindings():
            reviewing(command.who, review)
            required(review, Phase.ASSIGNED, Phase.FOUND)
            return [said.FindingsRecorded(text(command, command.findings))]
        case asked.Conclude():
            return conclude(command, review)
        case asked.HoldToAccount():
            return held(command, review)
        case asked.SetFollowUp():
            return set_follow_up(command, review)
        case asked.FollowUp():
            return follow_up(command, review)
        case asked.LapseFollowUp():
            return []
        case asked.CloseReview():
            return close(command, review)
        case asked.ReopenReview():
            return reopen(command, review)
        case asked.DraftCase():
            return draft(command, review)
        case asked.ApproveNames():
            return names(command, review)
        case _:
            assert_never(command)


def open_(command: asked.OpenReview, review: Review) -> list[Event]:
    if review.phase is not Phase.UNKNOWN:
        return []
    return [said.Opened(text(command, command.about), text(command, command.reason))]


def assign(command: asked.Assign, review: Review) -> list[Event]:
    """Another needs a reason; the same again is nothing new."""
    stands(review)
    account = tag(command.reviewer)
    if review.reviewer and account == review.reviewer:
        return []
    declared = account in review.declared
    parts = command.units, command.concerned, command.took_part
    if why := conflict(command.reviewer.value, *parts, declared=declared):
        refuse(CONFLICT[why])
    if review.reviewer and command.reason is None:
        refuse("review.no_words")
    reason = text(command, command.reason) if command.reason else None
    return [said.Assigned(text(command, command.reviewer, compare=True), reason)]


def step(command: asked.RecordStep, review: Review) -> list[Event]:
    reviewing(command.who, review)
    required(review, Phase.ASSIGNED, Phase.FOUND)
    if command.kind not in asked.STEPS:
        raise Rejected("review.unknown_step", kind=command.kind)
    return [said.StepRecorded(text(command, Text(command.kind)), text(command, command.words))]


def conclude(command: asked.Conclude, review: Review) -> list[Event]:
    required(review, Phase.FOUND)
    another(command.who, review.reviewer, "review.own_conclusion")
    if command.conclusion not in asked.CONCLUSIONS:
        raise Rejected("review.unknown_conclusion", conclusion=command.conclusion)
    return [said.Concluded(text(command, Text(command.conclusion)), text(command, command.reasons))]


def address(command: Command) -> Address:
    return Address(stream_id("review", command.review), subject(command.review))


def subject(review: str) -> str:
    return f"review/{review}"


review: Decider[Command, Review, Event] = Decider(
    name="review",
    commands=COMMANDS,
    events=EVENTS,
    initial=Review(),
    decide=decide,
    evolve=evolve,
    address=address,
    compares=(("who", "about"), ("reviewer", "about")),
)
