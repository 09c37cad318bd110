"""Planning: at the closing, or when the desk answered at once; who is not called is settled there and then."""

from dataclasses import replace

from services.supervision.domain.callback.calling import SOURCE
from services.supervision.domain.callback.commands import NoteTerms, PlanCallback
from services.supervision.domain.callback.events import Event, Lapsed, Planned, Settled, TermsNoted
from services.supervision.domain.callback.results import apply_noted, settles
from services.supervision.domain.callback.state import Callback
from shared.rules.cards import percent_of, sampled

AT_ONCE = "at_once"


def plan(callback: Callback, command: PlanCallback) -> list[Event]:
    """Due by the limit `callback` after closing, which may be past when we hear of it. Whom we cannot call is settled at
    once; what the source said of this closing already leaves nobody anything to do."""
    if command.round <= callback.round:
        return []
    command = known(callback, command)
    reason = "" if callback.noted else not_called(callback, command)
    rules, at = command.moment.rules, command.moment.at
    duty = rules.duty("callback", rules.desks["supervision"], command.closed_at, "callback")
    planned = Planned(
        round=command.round,
        unit=command.unit,
        by=command.by,
        duties=() if reason or settles(callback.noted) else (duty,),
        asker=command.asker,
        name=command.name,
        phone=command.phone,
        anonymous=command.anonymous,
        at_once=command.route == AT_ONCE,
    )
    late = [Lapsed(command.round, one.duty, one.unit, one.due_at) for one in planned.duties if one.due_at < at]
    settled = [Settled(command.round, "not_called", bool(callback.asks), reason)] if reason else []
    return [planned, *late, *apply_noted(callback, command), *settled]


def known(callback: Callback, command: PlanCallback) -> PlanCallback:
    """With whom to call, where the closing does not say it."""
    terms = callback.terms
    if command.route != AT_ONCE or terms is None:
        return command
    return replace(command, asker=terms.asker, name=terms.name, phone=terms.phone, anonymous=terms.anonymous)


def not_called(callback: Callback, command: PlanCallback) -> str:
    """Why nobody calls, or "". The source knows its own askers; who was asked once is asked again."""
    if command.by == SOURCE:
        return ""
    if command.round == 1 and not in_sample(callback, command):
        return "not_sampled"
    if command.anonymous:
        return "anonymous"
    return "" if command.phone else "no_number"


def in_sample(callback: Callback, command: PlanCallback) -> bool:
    channel, level = (callback.terms.channel, callback.terms.level) if callback.terms else ("", "")
    percent = percent_of(command.moment.rules.sampling, command.route, channel, level)
    return sampled(command.case_no, percent)


def note_terms(callback: Callback, command: NoteTerms) -> list[Event]:
    """Before the first closing alone."""
    before = callback.terms or TermsNoted("", "", "", None, None, False)
    after = replace(before, channel=command.channel or before.channel, level=command.level or before.level)
    if command.asker and not before.asker:
        after = replace(after, asker=command.asker, name=command.name, phone=command.phone, anonymous=command.anonymous)
    return [] if after == before or callback.round else [after]
