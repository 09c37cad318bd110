"""What people see of a case, in whichever service they look."""

from collections.abc import Mapping

from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.state import Appeal
from services.intake.domain.erasure import Erasure, erasure
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.state import WorkOrder
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.state import Callback
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

    def erasure(self, asker: str) -> Erasure:
        """How far the erasure of an asker is."""
        found: Erasure = self.nodes["intake"].state(erasure, stream_id("erasure", asker))
        return found

    def is_erased(self, case: Case) -> bool:
        """Whether its erasure was approved: what was said of it can be read no more."""
        return self.case_no(case) in (self.erasure(self.appeal(case).asker).approved or ())
