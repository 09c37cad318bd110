"""`huying parking`: what could not be handled, and its mending."""

from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, told
from services.cli.places import DATA
from services.cli.system import system
from shared.kernel.numbering import read_case_number

app = typer.Typer(add_completion=False, help="Messages that could not be handled: list, show, replay, discard.")
Service = Annotated[str | None, typer.Option(help="Only this service's parking lot.")]
Whose = Annotated[str, typer.Option("--service", help="Whose parking lot.")]
Source = Annotated[str, typer.Option(help="The service that said it.")]
Position = Annotated[int, typer.Option(help="Its position in that service's log.")]
By = Annotated[str, typer.Option("--as", help="The account that does it; without one, the command line.")]


@app.command("list")
def list_(service: Service = None, data: Data = DATA, as_json: AsJson = False) -> None:
    """What is parked, in the order in which it must be replayed."""
    with told(), system(data) as call:
        rows = call("parking.list", service=service)
    table = [
        f"{row['service']:12} {row['subject']:24} {row['source']}/{row['position']} {row['type']} {row['code']}"
        for row in rows
    ]
    answer(rows, as_json=as_json, lines=[*table, f"{len(rows)} parked"])


@app.command()
def show(service: Whose, source: Source, position: Position, data: Data = DATA, as_json: AsJson = False) -> None:
    """One parked message; closed fields stay closed."""
    with told(), system(data) as call:
        row = call("parking.show", service=service, source=source, position=position)
    answer(row, as_json=as_json, lines=(f"{name}: {value}" for name, value in row.items()))


@app.command()
def replay(
    subject: Annotated[str, typer.Argument(help="Case number, or the subject as listed.")],
    service: Service = None,
    by: By = "",
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Handle what is parked for a case again, in order, after the cause was mended."""
    with told(), system(data) as call:
        result = call("parking.replay", subject=_subject(subject), service=service, by=by)
    answer(result, as_json=as_json, lines=[f"replayed: {result['replayed'] or 'nothing was parked for it'}"])


@app.command()
def discard(
    service: Whose,
    source: Source,
    position: Position,
    reason: Annotated[str, typer.Option(help="Why; it is recorded, without personal data.")],
    by: By = "",
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Give one message up for good; it stays in the record."""
    with told(), system(data) as call:
        row = call("parking.discard", service=service, source=source, position=position, reason=reason, by=by)
    answer(row, as_json=as_json, lines=[f"discarded {row['source']}/{row['position']} of {row['subject']}"])


def _subject(typed: str) -> str:
    if "/" in typed:
        return typed
    return read_case_number(typed)
