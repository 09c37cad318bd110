"""A row of the table as a unit lives it: dispatched and signed, suspended and resumed, extended; when the answer is due."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from services.routing.domain.part import commands as part_told
from services.routing.domain.part import part
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.time_commands import AskTime, Resume, SettleTime, Suspend
from shared.calendar import Measure, Span, WorkingCalendar
from shared.kernel.text import Text
from shared.rules.limits import Limit
from shared.rules.moment import Moment
from shared.rules.rules import Rules
from tests.unit.calendar.due_table import Row
from tests.unit.calendar.limited import rules_of
from tests.unit.calendar.limited_beside import told
from tests.unit.calendar.local import SHANGHAI, at
from tests.unit.calendar.walking import Happening
from tests.unit.routing import orders
from tests.unit.routing.beside import ASSIGN, HELPER, SIGN

CASE, WHY = orders.CASE, Text("冬季无法施工")
LONG = Span(3000, Measure.CALENDAR_DAYS)


def can_be_lived(row: Row) -> bool:
    """Who waits asks for no more time: nothing is extended while it stands still, nor after it lapsed."""
    still = False
    for one in row.happenings:
        if one.kind == "extend" and still:
            return False
        still = one.kind == "pause" or (still and one.kind != "resume")
    return bool(row.happenings)


def answer_due(row: Row, calendar: WorkingCalendar) -> datetime:
    """Of the lead unit."""
    rules = _rules(row, calendar)
    events = told(work_order, Moment(at(row.received_at), orders.SYSTEM, rules), orders.NOTE, orders.OPEN, orders.SIGN)
    for one in row.happenings:
        for command in _of_order(one, work_order.fold(events).answer_due, rules):
            events += work_order.decide(command, work_order.fold(events))
    return next(duty.due_at for duty in work_order.fold(events).duties if duty.duty == "answer")


def _of_order(one: Happening, due: datetime | None, rules: Rules) -> list[Any]:
    desk, unit = (Moment(_when(one), who, rules) for who in (orders.DESK, orders.OFFICER))
    match one.kind:
        case "pause":
            return [Suspend(CASE, WHY, _when(one) + timedelta(days=400), desk)]
        case "resume":
            return [Resume(CASE, desk)]
        case _:
            assert due is not None
            return [AskTime(CASE, one.amount, due, unit), SettleTime(CASE, True, False, desk)]


def delivery_due(row: Row, calendar: WorkingCalendar) -> datetime:
    """Of a supporting unit, whose clock no suspension stops: rows of extensions alone."""
    rules = _rules(row, calendar)
    events = told(part, Moment(at(row.received_at), orders.SYSTEM, rules), ASSIGN, SIGN)
    for one in row.happenings:
        due = part.fold(events).due_at
        for who, kind, said in (
            (HELPER, part_told.AskPartTime, {"amount": one.amount, "due_at": due}),
            (orders.DESK, part_told.SettlePartTime, {"granted": True}),
        ):
            events += part.decide(_of_part(kind, Moment(_when(one), who, rules), said), part.fold(events))
    found = part.fold(events).due_at
    assert found is not None
    return found


def _of_part(kind: type[Any], moment: Moment, said: dict[str, Any]) -> Any:
    return kind(case_no=CASE, unit="finance", round=1, moment=moment, **said)


def _when(one: Happening) -> datetime:
    return one.at.replace(tzinfo=SHANGHAI)


def _rules(row: Row, calendar: WorkingCalendar) -> Rules:
    """Every limit is the row's; extensions are in the measure of what is extended, suspensions may be long."""
    amount, measure = row.span
    rules = rules_of(calendar, Span(amount, Measure(measure)))
    more = next((one.measure for one in row.happenings if one.kind == "extend"), measure)
    own = {"extension": Span(99, Measure(more)), "suspension": LONG}
    return replace(
        rules, limits={**rules.limits, **{name: Limit(name, name, span, "test") for name, span in own.items()}}
    )
