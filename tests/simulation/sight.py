"""What people see of a case, in whichever service they look."""

from collections.abc import Mapping

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.state import Appeal
from services.intake.domain.erasure import Erasure, erasure
from services.routing.domain import meeting
from services.routing.domain.meeting.state import Meeting
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.state import WorkOrder
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.state import Callback
from services.supervision.domain.card.decide import card, card_stream
from services.supervision.domain.card.state import Card
from services.supervision.domain.commitment.decide import Commitment, commitment
from services.supervision.domain.letter import letter
from services.supervision.domain.letter.events import BY_HAND
from services.supervision.domain.letter.state import Letter
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment
from shared.rules.rules import Rules
from shared.testing.simulation.clock import VirtualClock
from shared.testing.simulation.node import Node
from tests.simulation.people.case import Case


class Sight:
    """Of a town."""

    clock: VirtualClock
    rules: Rules
    nodes: Mapping[str, Node]

    def moment(self, by: Actor) -> Moment:
        """The present moment for a command of this actor."""
        return Moment(self.clock(), by, self.rules)

    def case_no(self, case: Case) -> str:
        """The number of a case; empty before its receipt."""
        return self.nodes["intake"].executor.subject(appeal, case.stream)

    def appeal(self, case: Case) -> Appeal:
        """As intake has it."""
        found: Appeal = self.nodes["intake"].state(appeal, case.stream)
        return found

    def order(self, case: Case) -> WorkOrder:
        """As routing has it."""
        found: WorkOrder = self.nodes["routing"].state(work_order, stream_of(self.case_no(case)))
        return found

    def callback(self, case: Case) -> Callback:
        """As supervision has it."""
        found: Callback = self.nodes["supervision"].state(callback, stream_id("callback", self.case_no(case)))
        return found

    def meetings(self, subject: str) -> Mapping[int, Meeting]:
        """About a case or a common need, by number from 1."""
        found: Mapping[int, Meeting] = self.nodes["routing"].state(meeting.meeting, meeting.stream_of(subject)).all
        return found

    def cards(self, case: Case) -> list[Card]:
        """Called for or shown in the case."""
        no, node = self.case_no(case), self.nodes["supervision"]
        streams = (card_stream(no, unit) for unit in self.rules.units)
        return [
            one for stream in streams if stream in node.log.streams for one in node.state(card, stream).cards.values()
        ]

    def letters(self, case: Case) -> dict[str, Letter]:
        """By their numbers, those of the case that a person wrote."""
        no, node = self.case_no(case), self.nodes["supervision"]
        begun = [entries[0] for entries in node.log.streams.values() if entries[0].type == "letter.issued"]
        facts = [node.ground.sealing.fact(entry.body) for entry in begun if entry.subject == no]
        by_hand = [fact for fact in facts if fact.data["ground"] == BY_HAND]
        return {fact.data["number"]: node.state(letter, fact.stream) for fact in by_hand}

    def promise(self, name: str) -> Commitment:
        """As supervision has it."""
        found: Commitment = self.nodes["supervision"].state(commitment, stream_id("commitment", name))
        return found

    def erasure(self, asker: str) -> Erasure:
        """How far the erasure of an asker is."""
        found: Erasure = self.nodes["intake"].state(erasure, stream_id("erasure", asker))
        return found

    def is_erased(self, case: Case) -> bool:
        """Whether its erasure was approved: what was said of it can be read no more."""
        return self.case_no(case) in (self.erasure(self.appeal(case).asker).approved or ())
