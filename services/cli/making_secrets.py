"""`huying secrets`: the services' files of secrets, before there is a database to open with them."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli import environment, secretfile
from services.cli.output import say, told


def secrets(
    files: Annotated[
        str, typer.Argument(envvar=environment.SECRET, help="Their path, such as /srv/secrets/{service}.json.")
    ],
) -> None:
    """Make the services' files of secrets where there are none yet; huying init makes them too. Safe to say twice."""
    with told():
        made = secretfile.make_missing(lambda service: Path(files.replace("{service}", service)))
    for path in made:
        say(f"made {path}: keep a copy apart from the data; without the master key nothing personal can be read")
