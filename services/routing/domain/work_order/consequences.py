"""What a deed ends beside itself: a request for time nobody needs settled, parts nobody asks for any more."""

from collections.abc import Sequence

from services.routing.domain.work_order.events import Event, ExtensionDropped, PartsReleased
from services.routing.domain.work_order.state import State, WorkOrder

HELPED = frozenset(
    {
        *(State.DISPATCHED, State.RETURNED, State.SIGNED, State.SUSPENDED),
        *(State.ANSWERED, State.APPROVED, State.CLOSED),
    }
)
"""Where supporting parts go on, or have ended by themselves."""


def consequences(before: WorkOrder, after: WorkOrder) -> Sequence[Event]:
    """Told after the deed that led from `before` to `after`; routing hears itself and ends the other aggregates."""
    ended: list[Event] = []
    if before.asked and after.asked and after.state is not State.SIGNED:
        ended.append(ExtensionDropped(before.round, before.unit, before.requests))
    gone = after.state not in HELPED or after.unit != before.unit or after.round != before.round
    if before.supporting and after.supporting and gone:
        ended.append(PartsReleased(before.round, before.unit, before.supporting))
    return ended
