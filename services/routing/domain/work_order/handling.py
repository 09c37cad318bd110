"""The unit at work: sign, contact the asker, report progress."""

from collections.abc import Sequence
from dataclasses import replace

from services.routing.domain.work_order.commands import FirstContact, Progress, Sign
from services.routing.domain.work_order.events import Contacted, Event, Progressed, Signed
from services.routing.domain.work_order.guards import by_unit, in_state
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.kernel.text import Closed, Text, case_key


def sign(command: Sign, order: WorkOrder) -> Sequence[Event]:
    by_unit(order, command.moment)
    if order.state in (State.SIGNED, State.ANSWERED, State.APPROVED):
        return []
    in_state(order, State.DISPATCHED)
    return [Signed(order.round, order.unit)]


def contact(command: FirstContact, order: WorkOrder) -> Sequence[Event]:
    """Each attempt is told apart by its time; the same time again says nothing."""
    by_unit(order, command.moment)
    if command.contacted_at in order.contacts:
        return []
    in_state(order, State.SIGNED, State.ANSWERED, State.APPROVED)
    if command.contacted_at > command.moment.at:
        raise Rejected("work_order.contact_in_future")
    key = case_key(command.case_no)
    note = command.note.under(key) if command.note else None
    number = replace(command.number, compare=False).under(key) if command.number else None
    own = _is_askers(command.number, order)
    return [Contacted(order.round, order.unit, command.reached, command.contacted_at, note, number, own)]


def _is_askers(number: Text | None, order: WorkOrder) -> bool | None:
    """Whether the number that was called is the asker's; None where nothing can be compared."""
    theirs = order.phone.same if isinstance(order.phone, Closed | Text) else None
    return None if number is None or number.same is None or theirs is None else number.same == theirs


def progress(command: Progress, order: WorkOrder) -> Sequence[Event]:
    """While it handles it, and while that is suspended."""
    by_unit(order, command.moment)
    in_state(order, State.SIGNED, State.SUSPENDED)
    if not command.note.value.strip():
        raise Rejected("work_order.empty_note")
    return [Progressed(order.round, order.unit, command.note.under(case_key(command.case_no)))]
