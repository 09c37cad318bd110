"""A row of a feed that could not be taken: put aside with its reason, so that nothing is lost silently."""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """`file` is the SHA-256 (hex) of the file or request body; the same row of it is put aside once per code."""

    source: str
    file: str
    row: int
    code: str
    moment: Moment


@stored("feed.row_quarantined")
@dataclass(frozen=True, slots=True)
class RowQuarantined:
    source: str
    file: str
    row: int
    code: str


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """One row; each has a stream of its own, so that a file with many bad rows costs no more per row."""

    known: bool = False


def decide(command: QuarantineRow, row: QuarantinedRow) -> list[RowQuarantined]:
    return [] if row.known else [RowQuarantined(command.source, command.file, command.row, command.code)]


def evolve(row: QuarantinedRow, event: RowQuarantined) -> QuarantinedRow:  # noqa: ARG001 — there is one event
    return QuarantinedRow(known=True)


def address(command: QuarantineRow) -> Address:
    stream = stream_id("feed", command.source, command.file, str(command.row), command.code)
    return Address(stream, f"feed/{command.source}")


feed: Decider[QuarantineRow, QuarantinedRow, RowQuarantined] = Decider(
    name="feed",
    commands=(QuarantineRow,),
    events=(RowQuarantined,),
    initial=QuarantinedRow(),
    decide=decide,
    evolve=evolve,
    address=address,
)
