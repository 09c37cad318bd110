"""The services' files of secrets, and whether the master key fits the vault."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli import secretfile
from services.cli.catalog import NAMES
from services.cli.doctoring.databases import refused
from services.cli.doctoring.finding import Finding, good, mend
from services.cli.environment import Environment
from services.cli.secretfile import Secrets
from shared.vault import MasterKeyRefused, MasterKeys, load
from shared.vault.errors import Tampered
from shared.vault.fitting import refuse_unfit

BACK = "put back the copy you kept"
APART = "keep a copy apart from the data"


def services(where: Environment) -> tuple[Finding, dict[str, Secrets]]:
    """Whether each service's file can be read and all are of one set; those that can be."""
    found: dict[str, Secrets] = {}
    broken = []
    for name in NAMES:
        try:
            found[name] = secretfile.read(where.secret_of(name))
        except OSError as why:
            broken.append(f"{why}; let this user read it, and the one that the service runs under")
        except ValueError as why:
            broken.append(str(why))
    if broken:
        return Finding("secrets", False, broken[0]), found
    return of_one_set(found), found


def of_one_set(found: Mapping[str, Secrets]) -> Finding:
    """Whether the files belong together; a rotation of the master key may be under way."""
    first, *others = found.values()
    if any((one.form, one.signing.thumbprint()) != (first.form, first.signing.thumbprint()) for one in others):
        return mend("secrets", "the files are not of one set", f"{BACK}, all of them")
    if any(one.master.secrets != first.master.secrets for one in others):
        return mend(
            "secrets", "not all files have the same master key", "huying key rotate, or put back the copies you kept"
        )
    if len(first.master.secrets) > 1:
        step = "start every service again, then: huying key rotate --services-restarted"
        return mend("secrets", "a rotation of the master key is under way", step)
    return good("secrets", f"{len(found)} files, master key version {first.master.current}; {APART}")


def master_file(path: Path, *, needed: bool) -> tuple[Finding, MasterKeys | None]:
    """The master key of a data folder; `needed` where there are data that it must open."""
    if not path.exists():
        if needed:
            return mend("keys", f"{path} is not there", f"{BACK}: without it nothing personal can be read"), None
        return good("keys", f"no master key yet; the first start makes one: then {APART}"), None
    try:
        master = load(path)
    except (MasterKeyRefused, OSError) as why:
        return mend("keys", str(why), "see docs/operations/trouble.md"), None
    return good("keys", f"master key version {master.current}; {APART}"), master


def fits(vault: Engine, master: MasterKeys) -> Finding:
    """Whether this master key opens this vault; nothing personal is opened."""
    try:
        refuse_unfit(vault, master)
    except SQLAlchemyError as error:
        return refused("vault", error)
    except MasterKeyRefused as why:
        return mend("vault", str(why), BACK)
    except Tampered as why:
        return mend("vault", str(why), f"{BACK} of the master key")
    return good("vault", "the master key fits")
