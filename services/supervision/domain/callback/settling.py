"""A person settles what calling could not."""

from collections.abc import Callable, Mapping

from services.supervision.domain.callback.calling import SOURCE, planned
from services.supervision.domain.callback.commands import SettleDissatisfied, SettleNotCalled
from services.supervision.domain.callback.events import Event, Settled
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
    """Only after another round was refused, or did not help; never approved by the account that settles."""
    if callback.phase is Phase.SETTLED and callback.end == FINAL:
        return []
    if callback.phase is not Phase.REFERRED:
        raise Rejected("callback.not_referred" if callback.phase is Phase.PLANNED else f"callback.{callback.phase}")
    if not command.reason.value.strip():
        raise Rejected("callback.no_reason")
    if command.approver in ("", command.moment.by.account):
        raise Rejected("callback.own_approval")
    grounds = command.reason.under(case_key(command.case_no))
    return [Settled(callback.round, FINAL, bool(callback.asks), grounds=grounds, approver=command.approver)]


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
