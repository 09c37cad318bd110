"""`huying feed`: import a hotline's file."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from services.cli.feed_rows import as_json_order
from services.cli.output import AsJson, Data, answer, end, told
from services.cli.places import DATA
from services.cli.system import Call, system
from services.cli.tally import Tally
from services.intake.files import Bad, Order, Unreadable, count_rows, read_mapping, read_orders, write_rejects

app = typer.Typer(add_completion=False, help="Hotline feeds: import a file.")
BATCH = 128
NO_ROWS_WRONG, ROWS_WRONG = 0, 1


@app.callback()
def group() -> None:
    """Hotline feeds: import a file."""


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="CSV, XLSX or JSON lines; UTF-8 or GB18030.", exists=True, dir_okay=False)
    ],
    source: Annotated[str, typer.Option(help="The feed, such as 12345 or 96888.")],
    mapping: Annotated[Path | None, typer.Option(help="Which column means what; otherwise by the header row.")] = None,
    rejects: Annotated[Path | None, typer.Option(help="Where the rows that were put aside are written (CSV).")] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Take the file's times and answers; send nothing out.")
    ] = False,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Register every row as an order of the feed; a row that cannot be read is put aside, the rest goes on. Exit 1 then."""
    with told():
        try:
            tally = run(file, source, mapping, rejects, data, history=history)
        except Unreadable as unreadable:
            end(2, str(unreadable))
    answer(tally.as_json(), as_json=as_json, lines=tally.lines())
    if tally.quarantined:
        end(ROWS_WRONG)


def run(file: Path, source: str, mapping: Path | None, rejects: Path | None, data: Path, *, history: bool) -> Tally:
    """Import the file; the count of what became of its rows."""
    orders = read_orders(file, read_mapping(mapping) if mapping else None)
    origin = digest(file)
    tally, bad = Tally(), []
    with system(data) as call, Progress(console=Console(stderr=True), transient=True) as progress:
        call("feed.known", source=source)
        bar = progress.add_task("导入", total=count_rows(file))
        for batch in batches(orders):
            good = [order for order in batch if isinstance(order, Order)]
            wrong = [row for row in batch if isinstance(row, Bad)]
            tally.take(send(call, source, origin, good, history=history))
            if wrong:
                rows = [{"row": row.row, "code": row.code} for row in wrong]
                call("feed.quarantine", source=source, origin=origin, rows=rows)
                tally.put_aside(wrong)
                bad += wrong if rejects else []
            progress.advance(bar, len(batch))
        if history:
            tally.history = call("feed.history_figures", source=source)
    if rejects:
        write_rejects(rejects, bad)
    return tally


def batches(rows: Iterator[Order | Bad]) -> Iterator[list[Order | Bad]]:
    """The rows in batches, so that memory stays flat."""
    while batch := list(islice(rows, BATCH)):
        yield batch


def send(call: Call, source: str, origin: str, orders: list[Order], *, history: bool) -> list[dict[str, Any]]:
    """What became of each order."""
    if not orders:
        return []
    operation = "feed.history" if history else "feed.receive"
    rows = [as_json_order(order) for order in orders]
    results: list[dict[str, Any]] = call(operation, source=source, origin=origin, orders=rows)
    return results


def digest(file: Path) -> str:
    """SHA-256 (hex) of the file: the same file again names its rows the same."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
