"""The desk accepts, declines or answers at once; the asker withdraws."""

from services.intake.domain.appeal.commands import Accept, Decline, Withdraw
from services.intake.domain.appeal.desk_commands import AnswerAtOnce
from services.intake.domain.appeal.desk_events import AnsweredAtOnce
from services.intake.domain.appeal.events import Accepted, Declined, Event, Withdrawn
from services.intake.domain.appeal.merging import alone
from services.intake.domain.appeal.phases import must_be
from services.intake.domain.appeal.receive import under
from services.intake.domain.appeal.state import Appeal, Phase
from services.intake.domain.reasons import DECLINE_REASONS
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key, case_key
from shared.rules.catalogue import KINDS


def accept(appeal: Appeal, command: Accept) -> list[Event]:
    if appeal.phase is Phase.ACCEPTED:
        return []
    must_be(appeal, Phase.RECEIVED)
    known_kind(command.kind)
    return [Accepted(command.kind or appeal.kind, "person")]


def decline(appeal: Appeal, command: Decline) -> list[Event]:
    if appeal.phase is Phase.DECLINED:
        return []
    must_be(appeal, Phase.RECEIVED)
    if command.reason not in DECLINE_REASONS:
        raise Rejected("appeal.unknown_reason", reason=command.reason)
    alone(appeal)
    return [Declined(command.reason, under(command.advice, asker_key(appeal.asker)))]


def answer_at_once(appeal: Appeal, command: AnswerAtOnce) -> list[Event]:
    """Before acceptance only: afterwards a unit answers."""
    if appeal.phase is Phase.ANSWERED_AT_ONCE:
        return []
    must_be(appeal, Phase.RECEIVED)
    known_kind(command.kind)
    if not command.public.value.strip():
        raise Rejected("appeal.no_answer")
    alone(appeal)
    public = command.public.under(case_key(command.case_no))
    kind = command.kind or appeal.kind
    return [AnsweredAtOnce(command.article, command.version, public, kind, command.moment.by.account)]


def withdraw(appeal: Appeal, command: Withdraw) -> list[Event]:
    """The appeal alone: who follows it is named, and stands alone again; what it followed goes on."""
    if appeal.phase is Phase.WITHDRAWN:
        return []
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED, Phase.MERGED)
    return [Withdrawn(under(command.reason, asker_key(appeal.asker)), appeal.followers)]


def known_kind(kind: str) -> None:
    """Rejected unless it is one of ours, or not said."""
    if kind and kind not in KINDS:
        raise Rejected("appeal.unknown_kind", kind=kind)
