"""`huying init`: a data folder with its keys and rules, and the first administrator."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import DATA, Data, say, told
from services.cli.settings import settings_of
from services.cli.system import system


def init(
    account: Annotated[str, typer.Option(help="Account name of the first administrator (安全管理员).")] = "secadmin",
    password_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the password.", exists=True)
    ] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="A folder below deploy/jurisdictions.")] = None,
    data: Data = DATA,
) -> None:
    """Make keys and logs, adopt the jurisdiction's rules, and create the first administrator. Safe to say twice."""
    password = password_file.read_text(encoding="utf-8").splitlines()[0] if password_file else _asked()
    with told():
        settings_of(data.absolute(), jurisdiction=jurisdiction)
        with system(data) as call:
            call("identity.first", account=account, password=password)
    say(f"{data} is ready; {account} can sign in after: huying up --data {data}")
    say(f"keep a copy of {data / 'master.key'} apart from the data: without it nothing personal can be read")


def _asked() -> str:
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
