"""A callback after one more event."""

from dataclasses import replace

from services.supervision.domain.callback.events import (
    AskLapsed,
    Attempted,
    Dropped,
    Event,
    FinalDeclined,
    FinalProposed,
    Lapsed,
    Planned,
    Recorded,
    Referred,
    ReopenAnswered,
    ReopenAsked,
    Reopening,
    Settled,
    SourceAnswered,
    SourceNoted,
    TermsNoted,
)
from services.supervision.domain.callback.state import Callback, Phase, Reply


def evolve(callback: Callback, event: Event) -> Callback:  # noqa: C901, PLR0912 — one arm per event
    match event:
        case Planned():
            return planned(callback, event)
        case Attempted():
            return replace(callback, attempts=event.attempt, outcomes=callback.outcomes | {event.outcome})
        case Recorded():
            return recorded(callback, event)
        case Settled():
            return replace(callback, phase=Phase.SETTLED, end=event.end, reason=event.reason, duties=())
        case ReopenAsked():
            return callback.asking(event)
        case ReopenAnswered():
            return answered(callback, event)
        case Referred():
            return replace(callback, phase=Phase.REFERRED, duties=event.duties, proposal=None)
        case Dropped():
            return replace(callback, phase=Phase.DROPPED, duties=())
        case Reopening():
            return replace(callback, phase=Phase.REOPENING, duties=())
        case SourceNoted():
            return replace(callback, noted=event)
        case SourceAnswered():
            return source_answered(callback, event)
        case Lapsed():
            duties = tuple(duty for duty in callback.duties if duty.duty != event.duty)
            return replace(callback, lapsed=callback.lapsed or event.duty == "callback", duties=duties)
        case AskLapsed():
            return ask_lapsed(callback, event)
        case FinalProposed():
            return replace(callback, proposal=event)
        case FinalDeclined():
            return replace(callback, proposal=None)
        case TermsNoted():
            return replace(callback, terms=event)


def planned(callback: Callback, event: Planned) -> Callback:
    """A new round; what earlier rounds left that still matters stays. A noted result is used in the same append."""
    return Callback(
        phase=Phase.PLANNED,
        round=event.round,
        by=event.by,
        anonymous=event.anonymous,
        has_phone=event.phone is not None,
        duties=event.duties,
        dissatisfied=callback.dissatisfied,
        asks=callback.asks,
        source_asks=callback.source_asks,
        unit=event.unit,
        at_once=event.at_once,
        terms=callback.terms,
    )


def recorded(callback: Callback, event: Recorded) -> Callback:
    dissatisfied = callback.dissatisfied + (event.contacted and event.satisfied is False)
    answers = event.contacted, event.resolved, event.satisfied
    return replace(callback, recorded=answers, dissatisfied=dissatisfied)


def answered(callback: Callback, event: ReopenAnswered) -> Callback:
    """Refused alone changes nothing more: what follows from it is said as `Referred`."""
    after = callback.replied(event.ask, Reply.ANSWERED_LATE if event.late else Reply.ANSWERED)
    return replace(after, phase=Phase.REOPENING) if event.accepted and not event.late else after


def source_answered(callback: Callback, event: SourceAnswered) -> Callback:
    noted = None if callback.noted and callback.noted.ask == event.ask else callback.noted
    return replace(callback, noted=noted, source_asks=callback.source_asks | {event.ask})


def ask_lapsed(callback: Callback, event: AskLapsed) -> Callback:
    after = callback.replied(event.ask, Reply.LAPSED)
    return replace(after, phase=Phase.REFERRED, duties=event.duties) if event.duties else after
