"""`huying ledger`: the tree as others see it, and the keys that sign it."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, end, say, told
from services.cli.places import DATA

app = typer.Typer(add_completion=False, help="The ledger's tree: checkpoint, keys, tiles over HTTP.")
KeyFile = Annotated[Path | None, typer.Option("--file", help="The key file, where it is not the installation's own.")]


@app.command()
def checkpoint(data: Data = DATA, as_json: AsJson = False) -> None:
    """The newest signed checkpoint, with the cosignatures there are. Exit 1 if there is none yet."""
    from services.cli.trees import newest  # noqa: PLC0415 - with the databases' drivers

    with told():
        found = newest(data)
    if found is None:
        end(1, "there is no checkpoint yet; one is made within a second of the first entry, while the system runs")
    answer(found, as_json=as_json, lines=[found["checkpoint"].rstrip("\n")])


@app.command()
def key(file: KeyFile = None, data: Data = DATA, as_json: AsJson = False) -> None:
    """The public keys that checkpoints are checked with, as verifier lines: give them to whoever checks."""
    from services.cli.trees import verifiers  # noqa: PLC0415 - as above

    with told():
        lines = verifiers(data, file)
    answer({"origin": lines[-1].partition("+")[0], "verifiers": lines}, as_json=as_json, lines=lines)


@app.command()
def rotate(
    retire: Annotated[bool, typer.Option("--retire", help="Take the old keys out: the newest alone signs.")] = False,
    origin: Annotated[
        str | None, typer.Option(help="Go on under this new name, with a key of its own; the old ones sign no more.")
    ] = None,
    file: KeyFile = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Put a new key beside the old ones: both sign until the old ones are taken out with --retire.

    The ledger notices and records it before its next checkpoint.
    """
    from services.cli.trees import rotated  # noqa: PLC0415 - as above

    with told():
        try:
            lines = rotated(data, file, retire=retire, origin=origin)
        except OSError as refused:
            end(1, f"{refused}; the key file must be writable here, or name it with --file where it is")
    said = ["what signs from now on:", *lines, "give these lines to the witnesses and to whoever checks"]
    if not retire and origin is None:
        said.append("when all of them have the new one: huying ledger rotate --retire")
    answer({"origin": lines[-1].partition("+")[0], "verifiers": lines}, as_json=as_json, lines=said)


@app.command()
def resume(data: Data = DATA) -> None:
    """After a restore: say that no checkpoint over more leaves was ever published, so that signing goes on."""
    from services.cli.trees import resumed  # noqa: PLC0415 - as above

    with told():
        size = resumed(data)
    say(f"the tree goes on from {size} leaves; a witness who knows more will still refuse it")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8001,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    data: Data = DATA,
) -> None:
    """Serve checkpoint and tiles, and nothing else, on a port of their own until Ctrl-C: read-only, running or not."""
    from services.cli.trees import serving  # noqa: PLC0415 - as above

    with told():
        try:
            with serving(data, host, port) as server:
                say(f"serving http://{host}:{server.server_port}/checkpoint and the tiles below it; Ctrl-C ends it")
                server.serve_forever()
        except OSError as taken:
            end(1, f"port {port} cannot be used ({taken.strerror})")
        except KeyboardInterrupt:
            say("stopped")
