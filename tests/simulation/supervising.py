"""What the timer of supervision does about lapses: the real commands, for whatever the log of supervision calls for.

The real one asks read models what is called for and the table of parked messages what must wait.
"""

from collections.abc import Callable, Iterator

from services.supervision import acting
from services.supervision.domain.card.commands import LapseCards
from services.supervision.domain.card.decide import card
from services.supervision.domain.card.state import Phase
from services.supervision.domain.commitment.commands import LapseCommitment
from services.supervision.domain.letter.commands import LapseLetter
from services.supervision.domain.reminder import reminder
from services.supervision.domain.reminder.decide import due
from shared.eventlog.fact import Fact
from shared.house.lapsing import timer
from shared.testing.simulation.node import Node, as_house

Called = tuple[str, acting.Commands]
Waits = Callable[[Node, str], bool]
ACTOR = timer("supervision")


def waits(node: Node, subject: str) -> bool:
    """Whether messages about it are parked: one of them may say that it was done in time."""
    return any(entry.subject == subject for entry in node.log.parked.values())


def begun(node: Node, prefix: str) -> list[Fact]:
    """The first fact of each stream of an aggregate."""
    first = (entries[0] for entries in node.log.streams.values() if entries[0].type.startswith(prefix))
    return [node.ground.sealing.fact(entry.body) for entry in first]


def lapse(node: Node) -> None:
    """Explanations and commitments that are overdue."""
    moment = node.moment(ACTOR)
    for fact in begun(node, "card."):
        node.execute(LapseCards(fact.subject, moment, fact.data["unit"]))
    for fact in begun(node, "letter."):
        node.execute(LapseLetter(fact.subject, moment, fact.data["number"]))
    for fact in begun(node, "commitment."):
        node.execute(LapseCommitment(fact.subject.rpartition("/")[2], moment))


def act(node: Node, must_wait: Waits = waits) -> None:
    """Cards, second reminders, circulars."""
    for subject, commands in [*_cards(node), *_reminders(node)]:
        if not must_wait(node, subject):
            acting.executed(as_house(node), subject, commands)


def _cards(node: Node) -> Iterator[Called]:
    for fact in begun(node, "card."):
        for one in node.state(card, fact.stream).cards.values():
            if one.phase is Phase.CALLED_FOR:
                row = {name: getattr(one.called, name) for name in one.called.__slots__}
                yield fact.subject, acting.showing({**row, "case_no": fact.subject, "with_letter": row["letter"]})


def _reminders(node: Node) -> Iterator[Called]:
    moment = node.moment(ACTOR)
    for fact in begun(node, "reminder."):
        followed = node.state(reminder, fact.stream).followed.values()
        if any(due(one, 1, moment) for one in followed):
            yield fact.subject, acting.reminding(fact.subject)
        for one in followed:
            if due(one, 2, moment):
                row = {name: getattr(one, name) for name in ("round", "duty", "unit", "due_at", "which")}
                yield fact.subject, acting.circulating({**row, "case_no": fact.subject})
