"""What follows from a result, ours or the source's."""

from dataclasses import replace

from services.supervision.domain.callback.commands import PlanCallback, ReportBySource
from services.supervision.domain.callback.events import (
    Event,
    Recorded,
    Referred,
    ReopenAsked,
    Settled,
    SourceAnswered,
    SourceNoted,
)
from services.supervision.domain.callback.state import Callback, Phase
from shared.kernel.numbering import stream_id
from shared.rules.moment import Moment

WAITING = (Phase.NOT_PLANNED, Phase.REOPENING)
Result = ReportBySource | SourceNoted


def report(callback: Callback, command: ReportBySource) -> list[Event]:
    """The source's result: taken, kept until the closing is heard, or refused with a code."""
    if command.ask in callback.source_asks or (callback.noted and callback.noted.ask == command.ask):
        return []
    if callback.phase is Phase.PLANNED:
        return by_source(callback, command, callback.round, command)
    if callback.phase not in WAITING or command.due_at < command.moment.at:
        return [SourceAnswered(command.ask, False, f"callback.{callback.phase}")]
    return [*superseded(callback), noted(command)]


def noted(command: ReportBySource) -> SourceNoted:
    return SourceNoted(
        ask=command.ask,
        contacted=command.contacted,
        resolved=command.resolved,
        satisfied=command.satisfied,
        remark=command.remark,
        at=command.at,
        due_at=command.due_at,
    )


def superseded(callback: Callback) -> list[Event]:
    """The source says it anew before the first was used."""
    return [SourceAnswered(callback.noted.ask, False, "callback.superseded")] if callback.noted else []


def apply_noted(callback: Callback, command: PlanCallback) -> list[Event]:
    """The result that was waiting for this closing."""
    if callback.noted is None:
        return []
    return by_source(replace(callback, unit=command.unit), callback.noted, command.round, command)


def settles(noted: SourceNoted | None) -> bool:
    """Whether this result leaves us nobody to call: who was reached and gave no opinion may still be called."""
    return noted is not None and (not noted.contacted or noted.satisfied is not None)


def by_source(callback: Callback, result: Result, round: int, command: PlanCallback | ReportBySource) -> list[Event]:
    recorded = Recorded(round, result.contacted, result.resolved, result.satisfied, result.remark, "source")
    follows = consequence(callback, command.case_no, round, command.moment, result.contacted, result.satisfied)
    return [recorded, SourceAnswered(result.ask, True, ""), *follows]


def consequence(
    callback: Callback, case_no: str, round: int, moment: Moment, contacted: bool, satisfied: bool | None
) -> list[Event]:
    """Settled, asked to reopen, left to a person; nothing when the asker gave no opinion."""
    if not contacted:
        return [Settled(round, "unreachable", bool(callback.asks))]
    if satisfied is None:
        return []
    if satisfied:
        return [Settled(round, "satisfied", bool(callback.asks))]
    if callback.at_once:
        return [refer(callback, round, "at_once", moment)]
    if callback.dissatisfied:
        return [refer(callback, round, "again", moment)]
    return [ask_reopen(case_no, round, moment)]


def ask_reopen(case_no: str, round: int, moment: Moment) -> ReopenAsked:
    """The first dissatisfaction asks routing for another round."""
    rules = moment.rules
    ask = stream_id("ask", stream_id("callback", case_no), "reopen", str(round))
    duty = rules.duty("ask_reopen", rules.desks["dispatch"], moment.at, "ask_reopen")
    return ReopenAsked(round, ask, duty.due_at, rules.desks["supervision"])


def refer(callback: Callback, round: int, why: str, moment: Moment) -> Referred:
    """A supervisor must settle it, within the limit of a callback."""
    rules = moment.rules
    duty = rules.duty("settle", rules.desks["supervision"], moment.at, "callback")
    return Referred(round, why, (duty,), callback.unit)
