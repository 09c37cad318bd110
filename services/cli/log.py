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
    service: Annotated[str | None, typer.Option(help="Only this service's log and the ledger's copy of it.")] = None,
    every: Annotated[
        float | None, typer.Option(min=0.01, help="Look again after so many hours, until it is stopped.")
    ] = None,
    incremental: Annotated[
        bool, typer.Option("--incremental", help="Only what came since the last look that found everything in order.")
    ] = False,
    key: Annotated[
        list[str] | None, typer.Option("--key", help="A verifier line of the log, or a file of them; repeat it.")
    ] = None,
    checkpoint: Annotated[
        list[Path] | None, typer.Option("--checkpoint", help="A checkpoint you kept; repeat it.", exists=True)
    ] = None,
    witness_policy: Annotated[
        Path | None, typer.Option("--witness-policy", help="Whose cosignatures are checked.", exists=True)
    ] = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Check every log beside the ledger's copy, and the ledger's tree: leaves, tiles, map, checkpoints. Exit 1 if

    anything is wrong. It reads the databases themselves, whether the system runs or not.
    """

    def look() -> Any:
        from services.cli.verifying import verified  # noqa: PLC0415 - with the databases' drivers

        return verified(
            data,
            service,
            incremental=incremental,
            key=key or [],
            checkpoint=checkpoint or [],
            policy=witness_policy,
        )

    if every is not None:
        again_every(every, lambda: _tell(look(), as_json=as_json))
    with told():
        verdict = look()
    _tell(verdict, as_json=as_json)
    if not verdict["ok"]:
        end(1)


def _tell(verdict: Any, *, as_json: bool) -> None:
    if as_json:
        document(verdict)
        return
    for row in verdict["logs"]:
        say(f"{row['log']:12} {row['entries']:>9} entries  {'good' if not row['faults'] else 'FAULTS'}")
    tree = verdict["tree"]
    if tree:
        good = "good" if not tree["faults"] else "FAULTS"
        say(f"{'tree':12} {tree['leaves']:>9} leaves   {good}, {tree['checkpoints']} checkpoints")
    vault = verdict["vault"]
    if vault:
        good = "good" if not vault["faults"] else "FAULTS"
        say(f"{'vault':12} {vault['keys']:>9} keys     {good}, {vault['attachments']} attachments")
    beside = [part for part in (tree, verdict["guards"], vault) if part]
    for row in (*verdict["logs"], *verdict["ledger"], *beside):
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
