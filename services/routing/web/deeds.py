"""Deeds that are more than one command, or need to know what the person saw of the order."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.routing.domain.extension.commands import AskExtension
from services.routing.domain.extension.commands import SettleExtension as Settle
from services.routing.domain.part import commands as part
from services.routing.domain.work_order import commands as told
from services.routing.domain.work_order import help_commands as helping
from services.routing.domain.work_order import time_commands as timing
from services.routing.domain.work_order.correcting_commands import Recompute
from services.routing.domain.work_order.dispatching import usual_form
from services.routing.readmodels.parts.query import Part
from services.routing.readmodels.work_orders.query import Order
from services.routing.web.filled import Filled, maybe, text, traits
from shared.kernel.phone import dialled
from shared.kernel.text import Text
from shared.kernel.times import last_minute
from shared.rules.moment import Moment


def dispatch(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    """Without a form of handling, the usual one of the level."""
    catalogue, level = filled.get("catalogue", ""), filled.get("level", "")
    item = moment.rules.catalogue.get(catalogue)
    form = filled.get("form") or usual_form(level or (item.level if item else "general"))
    supporting = tuple(dict.fromkeys(filled.get("supporting") or ()))
    said = told.Dispatch(
        order.case_no,
        filled["unit"],
        catalogue,
        form,
        level,
        moment,
        traits(filled),
        supporting,
        maybe(filled, "reason"),
    )
    urgent = bool(order.urgent or filled.get("urgent"))
    return said, *_assigned(order, filled["unit"], supporting, maybe(filled, "task"), urgent, moment)


def settle_return(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    """Accepted, the supporting units are released at once: the desk may dispatch to them again before anybody hears."""
    reason, how = maybe(filled, "reason"), filled.get("how", "")
    said = told.SettleReturn(order.case_no, filled["accepted"], reason, moment, how)
    where: dict[str, Any] = {"case_no": order.case_no, "round": order.round, "moment": moment}
    released = order.supporting if filled["accepted"] else ()
    return said, *(part.ReleasePart(unit=unit, **where, over_at=moment.at) for unit in released)


def support(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    units = (filled["unit"],)
    said = helping.Support(order.case_no, units, moment)
    return said, *_assigned(order, order.unit or "", units, text(filled, "task"), bool(order.urgent), moment)


def _assigned(
    order: Order, lead: str, units: Iterable[str], task: Text | None, urgent: bool, moment: Moment
) -> list[part.AssignPart]:
    return [
        part.AssignPart(
            case_no=order.case_no,
            unit=unit,
            round=order.round,
            lead=lead,
            task=task,
            urgent=urgent,
            moment=moment,
        )
        for unit in units
    ]


def first_contact(no: str, filled: Filled, moment: Moment) -> told.FirstContact:
    said, number = (filled["reached"], filled["contacted_at"], maybe(filled, "note")), maybe(filled, "number")
    return told.FirstContact(no, *said, moment, dialled(number) if number else None)


def answer(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    """With it, every supporting unit's part must have been delivered or excused."""
    parts = order.supporting
    said = told.Answer(
        case_no=order.case_no,
        internal=text(filled, "internal"),
        public=text(filled, "public"),
        resolved=filled["resolved"],
        moment=moment,
        parts=parts,
        truth=filled.get("truth", ""),
        beyond=filled.get("beyond", ""),
        unresolved=maybe(filled, "unresolved"),
    )
    needed = [part.RequirePart(case_no=order.case_no, unit=unit, round=order.round, moment=moment) for unit in parts]
    return *needed, said


def save_draft(no: str, filled: Filled, moment: Moment) -> helping.SaveDraft:
    return helping.SaveDraft(no, maybe(filled, "internal") or Text(""), maybe(filled, "public") or Text(""), moment)


def request_extension(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    """Of the unit that asks: for the answer as the lead, for its part (`own`) as a supporting unit."""
    amount, unit = filled["amount"], order.unit or ""
    guard: Any
    own: Part | None = filled.get("own")
    if own is not None:
        unit, due_at, round_ = own.unit, own.deliver_by or moment.at, own.round
        guard = part.AskPartTime(
            case_no=order.case_no, unit=unit, round=round_, amount=amount, due_at=due_at, moment=moment
        )
    else:
        due_at, round_ = order.answer_due or moment.at, order.round
        guard = timing.AskTime(order.case_no, amount, due_at, moment)
    return guard, AskExtension(order.case_no, unit, round_, amount, due_at, text(filled, "reason"), moment)


def settle_extension(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    unit = filled.get("unit") or order.unit or ""
    granted, agreed = filled["accepted"], bool(filled.get("source_agreed"))
    guard: Any = timing.SettleTime(order.case_no, granted, agreed, moment)
    if unit != order.unit:
        guard = part.SettlePartTime(case_no=order.case_no, unit=unit, round=order.round, granted=granted, moment=moment)
    return guard, Settle(order.case_no, unit, order.round, granted, agreed, maybe(filled, "reason"), moment)


def suspend(no: str, filled: Filled, moment: Moment) -> timing.Suspend:
    """To be looked at again by the end of that day."""
    review_at = last_minute(filled["review_at"])
    return timing.Suspend(no, text(filled, "reason"), review_at, moment)


def recompute(order: Order, filled: Filled, moment: Moment) -> Sequence[Any]:
    """What runs now, from when the log says that it began (`begun`)."""
    seen = {one.duty: one.due_at for one in order.duties if one.open and one.due_at >= moment.at}
    begun = {duty: at for duty, at in filled["begun"].items() if duty in seen}
    return (Recompute(order.case_no, begun, seen, text(filled, "reason"), moment),)


def own_part(kind: type[Any], order: Order, moment: Moment, unit: str = "", **said: Any) -> Sequence[Any]:
    """A command for the part of this unit, else of the one that acts."""
    where = {"case_no": order.case_no, "unit": unit or moment.by.unit or "", "round": order.round}
    return (kind(**where, moment=moment, **said),)
