"""`huying relay`: publish again."""

from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, told
from services.cli.places import DATA
from services.cli.system import system

app = typer.Typer(add_completion=False, help="What travels from a log to those who hear it.")


@app.callback()
def group() -> None:
    """What travels from a log to those who hear it."""


@app.command()
def resend(
    service: Annotated[str, typer.Argument(help="Whose log.")],
    after: Annotated[int, typer.Option("--from", help="The position after which to begin.")],
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Publish a service's entries after a position again; who heard them before ignores them."""
    with told(), system(data) as call:
        result = call("relay.resend", service=service, after=after)
    answer(result, as_json=as_json, lines=[f"sent {service} {after + 1}..{result['head']} again"])
