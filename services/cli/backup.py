"""`huying backup`: a copy of everything that cannot be made again, running or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, end, told
from services.cli.places import DATA, is_real


def backup(
    to: Annotated[Path, typer.Option("--to", help="A new folder, or a file named .tar, .tar.gz or .tgz.")],
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Also the keys: whoever has such a backup can read everything.")
    ] = False,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Back up all databases, beside the running services or with none. It has its name only when it is complete.

    Real: by the databases' owner (HUYING_OWNER_DATABASE_URL) with pg_dump.
    """
    from services.cli.backups import folder, place, servers  # noqa: PLC0415 - with all services, which take a while

    target = to.absolute()
    with told(), _said(), place.writing(target) as draft:
        if is_real() and data == DATA:
            from services.cli import environment  # noqa: PLC0415 - as above

            manifest = servers.back_up(environment.read(owner=True), draft, secrets=with_secrets)
        else:
            from services.cli.settings import existing  # noqa: PLC0415 - as above

            manifest = folder.back_up(data.absolute(), draft, existing(data.absolute()), secrets=with_secrets)
    said = {
        "to": str(target),
        "made_at": manifest.made_at,
        "services": manifest.services,
        "files": len(manifest.files),
        "bytes": sum(file["bytes"] for file in manifest.files.values()),
        "with_secrets": manifest.with_secrets,
        "left_out": manifest.left_out,
    }
    lines = [f"{name:12} to position {one['position']}" for name, one in manifest.services.items()]
    lines.append(f"{target}: {said['files']} files, {said['bytes']} bytes")
    lines += [f"not in it: {what}" for what in manifest.left_out]
    answer(said, as_json=as_json, lines=lines)


@contextmanager
def _said() -> Iterator[None]:
    """PostgreSQL's refusals, in a sentence."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

    try:
        yield
    except SQLAlchemyError as error:
        end(1, f"PostgreSQL: {str(getattr(error, 'orig', error)).strip()}; see HUYING_OWNER_DATABASE_URL")
