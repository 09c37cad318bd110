"""Erasure: an asker's personal data is destroyed for good after two people agreed (销毁密钥)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class RequestShred:
    """`basis` is a short clear code of the legal basis, such as `withdrawn_consent`; never personal data."""

    asker: str
    basis: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class ApproveShred:
    """By another account than the one that asked. `cases` are the asker's cases, whose keys go too."""

    asker: str
    cases: tuple[str, ...]
    moment: Moment


@dataclass(frozen=True, slots=True)
class ConfirmShred:
    """The keys are destroyed."""

    asker: str
    moment: Moment


@stored("asker.shred_requested")
@dataclass(frozen=True, slots=True)
class ShredRequested:
    asker: str
    basis: str
    requester: str


@stored("asker.shred_approved")
@dataclass(frozen=True, slots=True)
class ShredApproved:
    asker: str
    cases: tuple[str, ...]


@stored("asker.shredded")
@dataclass(frozen=True, slots=True)
class Shredded:
    asker: str
    cases: tuple[str, ...]
    shredded_at: datetime


Event = ShredRequested | ShredApproved | Shredded
Command = RequestShred | ApproveShred | ConfirmShred


@dataclass(frozen=True, slots=True)
class Erasure:
    """How far it is: asked by whom, approved for which cases, done."""

    requested: bool = False
    requester: str = ""
    approved: tuple[str, ...] | None = None
    done: bool = False


def decide(command: Command, state: Erasure) -> Sequence[Event]:
    """Said twice it says nothing new."""
    match command:
        case RequestShred(asker, basis, moment):
            return [] if state.requested else [ShredRequested(asker, basis, moment.by.account)]
        case ApproveShred():
            return _approve(command, state)
        case ConfirmShred(asker, moment):
            if state.approved is None:
                raise Rejected("erasure.not_approved")
            return [] if state.done else [Shredded(asker, state.approved, moment.at)]


def _approve(command: ApproveShred, state: Erasure) -> Sequence[Event]:
    if not state.requested:
        raise Rejected("erasure.not_requested")
    if state.approved is not None:
        return []
    if state.requester == command.moment.by.account:
        raise Rejected("erasure.same_person")
    return [ShredApproved(command.asker, command.cases)]


def evolve(state: Erasure, event: Event) -> Erasure:
    """What has happened so far."""
    match event:
        case ShredRequested(_, _, requester):
            return replace(state, requested=True, requester=requester)
        case ShredApproved(_, cases):
            return replace(state, approved=cases)
        case Shredded():
            return replace(state, done=True)


def address(command: Command) -> Address:
    """One stream for each asker."""
    return Address(stream_id("erasure", command.asker), f"asker/{command.asker}")


erasure = Decider(
    name="erasure",
    commands=(RequestShred, ApproveShred, ConfirmShred),
    events=(ShredRequested, ShredApproved, Shredded),
    initial=Erasure(),
    decide=decide,
    evolve=evolve,
    address=address,
)
