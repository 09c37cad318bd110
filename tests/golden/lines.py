"""The golden file: one exact body a line, each service's lines a log of their own, chained from its first."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from shared.eventlog.clock import uuid7
from shared.eventlog.codec import decode
from shared.eventlog.entry import Draft, Place, seal
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.text import Home
from tests.golden.examples import examples
from tests.golden.known import Known
from tests.golden.shapes import Shape, shape
from tests.golden.values import CASE, SUBJECTS, TIME

FILE = Path(__file__).with_name("entries.jsonl")
OFFICER = Actor("housing.officer", "housing", "经办人", "housing.head")
SYSTEM = Actor("system:golden")
CAUSE = "01a17af8-ab00-7001-8a5b-6c7d8e9f0a1b"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def read(file: Path = FILE) -> list[bytes]:
    """The bodies, in order."""
    return file.read_bytes().splitlines() if file.exists() else []


def service_of(said: Mapping[str, Any]) -> str:
    """Who said it."""
    return str(said["source"]).rpartition("/")[2]


def covered(bodies: Iterable[bytes]) -> dict[tuple[str, str], Shape]:
    """(service, type) → every kind of value of which there is an example."""
    found: dict[tuple[str, str], Shape] = {}
    for body in bodies:
        said = decode(body)
        key = service_of(said), said["type"]
        found[key] = found.get(key, frozenset()) | shape(said["data"])
    return found


def subject_of(type_: str) -> str:
    """What an example of this type is about."""
    return SUBJECTS.get(type_) or SUBJECTS.get(type_.partition(".")[0], CASE)


def missing(known: Known, bodies: Iterable[bytes]) -> Iterator[tuple[str, str, dict[str, Any], Home]]:
    """(service, type, data, home) of the examples that show a type or shape of which there is none yet."""
    there = covered(bodies)
    for (service, type_), cls in sorted(known.items()):
        seen = there.get((service, type_))
        own = Home(subject_of(type_), uuid7(TIME), "")
        for data in examples(cls, own):
            if seen is None or not shape(data) <= seen:
                seen = (seen or frozenset()) | shape(data)
                yield service, type_, data, own


def added(known: Known, bodies: list[bytes]) -> list[bytes]:
    """New lines for what is missing, to be put behind those there are."""
    ends = {
        service_of(said): (int(said["sequence"]), sha256(body).digest()) for body in bodies if (said := decode(body))
    }
    new: list[bytes] = []
    for service, type_, data, own in missing(known, bodies):
        position, previous = ends.get(service, (0, None))
        entry = seal(_draft(type_, data, own), _place(service, type_, own.subject, position + 1, previous))
        ends[service] = entry.position, entry.hash
        new.append(entry.body)
    return new


def _draft(type_: str, data: dict[str, Any], own: Home) -> Draft:
    """Optional attributes of the envelope are there in every other example."""
    if any(value is None or value == [] for value in data.values()):
        return Draft(own.id, type_, TIME, data, SYSTEM)
    return Draft(own.id, type_, TIME, data, OFFICER, CAUSE, CAUSE, TRACE)


def _place(service: str, type_: str, subject: str, position: int, previous: bytes | None) -> Place:
    stream = stream_id("golden", service, type_, str(position))
    return Place(f"/golden/{service}", subject, stream, 1, position, previous, TIME + timedelta(seconds=position))
