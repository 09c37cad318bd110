"""Holding today's event classes to every line ever written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from shared.eventlog.codec import canonical, decode
from shared.eventlog.fact import Fact, fact_of
from shared.house.speech import plain, read_into
from shared.kernel.text import Closed, Home
from tests.golden.known import Known
from tests.golden.lines import covered, missing, service_of
from tests.golden.shapes import shape

RUN = "run scripts/golden"


def faults(known: Known, bodies: Sequence[bytes]) -> list[str]:
    """What is wrong: a line that is not canonical or not understood any more, or a type or shape without a line."""
    return [fault for body in bodies for fault in _line(known, body)] + list(_missing(known, bodies))


def event_of(known: Known, fact: Fact) -> Any:
    """The event object of a line. KeyError, msgspec.ValidationError."""
    return read_into(known[fact.service, fact.type], fact.data)


def _line(known: Known, body: bytes) -> Iterator[str]:
    said, fact = decode(body), fact_of(body)
    name = f"{fact.service} {fact.type} {fact.position}"
    if canonical(said) != body:
        yield f"{name}: not canonical"
    if (fact.service, fact.type) not in known:
        yield f"{name}: nobody says or reads this type any more; an old type is kept readable"
        return
    try:
        event = event_of(known, fact)
    except msgspec.ValidationError as error:
        yield f"{name}: cannot be read any more: {error}"
        return
    again = plain(event, Home(fact.subject, fact.id, ""), _open)
    yield from (f"{name}: {place} is read no more" for place in lost(said["data"], again))


def lost(stored: Any, again: Any, place: str = "data") -> Iterator[str]:
    """Where what was stored is not in what was read."""
    if isinstance(stored, Mapping) and isinstance(again, Mapping):
        for name, value in stored.items():
            if name in again:
                yield from lost(value, again[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}"
    elif isinstance(stored, list) and isinstance(again, list) and len(stored) == len(again):
        for index, (one, other) in enumerate(zip(stored, again, strict=True)):
            yield from lost(one, other, f"{place}.{index}")
    elif stored != again:
        yield place


def _missing(known: Known, bodies: Sequence[bytes]) -> Iterator[str]:
    there = covered(bodies)
    for service, type_, data, _ in missing(known, bodies):
        new = sorted(shape(data) - there.get((service, type_), frozenset()))
        yield f"{service} {type_}: no line shows {', '.join(new)}; {RUN}"


def unseen(bodies: Sequence[bytes], others: Sequence[bytes]) -> list[str]:
    """What stands in other entries and in none of these: (service, type, kind of value at a place)."""
    there = covered(bodies)
    return [
        f"{service} {type_}: {kind}"
        for (service, type_), kinds in sorted(covered(others).items())
        for kind in sorted(kinds - there.get((service, type_), frozenset()))
    ]


def _open(_text: Any, path: str) -> Closed:
    raise TypeError(f"{path}: a stored text is closed")


__all__ = ["event_of", "faults", "lost", "service_of", "unseen"]
