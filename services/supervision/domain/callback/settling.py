"""A person settles what calling could not."""

from collections.abc import Callable, Mapping

from services.supervision.domain.callback.calling import SOURCE, planned
from services.supervision.domain.callback.commands import (
    ApproveFinal,
    DeclineFinal,
    SettleDissatisfied,
    SettleNotCalled,
)
from services.supervision.domain.callback.events import Event, FinalDeclined, FinalProposed, Settled
from services.supervision.domain.callback.state import Callback, Phase
from shared.kernel.rejection import Rejected
from shared.kernel.text import case_key

FINAL = "dissatisfied_final"
NOT_CALLED: Mapping[str, Callable[[Callback], bool]] = {
    "anonymous": lambda callback: callback.anonymous,
    "no_number": lambda callback: not callback.has_phone or "wrong_number" in callback.outcomes,
    "refused": lambda callback: "refused" in callback.outcomes,
    "no_opinion": lambda callback: callback.no_opinion,
    "source_silent": lambda callback: callback.by == SOURCE and callback.lapsed,
}
"""The reasons for ending without the asker's opinion, each with what must stand on record."""


def settle_dissatisfied(callback: Callback, command: SettleDissatisfied) -> list[Event]:
    """Proposed only after another round was refused, or did not help; a proposal said twice is one."""
    if callback.phase is Phase.SETTLED and callback.end == FINAL:
        return []
    referred(callback)
    if not command.reason.value.strip():
        raise Rejected("callback.no_reason")
    by = command.moment.by.account
    if command.approver == by:
        raise Rejected("callback.own_approval")
    if callback.proposal is not None:
        if callback.proposal.by == by:
            return []
        raise Rejected("callback.proposed")
    return [FinalProposed(callback.round, command.reason.under(case_key(command.case_no)), by, command.approver)]


def approve(callback: Callback, command: ApproveFinal) -> list[Event]:
    """Never by the account that proposed it."""
    if callback.phase is Phase.SETTLED and callback.end == FINAL:
        return []
    proposal = proposed(callback)
    by = command.moment.by.account
    if proposal.by == by:
        raise Rejected("callback.own_approval")
    return [Settled(callback.round, FINAL, bool(callback.asks), grounds=proposal.grounds, approver=by)]


def decline(callback: Callback, command: DeclineFinal) -> list[Event]:
    """Back to supervision: to speak with the asker again, or to give better grounds."""
    proposed(callback)
    if not command.reason.value.strip():
        raise Rejected("callback.no_reason")
    return [FinalDeclined(callback.round, command.reason.under(case_key(command.case_no)))]


def proposed(callback: Callback) -> FinalProposed:
    referred(callback)
    if callback.proposal is None:
        raise Rejected("callback.no_proposal")
    return callback.proposal


def referred(callback: Callback) -> None:
    """Rejected unless a person is to rule."""
    if callback.phase is not Phase.REFERRED:
        raise Rejected("callback.not_referred" if callback.phase is Phase.PLANNED else f"callback.{callback.phase}")


def settle_not_called(callback: Callback, command: SettleNotCalled) -> list[Event]:
    if callback.phase is Phase.SETTLED and callback.reason == command.reason:
        return []
    planned(callback)
    founded = NOT_CALLED.get(command.reason)
    if founded is None:
        raise Rejected("callback.unknown_reason", reason=command.reason)
    if not founded(callback):
        raise Rejected("callback.reason_unfounded")
    return [Settled(callback.round, "not_called", bool(callback.asks), command.reason)]
