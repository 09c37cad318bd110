"""The answer: written by an officer, approved or sent back by the head, and the order closed."""

from collections.abc import Sequence

from services.routing.domain.work_order.appeal import Asking
from services.routing.domain.work_order.commands import Answer, Approve, Close, SendBack
from services.routing.domain.work_order.coordination import coordinated_enough
from services.routing.domain.work_order.duties import duty
from services.routing.domain.work_order.events import Answered, Approved, Closed, Drafted, Event, SentBack
from services.routing.domain.work_order.guards import by_unit, in_state, is_system
from services.routing.domain.work_order.help_commands import SaveDraft
from services.routing.domain.work_order.state import State, WorkOrder
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key
from shared.rules.moment import Moment

ATTEMPTS = "callback_attempts"
"""The number of attempts after which somebody counts as unreachable, for callbacks and first contacts alike."""
TRUTHS = ("true", "partly", "false")
BEYOND = ("no_power", "courts", "policy", "private", "other")
"""超职责诉求: 无法定职责, 涉法涉诉, 现行政策不支持, 民事纠纷, 其他。"""


def answer(command: Answer, order: WorkOrder) -> Sequence[Event]:
    by_unit(order, command.moment)
    in_state(order, State.SIGNED)
    coordinated_enough(order, command.moment)
    if not (command.internal.value.strip() and command.public.value.strip()):
        raise Rejected("work_order.empty_answer")
    if not set(order.supporting) <= set(command.parts):
        raise Rejected("work_order.parts_missing")
    if command.truth not in ("", *TRUTHS) or command.beyond not in ("", *BEYOND):
        raise Rejected("work_order.unknown_finding")
    key = case_key(command.case_no)
    return [
        Answered(
            round=order.round,
            unit=order.unit,
            internal=command.internal.under(key),
            public=command.public.under(key),
            resolved=command.resolved,
            by=command.moment.by.account,
            duties=(duty("approve", order.unit, order.asking.urgent, command.moment),),
            truth=command.truth,
            beyond=command.beyond,
            unresolved=command.unresolved.under(key) if command.unresolved else None,
        )
    ]


def save_draft(command: SaveDraft, order: WorkOrder) -> Sequence[Event]:
    """An answer begun; nobody outside the unit sees it."""
    by_unit(order, command.moment)
    in_state(order, State.SIGNED, State.SUSPENDED)
    if not (command.internal.value.strip() or command.public.value.strip()):
        raise Rejected("work_order.empty_answer")
    key, by = case_key(command.case_no), command.moment.by.account
    return [Drafted(order.round, order.unit, command.internal.under(key), command.public.under(key), by)]


def approve(command: Approve, order: WorkOrder) -> Sequence[Event]:
    """Nobody approves the answer they wrote. Closing then has as long as approving."""
    by_unit(order, command.moment)
    if order.state is State.APPROVED:
        return []
    in_state(order, State.ANSWERED)
    if command.moment.by.account == order.answered_by and not is_system(command.moment.by):
        raise Rejected("work_order.own_answer")
    assert order.public is not None
    duties = (duty("close", order.unit, order.asking.urgent, command.moment, limit="approve"),)
    return [Approved(order.round, order.unit, order.public, duties)]


def send_back(command: SendBack, order: WorkOrder) -> Sequence[Event]:
    by_unit(order, command.moment)
    in_state(order, State.ANSWERED)
    if not command.reason.value.strip():
        raise Rejected("work_order.no_reason")
    return [SentBack(order.round, order.unit, command.reason.under(case_key(command.case_no)), order.put_by)]


def close(command: Close, order: WorkOrder) -> Sequence[Event]:
    """Closed means answered, and contacted, or tried often enough, or nobody to contact."""
    by_unit(order, command.moment)
    if order.state is State.CLOSED:
        return []
    in_state(order, State.APPROVED)
    assert order.public is not None
    asking = order.asking
    return [
        Closed(
            round=order.round,
            unit=order.unit,
            closed_at=command.moment.at,
            resolved=order.resolved,
            contact=_contact(order, command.moment),
            public=order.public,
            callback_by=asking.callback_by,
            asker=asking.asker,
            name=asking.name,
            phone=asking.phone,
            anonymous=asking.anonymous,
            followers=order.followers,
            catalogue=order.catalogue,
            level=order.level,
            confidential=asking.confidential,
        )
    ]


def _contact(order: WorkOrder, moment: Moment) -> str:
    if order.reached:
        return "contacted"
    if not order.asking.reachable:
        return _nobody(order.asking)
    if len(order.contacts) < moment.rules.numbers[ATTEMPTS]:
        raise Rejected("work_order.not_contacted", attempts=len(order.contacts))
    return "three_attempts"


def _nobody(asking: Asking) -> str:
    """Why the unit contacts nobody."""
    if asking.anonymous:
        return "anonymous"
    return "confidential" if asking.confidential else "no_number"
