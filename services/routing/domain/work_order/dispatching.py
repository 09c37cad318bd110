"""The dispatch desk: classify, dispatch, settle a return."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from services.routing.domain.work_order.commands import Classify, Dispatch
from services.routing.domain.work_order.duties import unit_duties
from services.routing.domain.work_order.events import Classified, Dispatched, Event
from services.routing.domain.work_order.evolve import evolve
from services.routing.domain.work_order.guards import by_desk, in_state
from services.routing.domain.work_order.state import State, WorkOrder
from services.routing.domain.work_order.supporting import supporters
from services.routing.domain.work_order.traits import Traits, checked, merged
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, case_key
from shared.rules.catalogue import LEVELS
from shared.rules.moment import Moment

FORMS = ("immediate", "assigned", "convened")
"""What the desk may choose: 部门即办, 分发交办, 专题会办. 领导批办 begins with a leader's instruction."""
USUAL: Mapping[str, str] = {"general": "immediate", "major": "convened"}


def usual_form(level: str) -> str:
    """How a case of this level is handled where nobody says otherwise."""
    return USUAL.get(level, "assigned")


def classify(command: Classify, order: WorkOrder) -> Sequence[Event]:
    """By the desk, while it has the order; the same again says nothing."""
    by_desk(command.moment, "dispatch")
    in_state(order, State.HELD)
    return _classified(order, command.catalogue, command.level, checked(command.traits), command.moment)


def dispatch(command: Dispatch, order: WorkOrder) -> Sequence[Event]:
    """By the desk, while it has the order; the same again before signing says nothing."""
    by_desk(command.moment, "dispatch")
    if order.state is State.DISPATCHED and _same(command, order):
        return []
    in_state(order, State.HELD)
    _known(command)
    supporting = supporters(command.unit, command.supporting, command.moment)
    reason = _again(command, order)
    item, traits = command.catalogue or order.catalogue, checked(command.traits)
    classified = _classified(order, item, command.level, traits, command.moment)
    order = reduce(evolve, classified, order)
    sent = dispatched(order, command.unit, command.form, order.catalogue, order.level, "person", command.moment)
    return [*classified, replace(sent, supporting=supporting, reason=reason)]


def _again(command: Dispatch, order: WorkOrder) -> Text | None:
    """Why this unit; a unit that returned the case only gets it again with a reason."""
    reason = command.reason.under(case_key(command.case_no)) if command.reason else None
    if command.unit in order.returned_by and (reason is None or not reason.value.strip()):
        raise Rejected("work_order.returned_before", unit=command.moment.rules.units[command.unit].short)
    return reason


def dispatched(
    order: WorkOrder, unit: str, form: str, catalogue: str, level: str, by: str, moment: Moment
) -> Dispatched:
    """The order goes to `unit` for the first time in this round, with what it must do by when."""
    rules = moment.rules
    latest = order.asking.source_due_at if order.round == 1 else None
    return Dispatched(
        round=order.round,
        unit=unit,
        form=form,
        catalogue=catalogue,
        level=level,
        by=by,
        duties=unit_duties(order, unit, catalogue, level, moment, latest),
        return_by=rules.calendar.due(moment.at, rules.limits["return"].span),
        rules="+".join(rules.hashes[part][:12] for part in ("units", "catalogue")),
    )


def _same(command: Dispatch, order: WorkOrder) -> bool:
    """Before signing, the same dispatch is said twice; with other supporting units it is another one."""
    if not set(command.supporting) <= set(order.supporting):
        return False
    ours = order.unit, order.catalogue, order.level
    return (command.unit, command.catalogue or order.catalogue, command.level or order.level) == ours


def _known(command: Dispatch) -> None:
    if command.unit not in command.moment.rules.units:
        raise Rejected("work_order.unknown_unit", unit=command.unit)
    if command.form not in FORMS:
        raise Rejected("work_order.unknown_form", form=command.form)


def _classified(order: WorkOrder, catalogue: str, level: str, traits: Traits, moment: Moment) -> list[Classified]:
    """What a person says the case is about, if that is new. An empty level keeps that of the same item."""
    item = moment.rules.catalogue.get(catalogue)
    if item is None:
        raise Rejected("work_order.unknown_catalogue" if catalogue else "work_order.not_classified")
    level = level or (order.level if catalogue == order.catalogue else item.level)
    if level not in LEVELS:
        raise Rejected("work_order.unknown_level", level=level)
    now = merged(replace(order.traits, urgent=order.asking.urgent), traits)
    known = replace(order.traits, urgent=order.asking.urgent, frequent=bool(order.traits.frequent))
    now = replace(now, urgent=bool(order.asking.urgent or now.urgent), frequent=bool(now.frequent))
    if (catalogue, level, now) == (order.catalogue, order.level, known):
        return []
    said = now.axes, now.difficulty, bool(now.frequent), bool(now.urgent)
    return [Classified(order.round, catalogue, level, "person", 100, (), *said)]
