"""A foreign entry's data goes through the reader, as the house does it, and becomes our commands."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from shared.eventlog.fact import with_homes
from shared.house.speech import closed_data, plain, read_into
from shared.kernel.actor import Actor
from shared.kernel.reaction import Heard, Reaction
from shared.kernel.text import Home, Text
from shared.rules.moment import Moment
from tests.unit.small_rules import NOON, closed

CASE = "20261124-7K3QX0M2VBP"


def private(path: str) -> dict[str, Any]:
    """A closed field as it stands in a heard entry; it is read as `closed(path)`."""
    return closed_data(closed(path))


def react(
    reactions: Iterable[Reaction[Any, Moment]],
    type: str,
    data: Mapping[str, Any],
    moment: Moment,
    *,
    id: str = "e1",
    subject: str = CASE,
) -> list[Any]:
    """The commands for an entry of this type with this data (and fields nobody reads)."""
    (reaction,) = [reaction for reaction in reactions if reaction.type == type]
    heard = Heard(id, reaction.source, type, subject, NOON, NOON, 1, Actor("somebody"))
    return list(reaction.react(read_into(reaction.reader, {**data, "added_later": [1]}), heard, moment))


def stored_and_read(event: Any) -> Any:
    """The event as it is after it was stored: every open text closed."""
    own = Home(CASE, "e1", "")
    data = plain(event, own, lambda text, path: closed(path, text.same))
    return read_into(type(event), with_homes(data, CASE, "e1"))


def closed_like(event: Any) -> Any:
    """The same event with each open text replaced by the field it is stored as."""
    changes = {
        field.name: closed(field.name, value.same)
        for field in fields(event)
        if isinstance(value := getattr(event, field.name), Text)
    }
    return replace(event, **changes)
