"""Exports: that a case's evidence was given out, by whom, and which bundle it was. Each export is said once."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.kernel.text import Private
from shared.rules.moment import Moment

EXPORTED = "evidence.exported"


@dataclass(frozen=True, slots=True)
class Export:
    """`once` tells this export from others of the same case; `manifest` is the SHA-256 (hex) of the bundle's manifest.

    `reason` is closed already, in the log of a service that opened fields for it: the ledger can close nothing.
    """

    case_no: str
    once: str
    manifest: str
    size: int
    entries: int
    opened: int
    files: int
    purpose: str
    reason: Private | None
    moment: Moment


@stored(EXPORTED)
@dataclass(frozen=True, slots=True)
class EvidenceExported:
    """A bundle over a tree of `size` leaves, with so many entries, opened fields and attached files."""

    manifest: str
    size: int
    entries: int
    opened: int
    files: int
    purpose: str
    reason: Private | None


def decide(command: Export, exported: bool) -> list[EvidenceExported]:
    """Once."""
    if exported:
        return []
    counts = command.entries, command.opened, command.files
    return [EvidenceExported(command.manifest, command.size, *counts, command.purpose, command.reason)]


def evolve(_exported: bool, _event: EvidenceExported) -> bool:
    """It is said."""
    return True


def address(command: Export) -> Address:
    """One stream for each export, told of its case."""
    return Address(stream_id("export", command.case_no, command.once), command.case_no)


export = Decider(
    name="export",
    commands=(Export,),
    events=(EvidenceExported,),
    initial=False,
    decide=decide,
    evolve=evolve,
    address=address,
)
