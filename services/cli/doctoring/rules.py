"""The rules: the jurisdiction's files as they stand, and the holidays that the calendar in force knows."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli.doctoring.finding import Finding, good, mend
from services.routing.adoption import read_jurisdiction
from shared.house.rulebook import Rulebook
from shared.rules.rules import Rules, RulesInvalid, rules_from

ADD = (
    "as soon as they are announced, add them to calendar.yaml (days, complete_years) and start again, or adopt them on "
    "page 规则; docs/operations/install.md"
)


def files(folder: Path) -> tuple[Finding, Rules | None]:
    """Whether the jurisdiction's files would be adopted; nothing is."""
    if not folder.is_dir():
        return mend("rules", f"{folder} is not there", "name a folder of deploy/jurisdictions"), None
    try:
        found = rules_from(read_jurisdiction(folder))
    except RulesInvalid as invalid:
        return mend("rules", str(invalid), f"put it right in {folder}"), None
    return good("rules", f"{len(found.units)} units, {len(found.limits)} limits in the files"), found


def in_force(routing: Engine | None) -> Rules | None:
    """What routing adopted; None where it adopted nothing yet, or cannot be asked."""
    if routing is None:
        return None
    book = Rulebook(routing, routing=True)
    try:
        book.load()
    except SQLAlchemyError:
        return None
    return book.current if book.complete else None


def calendar(rules: Rules, at: datetime) -> Finding:
    """Whether the holidays are known as far as a limit reaches from now on."""
    if unknown := rules.unknown_years(at):
        said = (
            f"limits already run into {unknown[0]}, whose holidays are not known: due times there assume plain weekdays"
        )
        return mend("calendar", said, ADD)
    return good("calendar", "the holidays are known as far as the longest limit reaches")
