"""Asking for more time, and what the dispatch desk says to it. Whether there is time left is for the guard to say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from services.routing.domain.extension import commands as told
from services.routing.domain.extension.events import Dropped, Event, Granted, Lapsed, Refused, Requested
from services.routing.domain.extension.state import Extension, State, evolve
from services.routing.domain.who import by_desk, by_unit
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, case_key
from shared.rules.moment import Moment

LIMIT, SETTLE = "extension", "settle_extension"


def ask(command: told.AskExtension, before: Extension) -> Sequence[Event]:
    """One at a time, as often and as long as the rules say."""
    moment, now = command.moment, before.in_round(command.round)
    by_unit(command.unit, moment, "extension")
    if now.state is State.REQUESTED:
        raise Rejected("extension.pending")
    if not command.reason.value.strip():
        raise Rejected("extension.no_reason")
    _within_number(now, moment)
    longest = moment.rules.limits[LIMIT].span
    if not 1 <= command.amount <= longest.amount:
        raise Rejected("extension.too_long", most=longest.amount)
    desk = moment.rules.desks["dispatch"]
    return [
        Requested(
            round=command.round,
            unit=command.unit,
            number=now.number + 1,
            amount=command.amount,
            measure=str(longest.measure),
            due_at=command.due_at,
            reason=command.reason.under(case_key(command.case_no)),
            duties=(moment.rules.duty(SETTLE, desk, moment.at, SETTLE),),
        )
    ]


def settle(command: told.SettleExtension, before: Extension) -> Sequence[Event]:
    by_desk(command.moment, "extension", "dispatch")
    now = before.in_round(command.round)
    if now.state is not State.REQUESTED:
        raise Rejected("extension.not_requested")
    reason = command.reason.under(case_key(command.case_no)) if command.reason else None
    if not command.granted:
        return [Refused(now.round, command.unit, now.number, _needed(reason))]
    _within_number(now, command.moment)
    terms = now.amount, now.measure, command.source_agreed
    return [Granted(now.round, command.unit, now.number, *terms, reason)]


def drop(command: told.DropExtension, before: Extension) -> Sequence[Event]:
    now = before.in_round(command.round)
    return [Dropped(now.round, command.unit, now.number)] if now.state is State.REQUESTED else []


def _within_number(now: Extension, moment: Moment) -> None:
    if now.granted >= moment.rules.numbers["extensions"]:
        raise Rejected("extension.used_up", most=moment.rules.numbers["extensions"])


def _needed(reason: Text | None) -> Text:
    if reason is None or not reason.value.strip():
        raise Rejected("extension.no_reason")
    return reason


DEEDS: Mapping[type, Callable[[Any, Extension], Sequence[Event]]] = {
    told.AskExtension: ask,
    told.SettleExtension: settle,
    told.DropExtension: drop,
}


def lapses(command: told.Command, before: Extension, at: datetime) -> list[Lapsed]:
    """The desk's duty, if it was due before `at`."""
    late = [one for one in before.duties if one.due_at < at]
    return [Lapsed(before.round, one.duty, one.unit, one.due_at, command.unit) for one in late]


def decide(command: told.Command, before: Extension) -> Sequence[Event]:
    """The events of the command, after the desk's lapse if that came before; Rejected if it may not be."""
    late = lapses(command, before, command.moment.at)
    if isinstance(command, told.LapseExtension):
        return late
    deeds = DEEDS[type(command)](command, reduce(evolve, late, before))
    return [*late, *deeds] if deeds else []
