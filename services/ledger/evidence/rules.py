"""The rules in force that a case's entries name by twelve digits of their hashes, as routing adopted them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.schema import inbox

ADOPTED = "rules.adopted"
_NAMED = re.compile(r"([0-9a-f]{12})\+([0-9a-f]{12})")


def named(facts: Iterable[Fact]) -> set[str]:
    """The beginnings of the hashes that these entries name."""
    return {half for fact in facts for text in _texts(fact.data) for pair in _NAMED.findall(text) for half in pair}


def rules_of(connection: Connection, facts: Iterable[Fact]) -> dict[str, bytes]:
    """The files of a bundle with these rules, by name. What was never adopted is left out."""
    wanted = named(facts)
    found: dict[str, bytes] = {}
    statement = select(inbox.c.body).where(inbox.c.source == "routing", inbox.c.type == ADOPTED)
    for body in connection.scalars(statement) if wanted else ():
        data = fact_of(bytes(body)).data
        if data["hash"][:12] in wanted:
            found[f"rules/{data['part']}-{data['hash']}.json"] = data["content"].encode()
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
