"""`huying key`: the master key, which wraps every key of the vault."""

from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, end, told
from services.cli.places import DATA, is_real
from services.cli.system import system

app = typer.Typer(add_completion=False, help="The master key: rotate.")


@app.callback()
def group() -> None:
    """The master key."""


@app.command()
def rotate(
    services_restarted: Annotated[
        bool, typer.Option("--services-restarted", help="Real: all services were started again since the first step.")
    ] = False,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Make a new master key, rewrap everything under it, throw the old one away. Safe to interrupt and say again.

    What was erased before is then out of reach in every backup, as soon as no copy of the old key is left.
    """
    with told():
        if is_real() and data == DATA:
            from services.cli import environment, rotating  # noqa: PLC0415 - with all services

            where = environment.read()
            try:
                result = rotating.finish(where) if services_restarted else rotating.begin(where)
            except OSError as refused:
                end(1, f"{refused}; the files of secrets must be writable here, or be changed where they come from")
        else:
            with system(data) as call:
                result = call("key.rotate")
    if result["done"]:
        lines = [
            f"{result['rewrapped']} keys are wrapped under version {result['version']}; the old version is gone",
            "copy the master key away now, and make a new backup: older ones need the key you had before",
        ]
    else:
        lines = [
            f"version {result['version']} is in every file of secrets; nothing is wrapped under it yet",
            "start every service again, then say: huying key rotate --services-restarted",
        ]
    answer(result, as_json=as_json, lines=lines)
