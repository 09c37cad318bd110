"""The checks that both kinds of installation share: of their clock and rules, their databases, and what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli.doctoring import databases, feeds, machine, rules, tree
from services.cli.doctoring.finding import Finding, good
from services.cli.settings import JURISDICTIONS
from services.intake.readmodels.feeds import last_messages
from shared.rules.rules import Rules


@dataclass(frozen=True, slots=True)
class Place:
    """`key_file` is where the ledger's keys should be, None where nobody says; `folder` has the checkpoint kept last."""

    jurisdiction: str
    folder: Path
    key_file: Path | None
    real: bool = False
    demo: bool = False


def examined(place: Place, engines: Mapping[str, Engine], now: datetime) -> list[Finding]:
    """`engines`: those of the services whose databases can be asked at all."""
    found, seen = databases.look(engines, real=place.real)
    answering = {one.service: engines[one.service] for one in seen}
    of_files, written = rules.files(JURISDICTIONS / place.jurisdiction)
    in_force = rules.in_force(answering.get("routing")) or written
    findings = [machine.clock(now, seen), of_files]
    if in_force is not None:
        findings.append(rules.calendar(in_force, now))
    findings += found
    if seen:
        findings += [databases.parking(seen), databases.ledger(seen, engines)]
    findings += _ledger(place, answering.get("ledger"), now)
    if "intake" in answering and in_force is not None:
        findings += _feeds(place, in_force, answering["intake"], now)
    return findings


def _ledger(place: Place, ledger: Engine | None, now: datetime) -> list[Finding]:
    key = tree.signing(place.key_file, begun=tree.begun(ledger))
    if ledger is None:
        return [key]
    return [key, tree.standing(ledger, place.jurisdiction, place.folder, place.key_file, now)]


def _feeds(place: Place, in_force: Rules, intake: Engine, now: datetime) -> list[Finding]:
    """Those of a demo were invented. Before the first start of a service it has no read models yet."""
    if place.demo:
        return [good("feeds", "invented: this is the demo")]
    try:
        with intake.connect() as connection:
            last = last_messages(connection)
    except SQLAlchemyError:
        last = {}
    return feeds.silence(in_force.feeds, last, now)
