"""Opening the closed fields and attachments of a case for a bundle, each by the service in whose entry it stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from services.cli.installation import Installation
from services.ledger.evidence.exporting import Disclosed
from services.ledger.evidence.gathering import Place
from services.ledger.readmodels.cases.apply import READINGS
from services.ledger.web.fields import is_closed
from shared.access.reading import RecordReading
from shared.eventlog.fact import Fact, fact_of
from shared.house.reading import reason_text
from shared.house.speech import read_into
from shared.kernel.actor import Actor
from shared.kernel.text import Closed, Private
from shared.proof.bundle.documents import OpenedField, OpenedFile
from shared.vault import Shredded
from shared.vault.errors import Forbidden
from shared.vault.grants import DISCIPLINE, kind_of

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "text/plain": ".txt"}


class Recorded(NamedTuple):
    """An entry that says who reads; `reason` is closed in it."""

    place: Place
    reason: Private | None


class Found(NamedTuple):
    """A closed field in the entry in which it was first said."""

    fact: Fact
    path: str
    closed: Closed


def recorded(
    installation: Installation, by: Actor, no: str, purpose: str, facts: Sequence[Fact], once: str, reason: str
) -> list[Recorded]:
    """Said before anything is opened, in the log of each service that will open something."""
    names: dict[str, set[str]] = {}
    for one in _closed(facts):
        names.setdefault(one.fact.service, set()).add(f"{one.fact.type}.{one.path}")
    for fact, path, _ in _files(facts):
        names.setdefault(fact.service, set()).add(f"{fact.type}.{path}")
    said = []
    for service in sorted(names):
        house = installation.houses[service]
        text = reason_text(house, no, reason)
        entries = house.execute(RecordReading(no, purpose, once, tuple(sorted(names[service])), text, house.moment(by)))
        said += [_recorded(fact_of(entry.body)) for entry in entries]
    return said


def _recorded(fact: Fact) -> Recorded:
    reason = fact.data.get("reason")
    return Recorded((fact.source, fact.position), read_into(Closed, reason) if reason else None)


def disclosed(
    installation: Installation, facts: Sequence[Fact], purpose: str, readings: Sequence[Recorded]
) -> Disclosed:
    """What can be opened; what was shredded, or is not for the service to open, stays closed."""
    opened = []
    for one in _closed(facts):
        try:
            salt, value = installation.houses[one.fact.service].vault.disclose(one.closed, purpose)
        except (Shredded, Forbidden):
            continue
        opened.append(OpenedField(one.fact.id, one.path, value, salt))
    files = [one for one in (_file(installation, *found, purpose) for found in _files(facts)) if one]
    return Disclosed(opened, files, next((one.reason for one in readings if one.reason), None))


def _file(
    installation: Installation, fact: Fact, path: str, told: dict[str, Any], purpose: str
) -> tuple[OpenedFile, bytes] | None:
    try:
        salt, content = installation.houses[fact.service].vault.hand_out(told["hash"], purpose)
    except (KeyError, Shredded, Forbidden):
        return None
    name = f"attachments/{told['hash']}{ENDINGS.get(told['media_type'], '')}"
    return OpenedFile(fact.id, path, name, told["media_type"], told["digest"], salt), content


def _closed(facts: Iterable[Fact]) -> Iterator[Found]:
    """Closed fields in their own entries: copies say nothing new. Why others read stays theirs, as do matters of
    discipline."""
    for fact in (fact for fact in facts if fact.type not in READINGS):
        for path, field in _walked(fact.data):
            if is_closed(field) and field["home"]["id"] == fact.id and kind_of(field["key"]) != DISCIPLINE:
                yield Found(fact, path, read_into(Closed, field))


def _files(facts: Iterable[Fact]) -> Iterator[tuple[Fact, str, dict[str, Any]]]:
    """Attachments whose digest stands in the entry: others could not be checked."""
    for fact in facts:
        for index, told in enumerate(fact.data.get("attachments") or ()):
            if fact.service == "intake" and isinstance(told, dict) and told.get("digest"):
                yield fact, f"attachments.{index}", told


def _walked(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and not is_closed(value):
        for name, item in value.items():
            yield from _walked(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walked(item, f"{path}.{index}")
    else:
        yield path, value
