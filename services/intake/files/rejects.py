"""The rows put aside, as a CSV that Excel opens, to be mended and imported again."""

import csv
import json
from collections.abc import Iterable, Mapping
from itertools import chain, islice
from pathlib import Path

from services.intake.files.values import Bad

FORMULA = ("=", "+", "-", "@", "\t", "\r")
LOOKED_AT = 200
"""Rows whose columns make the header; what a later row has beside them goes into `其他`."""
OWN = ("行号", "问题代码", "请这样改")
OTHER = "其他"


def write_rejects(path: Path, bads: Iterable[Bad]) -> int:
    """Writes row number, code, reason and the row as it stands (UTF-8 with BOM); gives the number of rows.

    A cell that a spreadsheet would take for a formula gets a leading apostrophe. Streams: memory stays flat.
    OSError as the file system says.
    """
    rows = iter(bads)
    first = list(islice(rows, LOOKED_AT))
    columns = list(dict.fromkeys(name for bad in first for name in bad.raw))
    written = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([guarded(name) for name in (*OWN, *columns, OTHER)])
        for bad in chain(first, rows):
            writer.writerow([bad.row, bad.code, bad.reason, *map(guarded, raw_cells(bad.raw, columns))])
            written += 1
    return written


def raw_cells(raw: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    known = list(columns)
    other = {name: cell for name, cell in raw.items() if name not in set(known)}
    return [*(raw.get(name, "") for name in known), json.dumps(other, ensure_ascii=False) if other else ""]


def guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
