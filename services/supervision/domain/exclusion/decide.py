"""Proposing, approving, refusing and revoking."""

from typing import assert_never

from services.supervision.domain.assessment.figures import ALL
from services.supervision.domain.assessment.rates import BY_CODE
from services.supervision.domain.exclusion.commands import (
    ApproveExclusion,
    Command,
    ProposeExclusion,
    RefuseExclusion,
    RevokeExclusion,
)
from services.supervision.domain.exclusion.events import Approved, Event, Proposed, Refused, Revoked
from services.supervision.domain.exclusion.state import Exclusions, Phase
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Private, case_key


def decide(command: Command, state: Exclusions) -> list[Event]:
    if command.rate != ALL and command.rate not in BY_CODE:
        raise Rejected("exclusion.unknown_rate", rate=command.rate)
    match command:
        case ProposeExclusion():
            return propose(command, state)
        case ApproveExclusion():
            return approve(command, state)
        case RefuseExclusion():
            return refuse(command, state)
        case RevokeExclusion():
            return revoke(command, state)
        case _:
            assert_never(command)


def propose(command: ProposeExclusion, state: Exclusions) -> list[Event]:
    there, account = state.of(command.rate), command.moment.by.account
    if there.phase is Phase.PROPOSED and there.proposer == account:
        return []
    if there.phase is not Phase.NONE:
        raise Rejected(f"exclusion.{there.phase}")
    return [Proposed(command.rate, there.number + 1, reason_of(command), account)]


def approve(command: ApproveExclusion, state: Exclusions) -> list[Event]:
    there = state.of(command.rate)
    if there.phase is Phase.APPROVED:
        return []
    if there.phase is Phase.NONE:
        raise Rejected("exclusion.none")
    if there.proposer == command.moment.by.account:
        raise Rejected("exclusion.own_approval")
    return [Approved(command.rate, there.number)]


def refuse(command: RefuseExclusion, state: Exclusions) -> list[Event]:
    there = state.of(command.rate)
    if there.phase is not Phase.PROPOSED:
        raise Rejected(f"exclusion.{there.phase}")
    return [Refused(command.rate, there.number, reason_of(command))]


def revoke(command: RevokeExclusion, state: Exclusions) -> list[Event]:
    there = state.of(command.rate)
    if there.phase is not Phase.APPROVED:
        raise Rejected(f"exclusion.{there.phase}")
    return [Revoked(command.rate, there.number, reason_of(command))]


def reason_of(command: ProposeExclusion | RefuseExclusion | RevokeExclusion) -> Private:
    if not command.reason.value.strip():
        raise Rejected("exclusion.no_reason")
    return command.reason.under(case_key(command.case_no))


def address(command: Command) -> Address:
    return Address(stream_id("exclusion", command.case_no), command.case_no)
