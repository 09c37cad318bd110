"""Duties and due times of a work order: computed where a duty begins, lapsing before the next deed."""

from datetime import datetime

from services.routing.domain.work_order.events import Lapsed
from services.routing.domain.work_order.state import WorkOrder
from shared.kernel.duty import Duty
from shared.rules.moment import Moment

DISPATCH_DESK = "dispatch"


def duty(name: str, unit: str, urgent: bool, moment: Moment, limit: str = "") -> Duty:
    """From the moment on, by the limit named as the duty, or by `limit`; the urgent one where there is one."""
    return moment.rules.duty(name, unit, moment.at, moment.rules.limit_for(limit or name, urgent))


def desk_duty(name: str, urgent: bool, moment: Moment) -> Duty:
    """A duty of the dispatch desk."""
    return duty(name, moment.rules.desks[DISPATCH_DESK], urgent, moment)


def unit_duties(
    order: WorkOrder, unit: str, catalogue: str, level: str, moment: Moment, latest: datetime | None
) -> tuple[Duty, ...]:
    """What a unit must do once it has the order: sign, contact (if there is anybody to reach), answer.

    The answer is due by our limit or `latest`, whichever is earlier.
    """
    asking, rules = order.asking, moment.rules
    limit = rules.answer_limit(asking.kind, level, asking.urgent, catalogue)
    return (
        duty("sign", unit, asking.urgent, moment),
        *([duty("first_contact", unit, asking.urgent, moment)] if asking.reachable else []),
        rules.duty("answer", unit, moment.at, limit, latest),
    )


def lapses(order: WorkOrder, at: datetime) -> list[Lapsed]:
    """The running duties that were due before `at`, the earliest first. Done at the due time is done in time."""
    late = sorted((one for one in order.duties if one.due_at < at), key=lambda one: (one.due_at, one.duty))
    return [Lapsed(order.round, one.duty, one.unit, one.due_at) for one in late]
