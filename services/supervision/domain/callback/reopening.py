"""Another round: routing's answer to our ask, rounds that others began, orders that are no more."""

from services.supervision.domain.callback.commands import AnswerReopen, DropCallback, NoteReopened
from services.supervision.domain.callback.events import Dropped, Event, ReopenAnswered, Reopening
from services.supervision.domain.callback.results import refer
from services.supervision.domain.callback.state import Ask, Callback, Phase, Reply
from shared.kernel.rejection import Rejected

OPEN = (Phase.PLANNED, Phase.REOPEN_ASKED, Phase.REFERRED)


def answer(callback: Callback, command: AnswerReopen) -> list[Event]:
    """The first answer holds; after a lapse, or when the case went on otherwise, it is recorded without effect."""
    ask = callback.ask(command.ask)
    if ask is None:
        raise Rejected("callback.unknown_ask")
    if ask.reply in (Reply.ANSWERED, Reply.ANSWERED_LATE):
        return []
    late = not waits_for(callback, ask)
    answered = ReopenAnswered(ask.round, ask.id, command.accepted, command.code, late)
    if late or command.accepted:
        return [answered]
    return [answered, refer(callback, callback.round, "refused", command.moment)]


def waits_for(callback: Callback, ask: Ask) -> bool:
    """Whether the callback still waits for the answer to this ask."""
    return callback.phase is Phase.REOPEN_ASKED and ask.reply is Reply.OPEN


def note_reopened(callback: Callback, command: NoteReopened) -> list[Event]:
    """Facts are followed: a new round makes the callback of the old one void, whoever asked for it."""
    if command.round <= callback.round:
        return []
    ask = callback.ask(command.ask)
    if ask and waits_for(callback, ask):
        return [ReopenAnswered(ask.round, ask.id, True, "")]
    return [Reopening(command.round)] if callback.phase in (*OPEN, Phase.SETTLED) else []


def drop(callback: Callback, command: DropCallback) -> list[Event]:
    if callback.phase in (*OPEN, Phase.REOPENING):
        return [Dropped(callback.round, command.why)]
    return []
