"""Hailar's rules in a house as if routing's entries had been heard; its files are read once for all tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from services.routing.adoption import read_jurisdiction
from shared.house.house import House
from shared.house.rulebook import rules_adopted
from shared.rules.canonical import canonical, content_hash

JURISDICTION = Path(__file__).parents[2] / "deploy" / "jurisdictions" / "hailar"
TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
"""09:30 in Hailar."""


def adopt(house: House) -> None:
    """Twice does no harm."""

    def write(connection: Connection) -> None:
        connection.execute(insert(rules_adopted).on_conflict_do_nothing(), _rows())

    house.log.chore(write)
    house.rulebook.load()


@cache
def _rows() -> Sequence[dict[str, Any]]:
    return [
        {"part": part, "hash": content_hash(content), "content": canonical(content), "adopted_at": TUESDAY}
        for part, content in read_jurisdiction(JURISDICTION).items()
    ]
