"""What follows a conclusion: accountability, follow-up, closing, reopening, the draft of a typical case."""

from services.supervision.domain.review import commands as asked
from services.supervision.domain.review import events as said
from services.supervision.domain.review.events import Event
from services.supervision.domain.review.requiring import another, refuse, required, text
from services.supervision.domain.review.state import Phase, Review


def held(command: asked.HoldToAccount, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED)
    with_issue(command.concluded)
    return [said.HeldToAccount(text(command, command.persons), text(command, command.measure))]


def set_follow_up(command: asked.SetFollowUp, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED)
    if command.due_at <= command.moment.at:
        refuse("review.past")
    return [said.FollowUpSet(text(command, command.what), command.due_at)]


def follow_up(command: asked.FollowUp, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED)
    if review.due_at is None:
        refuse("review.nothing_to_follow")
    return [said.FollowedUp(text(command, command.words))]


def close(command: asked.CloseReview, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED)
    if review.due_at is not None:
        refuse("review.follow_up_open")
    return [said.Closed(text(command, command.words))]


def reopen(command: asked.ReopenReview, review: Review) -> list[Event]:
    """The same reviewer goes on; another is assigned as before."""
    if review.phase is not Phase.CLOSED:
        refuse("review.unknown" if review.phase is Phase.UNKNOWN else "review.not_closed")
    return [said.Reopened(text(command, command.reason))]


def draft(command: asked.DraftCase, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED, Phase.CLOSED)
    with_issue(command.concluded)
    words = text(command, command.draft), text(command, command.names)
    return [said.CaseDrafted(text(command, command.who, compare=True), *words)]


def names(command: asked.ApproveNames, review: Review) -> list[Event]:
    required(review, Phase.CONCLUDED, Phase.CLOSED)
    if not review.drafter:
        refuse("review.no_draft")
    if review.names_approved:
        return []
    another(command.who, review.drafter, "review.own_draft")
    return [said.NamesApproved(text(command, command.who, compare=True))]


def with_issue(conclusion: str) -> None:
    """Nobody is held to account, and no case circulated, where nothing was found."""
    if conclusion == asked.NO_ISSUE:
        refuse("review.no_issue")
