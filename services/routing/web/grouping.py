"""The many things that can be done with a case beside the usual, in a few groups by what they are for."""

from collections.abc import Iterable, Sequence

from services.routing.readmodels.work_orders.query import Order
from services.routing.web.action import Action
from services.routing.web.leading.offering import Offer

GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    ("正在等待", ("confirm-transfer", "chase-transfer", "refuse-transfer", "report-instruction", "finish-instruction")),
    ("会议", ("record-meeting", "finish-decision", "cancel-meeting", "convene")),
    ("请人协助", ("support", "excuse-part")),
    ("请示领导", ("answer-escalation", "escalate", "instruct")),
    ("时间", ("request-extension", "suspend", "resume", "mark-urgent")),
    ("换单位", ("transfer",)),
)
"""Group → the names of actions and deeds in it, in order."""
Group = tuple[str, Sequence[Offer]]


def ways(order: Order, actions: Iterable[Action], offers: Iterable[Offer]) -> Sequence[Group]:
    """The groups that have something to offer; what belongs to none comes last."""
    base = f"/routing/work-orders/{order.case_no}"
    links = [Offer(one.label, f"{base}?do={one.name}#do", name=one.name) for one in actions]
    links += [one for one in offers if one.name not in {link.name for link in links}]
    known = {name for _, names in GROUPS for name in names}
    groups = [(title, [one for name in names for one in links if one.name == name]) for title, names in GROUPS]
    rest = [one for one in links if one.name not in known]
    return [group for group in (*groups, ("其他", rest)) if group[1]]
