"""`huying witness`: another department's watch over the record. It needs a key, one file of state and one address."""

from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.output import AsJson, answer, document, end, say, told
from services.cli.witnessing.keyfile import make_key, read_key
from services.cli.witnessing.running import Settings, read_logs
from services.cli.witnessing.running import run as run_witness
from services.cli.witnessing.telling import lines_of, report
from shared.eventlog.clock import now
from shared.proof.unproven import Unproven

app = typer.Typer(add_completion=False, help="Witness a log: make a key, run, look at the alarms.")
KeyFile = Annotated[Path, typer.Option("--key", help="File of the witness's secret key.")]
StateFile = Annotated[Path, typer.Option("--state", help="The witness's file of state; its alarms lie beside it.")]


@app.command()
def keygen(
    key: KeyFile,
    name: Annotated[str, typer.Option(help="The witness's name, such as witness.example.gov.cn/discipline.")],
    url: Annotated[str, typer.Option(help="Where the ledger will reach it, for the line of the policy.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a new key. The file is secret and stays here; what is printed goes to the ledger's operators."""
    with told():
        try:
            public = make_key(key, name)
        except FileExistsError:
            end(2, f"{key} is there already; a key is never written over: name another file")
        except Unproven as wrong:
            end(2, wrong.sentence)
    policy = " ".join(["witness", name.rpartition("/")[2] or name, public.text(), *([url] if url else [])])
    lines = [
        f"the secret key is in {key}; nobody else may have it",
        f"public key: {public.text()}",
        f"policy: {policy}",
    ]
    answer({"key": public.text(), "policy": policy, "file": str(key)}, as_json=as_json, lines=lines)


@app.command()
def run(
    key: KeyFile,
    log: Annotated[list[str], typer.Option("--log", help="A log's public key; again for each log, and each new key.")],
    state: StateFile,
    listen: Annotated[
        str, typer.Option(help="HOST:PORT at which the ledger asks for cosignatures.")
    ] = "127.0.0.1:8730",
    watch: Annotated[list[str] | None, typer.Option(help="Public address of a log's checkpoint and tiles.")] = None,
    silence: Annotated[float, typer.Option(min=0.01, help="Minutes without a larger checkpoint: an alarm.")] = 720,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between looks at the public log.")] = 60,
) -> None:
    """Cosign, watch and raise the alarm until SIGTERM."""
    with told():
        host, port = _listening(listen)
        settings = Settings(read_key(key), read_logs(log), state, host, port, watch or [], silence * 60, every)
        try:
            run_witness(settings)
        except OSError as taken:
            if isinstance(taken, (FileNotFoundError, PermissionError)):
                raise
            end(1, f"{listen} cannot be used ({taken.strerror}); is a witness running already?")


@app.command()
def status(
    state: StateFile,
    every_alarm: Annotated[bool, typer.Option("--all", help="Also the alarms that are over.")] = False,
    as_json: AsJson = False,
) -> None:
    """What was cosigned and seen, and the alarms. Exit 1 while an alarm stands or the witness does not run."""
    with told():
        if not state.is_file():
            raise FileNotFoundError(f"{state} is not there; huying witness run makes it")
        found: dict[str, Any] = report(state, now(), every_alarm=every_alarm)
    if as_json:
        document(found)
    else:
        for line in lines_of(found):
            say(line)
    if not found["ok"]:
        end(1)


def _listening(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"--listen {listen}: say HOST:PORT, such as 0.0.0.0:8730")
    return host.strip("[]"), int(port)
