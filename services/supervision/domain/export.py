"""An export (导出): somebody took a table out of the system. Said each time, so that it can be audited."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class RecordExport:
    """`export` is a random id; `table` a code such as `assessment`; `period` what it is of, such as `2026-11`."""

    export: str
    table: str
    period: str
    moment: Moment


@stored("table.exported")
@dataclass(frozen=True, slots=True)
class TableExported:
    """Who took it is the entry's actor."""

    table: str
    period: str


def decide(command: RecordExport, said: bool) -> Sequence[TableExported]:
    return [] if said else [TableExported(command.table, command.period)]


def evolve(said: bool, event: TableExported) -> bool:  # noqa: ARG001 — there is one event
    return True


def address(command: RecordExport) -> Address:
    return Address(stream_id("export", command.export), f"table/{command.table}")


export: Decider[RecordExport, bool, TableExported] = Decider(
    name="export",
    commands=(RecordExport,),
    events=(TableExported,),
    initial=False,
    decide=decide,
    evolve=evolve,
    address=address,
)
