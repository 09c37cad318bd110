"""Exporting the evidence of a case: what the reader may see is opened by the services that own it, and recorded first."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import sleep
from typing import Any

from services.cli.installation import Installation
from services.cli.operations.disclosing import Recorded, disclosed, recorded
from services.cli.operations.opening import Reader, may_open
from services.cli.operations.people import acting, reading
from services.ledger.evidence.exporting import Disclosed, NotProven, bundle_of, public_keys, say_exported
from services.ledger.evidence.gathering import Begin, Gathered, NotCovered, Place, gathered
from services.ledger.evidence.history import Extraction
from services.ledger.readmodels.cases.query import Case, one
from services.ledger.readmodels.cases.story import story
from services.ledger.tree.sequencer import sequence
from shared.eventlog.clock import monotonic, uuid7
from shared.eventlog.fact import Fact
from shared.kernel.actor import Actor
from shared.kernel.times import SHANGHAI

PERMISSION = "evidence.export"
PURPOSE = "evidence.export"
NOBODY = Actor("system:cli")
PATIENCE = 120
"""Seconds until a checkpoint has to cover the case."""


def export(
    installation: Installation,
    *,
    no: str,
    out: str,
    account: str = "",
    reason: str = "",
    earlier: str | None = None,
) -> dict[str, Any]:
    """Write the bundle to `out` (an absolute path), readable by its owner alone. `earlier` is a signed note in base64.

    Closed fields are opened for an account with a reason; without them everything stays closed.
    """
    ledger = installation.houses["ledger"]
    case = _case(installation, no)
    reader = _reader(installation, case, account, reason)
    once = uuid7(ledger.clock())
    with ledger.log.reading() as connection:
        facts = story(connection, no)
    readings = _recorded(installation, reader, no, facts, once, reason)
    begin = Begin(b64decode(earlier) if earlier else None, public_keys(ledger))
    found = _covered(installation, no, [one.place for one in readings], begin)
    seen = _disclosed(installation, reader, found.facts, readings)
    at = ledger.clock().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    world, rules = ledger.world, ledger.rulebook.current
    try:
        made = bundle_of(ledger, found, seen, Extraction(at, account or "—", reason, world.district, rules))
    except NotProven as broken:
        raise ValueError(str(broken)) from None
    _write(Path(out), made.content)
    say_exported(ledger, found, made, seen, reader[0] if reader else NOBODY, "cli.export", once)
    counts = {"entries": len(found.entries), "opened": len(seen.opened), "attachments": len(seen.attachments)}
    return {"case_no": no, "file": out, "manifest": made.manifest, "size": found.size, "origin": found.origin, **counts}


def _case(installation: Installation, no: str) -> Case:
    with installation.houses["ledger"].log.reading() as connection:
        case = one(connection, no)
    if case is None:
        raise ValueError(f"there is no case {no}; see: huying case list")
    return case


def _reader(installation: Installation, case: Case, account: str, reason: str) -> tuple[Actor, Reader] | None:
    """Who reads, and what they may open; None for nobody, to whom nothing is opened."""
    if not account and not reason:
        return None
    if not (account and reason):
        raise ValueError("to open closed fields say both --as ACCOUNT and --reason TEXT; without them they stay closed")
    acting(installation, account, PERMISSION)
    return reading(installation, account, case.unit or "")


def _recorded(
    installation: Installation, reader: tuple[Actor, Reader] | None, no: str, facts: list[Fact], once: str, reason: str
) -> list[Recorded]:
    if reader is None:
        return []
    by, eyes = reader
    return recorded(installation, by, no, PURPOSE, [fact for fact in facts if may_open(eyes, fact)], once, reason)


def _disclosed(
    installation: Installation, reader: tuple[Actor, Reader] | None, facts: Sequence[Fact], readings: list[Recorded]
) -> Disclosed:
    if reader is None:
        return Disclosed()
    return disclosed(installation, [fact for fact in facts if may_open(reader[1], fact)], PURPOSE, readings)


def _covered(installation: Installation, no: str, musts: list[Place], begin: Begin) -> Gathered:
    """The case once a checkpoint covers all of it; where no timer makes one, it is made here."""
    ledger, until = installation.houses["ledger"], monotonic() + PATIENCE
    while True:
        try:
            return gathered(ledger, no, musts, begin)
        except NotCovered as why:
            if monotonic() > until:
                raise ValueError(
                    f"{why}; see huying ledger checkpoint, and huying doctor for the signing key"
                ) from None
        sleep(0.2)
        sequence(ledger)


def _write(out: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = out.with_name(f".{out.name}.part")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_bytes(content)
    draft.replace(out)


OPERATIONS: Mapping[str, Callable[..., Any]] = {"evidence.export": export}
