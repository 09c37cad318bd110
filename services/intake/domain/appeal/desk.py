"""The desk accepts or declines; the asker withdraws."""

from services.intake.domain.appeal.commands import Accept, Decline, Withdraw
from services.intake.domain.appeal.events import Accepted, Declined, Event, Withdrawn
from services.intake.domain.appeal.receive import under
from services.intake.domain.appeal.state import Appeal, Phase
from services.intake.domain.reasons import DECLINE_REASONS
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key
from shared.rules.catalogue import KINDS


def accept(appeal: Appeal, command: Accept) -> list[Event]:
    if appeal.phase is Phase.ACCEPTED:
        return []
    must_be(appeal, Phase.RECEIVED)
    if command.kind and command.kind not in KINDS:
        raise Rejected("appeal.unknown_kind", kind=command.kind)
    return [Accepted(command.kind or appeal.kind, "person")]


def decline(appeal: Appeal, command: Decline) -> list[Event]:
    if appeal.phase is Phase.DECLINED:
        return []
    must_be(appeal, Phase.RECEIVED)
    if command.reason not in DECLINE_REASONS:
        raise Rejected("appeal.unknown_reason", reason=command.reason)
    return [Declined(command.reason, under(command.advice, asker_key(appeal.asker)))]


def withdraw(appeal: Appeal, command: Withdraw) -> list[Event]:
    if appeal.phase is Phase.WITHDRAWN:
        return []
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED)
    return [Withdrawn(under(command.reason, asker_key(appeal.asker)))]


def must_be(appeal: Appeal, *phases: Phase) -> None:
    """Rejected, naming what became of the appeal, unless it is in one of these phases."""
    if appeal.phase in phases:
        return
    raise Rejected("appeal.not_accepted" if appeal.phase is Phase.RECEIVED else f"appeal.{appeal.phase}")
