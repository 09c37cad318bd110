"""`huying readmodel`: making read models anew from the logs."""

from typing import Annotated, Any

import typer

from services.cli.output import AsJson, Data, answer, told
from services.cli.places import DATA
from services.cli.system import system

app = typer.Typer(add_completion=False, help="What pages read: tables derived from what a service said and heard.")


@app.callback()
def group() -> None:
    """What pages read: tables derived from what a service said and heard."""


@app.command()
def rebuild(
    name: Annotated[str, typer.Argument(help="The read model, such as appeals, work_orders, cases.")],
    service: Annotated[str | None, typer.Option(help="Only this service's, where several have one.")] = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Make a read model anew beside the live one, then switch; people go on working meanwhile."""
    with told(), system(data) as call:
        rows = call("readmodel.rebuild", name=name, service=service)
    answer(rows, as_json=as_json, lines=[line for row in rows for line in _lines(row)])


def _lines(row: dict[str, Any]) -> list[str]:
    tables = [f"  {table:20} {before} rows before, {after} now" for table, (before, after) in row["tables"].items()]
    return [f"{row['service']} {row['name']}: from {row['said']} entries said and {row['heard']} heard", *tables]
