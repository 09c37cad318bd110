"""Calling: tried up to three times, recorded."""

from services.supervision.domain.callback.commands import OUTCOMES, Attempt, Record
from services.supervision.domain.callback.events import Attempted, Event, Recorded, Settled
from services.supervision.domain.callback.results import consequence
from services.supervision.domain.callback.state import Callback, Phase
from services.supervision.domain.matter import words
from shared.kernel.rejection import Rejected

US, SOURCE = "us", "source"


def attempt(callback: Callback, command: Attempt) -> list[Event]:
    """The last attempt allowed settles it as unreachable."""
    if command.attempt <= callback.attempts:
        return []
    ours(callback)
    if command.outcome not in OUTCOMES:
        raise Rejected("callback.unknown_outcome", outcome=command.outcome)
    if command.attempt != callback.attempts + 1:
        raise Rejected("callback.attempt_skipped", next=callback.attempts + 1)
    attempted = Attempted(callback.round, command.outcome, command.attempt, words(command.remark, command.case_no))
    if command.attempt < command.moment.rules.numbers["callback_attempts"]:
        return [attempted]
    return [attempted, Settled(callback.round, "unreachable", bool(callback.asks))]


def record(callback: Callback, command: Record) -> list[Event]:
    if callback.recorded == (command.contacted, command.resolved, command.satisfied):
        return []
    ours(callback)
    if not command.contacted:
        raise Rejected("callback.not_contacted")
    remark = words(command.remark, command.case_no)
    recorded = Recorded(callback.round, True, command.resolved, command.satisfied, remark, US)
    return [recorded, *consequence(callback, command.case_no, callback.round, command.moment, True, command.satisfied)]


def ours(callback: Callback) -> None:
    """Rejected unless it is for us to call: the source calls first where it said so."""
    planned(callback)
    if callback.by == SOURCE and not callback.lapsed and not callback.no_opinion:
        raise Rejected("callback.by_source")


def planned(callback: Callback) -> None:
    """Rejected, naming what became of it, unless somebody is to be called."""
    if callback.phase is not Phase.PLANNED:
        raise Rejected(f"callback.{callback.phase}")
