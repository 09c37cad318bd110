"""`huying secrets`: the services' files of secrets, before there is a database to open with them."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli import environment, secretfile
from services.cli.output import say, told
from services.ledger.tree import keys
from services.ledger.tree.publishing import public_of, publish


def secrets(
    files: Annotated[
        str, typer.Argument(envvar=environment.SECRET, help="Their path, such as /srv/secrets/{service}.json.")
    ],
    jurisdiction: Annotated[
        str,
        typer.Option(envvar=environment.JURISDICTION, help="Names the ledger's tree, if no HUYING_LEDGER_ORIGIN does."),
    ] = "hailar",
) -> None:
    """Make the services' files of secrets where there are none yet; huying init makes them too. Safe to say twice.

    Beside them the key that signs the ledger's checkpoints, for the ledger alone, and its public half for who checks.
    """
    key = Path(files.replace("{service}", "ledger")).with_name(keys.NAME)
    with told():
        made = secretfile.make_missing(lambda service: Path(files.replace("{service}", service)))
        if keys.make_missing(key, keys.origin_of(jurisdiction)):
            say(f"made {key}: for the ledger alone; whoever has it can sign another past")
        if publish(key):
            say(f"made {public_of(key)}: what its checkpoints are checked with; no secret")
    for path in made:
        say(f"made {path}: keep a copy apart from the data; without the master key nothing personal can be read")
