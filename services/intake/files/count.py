"""How many rows a file has, roughly and cheaply: for a progress bar."""

import re
from pathlib import Path

from services.intake.files.encoding import chunks_of
from services.intake.files.kinds import kind_of
from services.intake.files.values import Unreadable
from services.intake.files.xlsx.package import package
from services.intake.files.xlsx.workbook import first_sheet

DIMENSION = re.compile(rb"<(?:\w+:)?dimension[^>]*\bref=\"[A-Z]+\d+:[A-Z]+(\d+)\"")
HEAD = 8_192


def count_rows(path: Path) -> int | None:
    """Rows below the header, as the sheet declares or the line ends outside of quotes tell; None if not to be had."""
    try:
        kind = kind_of(path)
        if kind == "xlsx":
            return declared(path)
        return ends(path, quotes=kind == "csv") - (kind == "csv")
    except Unreadable:
        return None


def declared(path: Path) -> int | None:
    with package(path) as parts, parts.open(first_sheet(parts)[0]) as sheet:
        found = DIMENSION.search(sheet.read(HEAD))
    return int(found[1]) - 1 if found else None


def ends(path: Path, *, quotes: bool) -> int:
    """Lines, the last one also when it has no end; with `quotes` those within a quoted field are not counted."""
    total, within, last = 0, 0, b"\n"
    for chunk in chunks_of(path):
        pieces = chunk.split(b'"') if quotes else [chunk]
        total += sum(piece.count(b"\n") for piece in pieces[within::2])
        within = (within + len(pieces) - 1) % 2
        last = chunk[-1:]
    return total + (last != b"\n")
