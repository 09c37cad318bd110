"""What intake says of a case: received, and how the asker was answered."""

from collections.abc import Callable, Mapping

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.story import Story

Change = Callable[[Story, Milestone], None]


def received(story: Story, what: Milestone) -> None:
    case = story.case
    case.received_at, case.channel = what.at, what.said.get("channel", "")
    case.kind, case.place = what.said.get("kind", ""), what.said.get("place", "")
    story.owe(what)


def responding(response: str, *, ends: bool = False) -> Callable[[Story, Milestone], None]:
    """Intake answered the asker in this way; the first answer counts."""

    def respond(story: Story, what: Milestone) -> None:
        case = story.case
        if case.responded_at is None:
            case.responded_at, case.response = what.at, response
        case.kind = what.said.get("kind") or case.kind
        story.last.leading = what.said.get("leading", story.last.leading)
        story.desk.pop("accept", None)
        if ends:
            case.case_ended_at, case.end = what.at, response

    return respond


def withdrawn(story: Story, what: Milestone) -> None:
    """What is closed already stays so. Whose handling ends says routing: what it hears too late may be closed first."""
    if story.last.closed_at is None or story.in_hand:
        story.case.withdrawn_at, story.case.case_ended_at, story.case.end = what.at, what.at, "withdrawn"
    story.desk = {}


def separated(story: Story, what: Milestone) -> None:
    """It follows no more, and may have to be accepted again. What ended stays so: only another round begins anew."""
    story.last.leading = story.case.aside = ""
    story.owe(what)


def opened(story: Story, _: Milestone) -> None:
    """There is nothing to accept any more."""
    story.desk.pop("accept", None)


def urgency_marked(story: Story, what: Milestone) -> None:
    """The acceptance may be due sooner."""
    story.owe(what)


def corrected(story: Story, what: Milestone) -> None:
    """Of what is corrected the assessment keeps kind and place."""
    if (name := what.said.get("field")) in ("kind", "place"):
        setattr(story.case, name, what.said.get("clear", ""))


CHANGES: Mapping[str, Change] = {
    "appeal.received": received,
    "appeal.accepted": responding("accepted"),
    "appeal.declined": responding("declined", ends=True),
    "appeal.answered_at_once": responding("answered_at_once", ends=True),
    "appeal.merged": responding("merged"),
    "appeal.separated": separated,
    "appeal.order_opened": opened,
    "appeal.urgency_marked": urgency_marked,
    "appeal.corrected": corrected,
    "appeal.withdrawn": withdrawn,
    "work_order.released": separated,
}
