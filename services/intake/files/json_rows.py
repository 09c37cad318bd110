"""Rows of a file of JSON lines: one object a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from services.intake.files.encoding import encoding_of
from services.intake.files.lines import Endless, Lines, opened
from services.intake.files.sentences import sentence
from services.intake.files.text import shown
from services.intake.files.values import Bad, Cell, Row, Spoiled

EXACT = 1e15
"""From here on a number that is no whole one in the file has lost digits."""


def json_rows(path: Path) -> Iterator[Row | Bad]:
    """The objects in order, with their line's number; a line that is none is put aside; blank lines are skipped."""
    with opened(path, encoding_of(path)) as file:
        lines = Lines(file)
        number = 0
        while True:
            lines.begin()
            number += 1
            try:
                line = next(lines)
            except StopIteration:
                return
            except Endless:
                yield Bad(number, "endless_row", sentence("endless_row"))
                continue
            if line.strip():
                yield row_of(number, line)


def row_of(number: int, line: str) -> Row | Bad:
    try:
        content = json.loads(line, parse_constant=refuse)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        return Bad(number, "bad_json", sentence("bad_json"), {"原文": shown(line.strip())})
    return Row(number, {key: cell_of(value) for key, value in content.items()})


def cell_of(value: Any) -> Cell:
    if isinstance(value, float) and abs(value) >= EXACT:
        return Spoiled("rounded_number", str(value))
    if value is None or isinstance(value, str | int | float):
        return value
    return Spoiled("bad_value", json.dumps(value, ensure_ascii=False))


def refuse(constant: str) -> NoReturn:
    """JSON knows no NaN and no Infinity."""
    raise ValueError(constant)
