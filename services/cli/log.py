"""`huying log`: verify and export."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.output import AsJson, Data, document, end, say, told
from services.cli.places import DATA
from services.cli.repeating import every as again_every
from services.cli.system import system

app = typer.Typer(add_completion=False, help="The event logs: verify, export.")


@app.command()
def verify(
    service: Annotated[str | None, typer.Option(help="Only this service's log.")] = None,
    every: Annotated[
        float | None, typer.Option(min=0.01, help="Look again after so many hours, until it is stopped.")
    ] = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Check gaplessness, chain and stored hashes of every log, and the ledger's copies. Exit 1 if anything is wrong."""
    if every is not None:
        again_every(every, lambda: _tell(_verdict(data, service), as_json=as_json))
    with told():
        verdict = _verdict(data, service)
    _tell(verdict, as_json=as_json)
    if not verdict["ok"]:
        end(1)


def _verdict(data: Path, service: str | None) -> Any:
    with system(data) as call:
        return call("log.verify", service=service)


def _tell(verdict: Any, *, as_json: bool) -> None:
    if as_json:
        document(verdict)
        return
    for row in verdict["logs"]:
        say(f"{row['log']:12} {row['entries']:>9} entries  {'good' if not row['faults'] else 'FAULTS'}")
    for row in (*verdict["logs"], *verdict["ledger"]):
        for fault in row["faults"]:
            say(f"  {row['log']} position {fault['position']}: {fault['code']} - {fault['detail']}")
    say("yes: every log is whole" if verdict["ok"] else "no: the record was changed; keep a copy of the data folder")


@app.command()
def export(service: Annotated[str, typer.Option(help="Whose log.")], data: Data = DATA) -> None:
    """Every entry's exact body, one a line."""
    with told(), system(data) as call:
        after = 0
        while page := call("log.export", service=service, after=after):
            sys.stdout.write("".join(body + "\n" for body in page))
            after += len(page)
