"""The ledger's signing key, and whether the ledger signs."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli.catalog import NAMES
from services.cli.doctoring.finding import Finding, good, mend
from services.ledger.tree import keys
from services.ledger.tree.gathering import Logs, waiting_since
from services.ledger.tree.proving import Stored, checkpoint
from services.ledger.tree.standing import Refused, may_go_on, stated

LONGEST = timedelta(minutes=10)
STALLED = "does the ledger run, and can its user read its key? docs/operations/alerts/CheckpointsMissing.md"
LOST = "put back the copy you kept, or begin under a new name: huying ledger rotate --origin NAME"


def signing(path: Path | None, *, begun: bool) -> Finding:
    """The key file, as far as it can be seen from here; `begun` once something was signed."""
    if path is None:
        return good("signing key", "not to be seen from here: HUYING_LEDGER_KEY_FILE names it for the ledger alone")
    if not path.exists():
        if begun:
            return mend("signing key", f"{path} is not there", LOST)
        return good("signing key", "no signing key yet; the first start makes one")
    try:
        found = keys.read(path)
    except ValueError as why:
        return Finding("signing key", False, str(why))
    more = "; the old one still signs: huying ledger rotate --retire" if len(found.keys) > 1 else ""
    return good("signing key", f"{found.origin}{more}; keep a copy apart")


def standing(ledger: Engine, jurisdiction: str, folder: Path, path: Path | None, now: datetime) -> Finding:
    """Whether checkpoints are signed, and if not, why."""
    try:
        with ledger.connect() as connection:
            return _standing(connection, Logs(jurisdiction, NAMES, "ledger"), folder, path, now)
    except SQLAlchemyError:
        return good("tree", "not looked at: see the ledger's database above")


def begun(ledger: Engine | None) -> bool:
    """Whether a checkpoint was ever signed here."""
    if ledger is None:
        return False
    try:
        with ledger.connect() as connection:
            return checkpoint(connection) is not None
    except SQLAlchemyError:
        return False


def _standing(connection: Connection, logs: Logs, folder: Path, path: Path | None, now: datetime) -> Finding:
    newest = checkpoint(connection)
    try:
        may_go_on(connection, folder, _origin(path, newest))
    except Refused as why:
        return mend("tree", str(why), why.next_step)
    since = waiting_since(connection, logs)
    said = f"signed over {newest.size} leaves" if newest else "nothing signed yet"
    if since is not None and now - since > LONGEST:
        return mend("tree", f"{said}; entries have waited since {since:%Y-%m-%d %H:%M} UTC", STALLED)
    return good("tree", said)


def _origin(path: Path | None, newest: Stored | None) -> str:
    """The name that is signed under: of the key, or where that cannot be read, of what was signed last."""
    try:
        return keys.read(path).origin if path is not None else _named(newest)
    except ValueError:
        return _named(newest)


def _named(newest: Stored | None) -> str:
    said = stated(newest.note) if newest else None
    return said.origin if said else ""
