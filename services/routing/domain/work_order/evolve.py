"""What each event makes of a work order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.routing.domain.work_order import events as said
from services.routing.domain.work_order import evolve_elsewhere as elsewhere
from services.routing.domain.work_order import evolve_time as after
from services.routing.domain.work_order.appeal import Asking, asking_of
from services.routing.domain.work_order.evolve_known import asker_corrected
from services.routing.domain.work_order.state import State, WorkOrder
from services.routing.domain.work_order.traits import Traits


def evolve(order: WorkOrder, event: said.Event) -> WorkOrder:
    """The order after the event."""
    return EVOLVE[type(event)](order, event)


def _noted(order: WorkOrder, event: said.Noted) -> WorkOrder:
    return replace(order, state=State.NOTED, round=event.round, noted=event)


def _opened(order: WorkOrder, event: said.Opened) -> WorkOrder:
    return replace(order, state=State.HELD, round=event.round, noted=None, asking=Asking(**asking_of(event)))


def _classified(order: WorkOrder, event: said.Classified) -> WorkOrder:
    traits = Traits(event.axes, event.difficulty, event.frequent, event.urgent)
    asking = replace(order.asking, urgent=order.asking.urgent or event.urgent)
    return replace(
        order,
        catalogue=event.catalogue,
        level=event.level,
        classified=event.level,
        traits=traits,
        asking=asking,
    )


def _held(order: WorkOrder, event: said.Held) -> WorkOrder:
    return replace(order, state=State.HELD, unit="", duties=event.duties, asleep=(), return_by=None)


def _dispatched(order: WorkOrder, event: said.Dispatched) -> WorkOrder:
    return replace(
        order,
        state=State.DISPATCHED,
        unit=event.unit,
        form=event.form,
        catalogue=event.catalogue,
        level=event.level,
        duties=event.duties,
        answer_due=after.answer_due(event.duties),
        supporting=event.supporting,
        asked=0,
        requests=0,
        source_agreed=False,
        return_by=event.return_by,
        contacts=frozenset(),
        reached=False,
    )


def _signed(order: WorkOrder, _: said.Signed) -> WorkOrder:
    return replace(order, state=State.SIGNED, duties=order.without("sign"))


def _returned(order: WorkOrder, event: said.Returned) -> WorkOrder:
    return replace(
        order,
        state=State.RETURNED,
        returned_from=order.state,
        asleep=order.duties,
        duties=event.duties,
        returns=order.returns + 1,
    )


def _return_settled(order: WorkOrder, event: said.ReturnSettled) -> WorkOrder:
    if event.accepted:
        return replace(order, returned_by=order.returned_by | {event.unit})
    refused = order.returns_refused + 1
    return replace(order, state=order.returned_from, duties=order.asleep, asleep=(), returns_refused=refused)


def _contacted(order: WorkOrder, event: said.Contacted) -> WorkOrder:
    return replace(
        order,
        contacts=order.contacts | {event.contacted_at},
        reached=order.reached or event.reached,
        duties=order.without("first_contact"),
    )


def _answered(order: WorkOrder, event: said.Answered) -> WorkOrder:
    return replace(
        order,
        state=State.ANSWERED,
        public=event.public,
        resolved=event.resolved,
        answered_by=event.by,
        put_by=order.only("answer"),
        duties=(*order.without("answer"), *event.duties),
    )


def _approved(order: WorkOrder, event: said.Approved) -> WorkOrder:
    duties = (*order.without("approve"), *event.duties)
    return replace(order, state=State.APPROVED, public=event.public, put_by=(), duties=duties)


def _sent_back(order: WorkOrder, event: said.SentBack) -> WorkOrder:
    return replace(order, state=State.SIGNED, public=None, put_by=(), duties=(*order.without("approve"), *event.duties))


def _closed(order: WorkOrder, event: said.Closed) -> WorkOrder:
    closed = replace(order, state=State.CLOSED, duties=(), followers=())
    if event.contact != "followed":
        return closed
    return replace(
        closed,
        unit=event.unit,
        public=event.public,
        resolved=event.resolved,
        catalogue=event.catalogue or order.catalogue,
        level=event.level or order.level,
    )


def _reopened(order: WorkOrder, event: said.Reopened) -> WorkOrder:
    return replace(
        order,
        state=State.DISPATCHED,
        round=event.round,
        level=event.level,
        unit=event.unit,
        duties=event.duties,
        answer_due=after.answer_due(event.duties),
        supporting=(),
        asked=0,
        requests=0,
        source_agreed=False,
        return_by=None,
        contacts=frozenset(),
        reached=False,
        public=None,
        answered_by="",
        end="",
        leading="",
    )


def _same(order: WorkOrder, _: said.Event) -> WorkOrder:
    return order


def _supplemented(order: WorkOrder, event: said.Supplemented) -> WorkOrder:
    return replace(order, supplements=order.supplements | {event.number})


def _withdrawal_noted(order: WorkOrder, _: said.WithdrawalNoted) -> WorkOrder:
    return replace(order, withdrawn=True)


def _ask_answered(order: WorkOrder, event: said.AskAnswered) -> WorkOrder:
    return replace(order, asks=order.asks | {event.ask})


def _urged(order: WorkOrder, event: said.Urged | said.UrgePassed) -> WorkOrder:
    return replace(order, asks=order.asks | {event.ask})


def _lapsed(order: WorkOrder, event: said.Lapsed) -> WorkOrder:
    return replace(order, duties=order.without(event.duty))


def _archived(order: WorkOrder, event: said.Archived) -> WorkOrder:
    return replace(order, state=State.ARCHIVED, end=event.end, duties=(), asleep=(), put_by=(), kept=())


EVOLVE: Mapping[type, Callable[[WorkOrder, Any], WorkOrder]] = {
    said.Noted: _noted,
    said.Opened: _opened,
    said.Classified: _classified,
    said.Held: _held,
    said.Dispatched: _dispatched,
    said.Signed: _signed,
    said.Returned: _returned,
    said.ReturnSettled: _return_settled,
    said.Contacted: _contacted,
    said.Progressed: _same,
    said.Answered: _answered,
    said.Approved: _approved,
    said.SentBack: _sent_back,
    said.Closed: _closed,
    said.Reopened: _reopened,
    said.Urged: _urged,
    said.UrgePassed: _urged,
    said.Cancelled: _same,
    said.Supplemented: _supplemented,
    said.WithdrawalNoted: _withdrawal_noted,
    said.AskAnswered: _ask_answered,
    said.Lapsed: _lapsed,
    said.Archived: _archived,
    said.ExtensionRequested: after.extension_requested,
    said.Extended: after.extended,
    said.ExtensionRefused: after.extension_settled,
    said.ExtensionDropped: after.extension_settled,
    said.Suspended: after.suspended,
    said.Resumed: after.resumed,
    said.Supported: after.supported,
    said.PartsReleased: after.parts_released,
    said.Drafted: _same,
    said.UrgencyMarked: after.urgency_marked,
    said.Merged: elsewhere.merged,
    said.Released: elsewhere.released,
    said.FollowerAdded: elsewhere.follower_added,
    said.FollowerLeft: elsewhere.follower_left,
    said.FollowersReleased: elsewhere.followers_released,
    said.Dropped: elsewhere.dropped,
    said.Transferred: elsewhere.transferred,
    said.Coordinated: elsewhere.coordinated,
    said.Pooled: elsewhere.pooled,
    said.Unpooled: elsewhere.unpooled,
    said.AskerCorrected: asker_corrected,
    said.Recomputed: after.recomputed,
}
