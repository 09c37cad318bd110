"""What the source asks later: urge, redo, cancel, and its callback's result. Each is answered once by another service.

An ask's id is `<stream>/<uuid>`, so that an answer that names its ask also names the appeal.
"""

from datetime import datetime

from services.intake.domain.appeal.commands import AnswerAsk, AskCancel, AskRedo, ReportCallback, Urge
from services.intake.domain.appeal.events import (
    AskAnswered,
    CallbackReported,
    CancelAsked,
    Event,
    RedoAsked,
    Urged,
    Withdrawn,
)
from services.intake.domain.appeal.phases import must_be
from services.intake.domain.appeal.receive import under
from services.intake.domain.appeal.state import Appeal, Phase, Reply
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key
from shared.rules.moment import Moment

AT_DESK = "appeal.at_desk"
"""The code of an ask that our own desk answers, because the appeal is not accepted yet."""


def ask_id(stream: str, kind: str, source_ref: str) -> str:
    """The id of an ask: said twice it is the same ask."""
    return f"{stream}/{stream_id('ask', stream, kind, source_ref)}"


def stream_of(ask: str) -> str:
    """The appeal's stream in an ask's id."""
    return ask.partition("/")[0]


def urge(appeal: Appeal, command: Urge) -> list[Event]:
    ask = ask_id(command.stream, "urge", command.source_ref)
    if appeal.ask(ask):
        return []
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED, Phase.MERGED)
    due_at, desk = due(command.moment, "urge", "dispatch")
    text, at_desk = under(command.text, asker_key(appeal.asker)), appeal.phase is Phase.RECEIVED
    urged = Urged(ask, command.source_ref, text, due_at, desk, at_desk)
    return [urged, AskAnswered(ask, "urge", True, AT_DESK)] if at_desk else [urged]


def ask_redo(appeal: Appeal, command: AskRedo) -> list[Event]:
    ask = ask_id(command.stream, "redo", command.source_ref)
    if appeal.ask(ask):
        return []
    must_be(appeal, Phase.ACCEPTED, Phase.MERGED)
    due_at, desk = due(command.moment, "redo", "dispatch")
    return [RedoAsked(ask, command.source_ref, under(command.reason, asker_key(appeal.asker)), due_at, desk)]


def ask_cancel(appeal: Appeal, command: AskCancel) -> list[Event]:
    """Before acceptance, or merged, a cancelled order is simply withdrawn; afterwards routing decides."""
    ask = ask_id(command.stream, "cancel", command.source_ref)
    if appeal.ask(ask):
        return []
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED, Phase.MERGED)
    due_at, desk = due(command.moment, "cancel", "dispatch")
    reason, at_desk = under(command.reason, asker_key(appeal.asker)), appeal.phase is not Phase.ACCEPTED
    asked = CancelAsked(ask, command.source_ref, reason, due_at, desk, at_desk)
    if not at_desk:
        return [asked]
    return [asked, Withdrawn(None, appeal.followers), AskAnswered(ask, "cancel", True, AT_DESK)]


def report_callback(appeal: Appeal, command: ReportCallback) -> list[Event]:
    ask = ask_id(command.stream, "callback", command.source_ref)
    if appeal.ask(ask):
        return []
    must_be(appeal, Phase.ACCEPTED, Phase.MERGED)
    due_at, desk = due(command.moment, "callback", "supervision")
    reported = CallbackReported(
        ask=ask,
        source_ref=command.source_ref,
        contacted=command.contacted,
        resolved=command.resolved,
        satisfied=command.satisfied,
        remark=under(command.remark, asker_key(appeal.asker)),
        at=command.at or command.moment.at,
        due_at=due_at,
        desk=desk,
    )
    return [reported]


def answer_ask(appeal: Appeal, command: AnswerAsk) -> list[Event]:
    """After a lapse the answer is recorded without effect; the first answer holds.

    A cancelled appeal names who follows it: they stand alone again.
    """
    ask = appeal.ask(command.ask)
    if ask is None:
        raise Rejected("appeal.unknown_ask")
    if ask.reply in (Reply.ANSWERED, Reply.ANSWERED_LATE):
        return []
    late = ask.reply is Reply.LAPSED
    followers = appeal.followers if ask.kind == "cancel" and command.accepted and not late else ()
    return [AskAnswered(ask.id, ask.kind, command.accepted, command.code, late, followers)]


def due(moment: Moment, kind: str, desk: str) -> tuple[datetime, str]:
    """When an ask of this kind must be answered, and the unit of the desk it lapses to."""
    unit = moment.rules.desks[desk]
    return moment.rules.duty(f"ask_{kind}", unit, moment.at, f"ask_{kind}").due_at, unit
