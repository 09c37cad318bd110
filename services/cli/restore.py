"""`huying restore`: an installation, or single databases of one, from a backup; caught up and verified."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import SQLAlchemyError

from services.cli import environment
from services.cli.backups import into_folder, into_servers, place
from services.cli.backups.manifest import Manifest
from services.cli.catch_up import lines
from services.cli.output import AsJson, Data, answer, end, told
from services.cli.places import DATA, is_real
from services.cli.recovery import whole
from services.cli.recovery.copies import Forked
from services.cli.recovery.queues import declare_queues, refuse_full_queues
from shared.house.folder import InUse, lock
from shared.vault.errors import VaultError


def restore(
    source: Annotated[Path, typer.Option("--from", help="A backup: its folder or its tar file.")],
    service: Annotated[
        list[str] | None, typer.Option("--service", help="Only the database of this service (or vault); repeat it.")
    ] = None,
    empty_queues: Annotated[
        bool, typer.Option("--empty-queues", help="Real: throw away what the broker still holds from before.")
    ] = False,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Put a backup back where nothing is, catch up from the ledger, erase again, verify. Exit 1 if the answer is no."""
    only = service or []
    with told(), place.reading(source.absolute()) as backup:
        try:
            if is_real() and data == DATA:
                result = _servers(backup, only, empty=empty_queues)
            else:
                with lock(data.absolute()):
                    result = _folder(backup, data.absolute(), only)
        except InUse as busy:
            end(1, f"{busy}; stop it first")
        except (VaultError, Forked) as refused:
            end(1, str(refused))
        except SQLAlchemyError as error:
            end(1, f"the database: {str(getattr(error, 'orig', error)).strip()}")
    verdict = "yes: every log is whole" if result["ok"] else "no: see huying log verify, huying catch-up"
    note = [] if only else [f"what was erased after {result['made_at']} and stands in no log any more: erase it again"]
    answer(result, as_json=as_json, lines=[*_restored(result), *lines(result["caught_up"]), *note, verdict])
    if not result["ok"]:
        end(1)


def _folder(backup: Path, folder: Path, only: list[str]) -> dict[str, Any]:
    manifest = into_folder.put_back(backup, folder, only)
    return _result(manifest, only, *whole.of_folder(folder))


def _servers(backup: Path, only: list[str], *, empty: bool) -> dict[str, Any]:
    where = environment.read(owner=True)
    if not only:
        refuse_full_queues(where, empty=empty)
    manifest = into_servers.put_back(backup, where, only)
    if not only:
        declare_queues(where)
    return _result(manifest, only, *whole.of_servers())


def _result(manifest: Manifest, only: list[str], caught_up: dict[str, Any], verdict: dict[str, Any]) -> dict[str, Any]:
    return {
        "ok": caught_up["ok"] and verdict["ok"],
        "made_at": manifest.made_at,
        "restored": {name: one["position"] for name, one in manifest.services.items() if name in only or not only},
        "caught_up": caught_up,
        "verified": verdict,
    }


def _restored(result: dict[str, Any]) -> list[str]:
    return [f"{name:12} restored to position {at}" for name, at in result["restored"].items()]
