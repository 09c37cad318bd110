"""Twenty rows of a file spoiled in the four ways that files are."""

from collections.abc import Sequence

Row = list[str]
WAYS = ("no_number", "no_text", "unreadable_date", "bad_characters")
SPOILED = 20


def spoiled(rows: Sequence[Row], *, number: int, text: int, time: int) -> tuple[list[Row], dict[int, str]]:
    """A copy with twenty rows spoiled, spread over it; and code by row as a person counts (the header is 1)."""
    cells = {
        "no_number": (number, " "),
        "no_text": (text, "\t\n　"),
        "unreadable_date": (time, "2019/13/45 10:00:00"),
        "bad_characters": (text, "坏\ufffd字"),
    }
    copy, meant = [list(row) for row in rows], {}
    every = len(rows) // SPOILED
    for turn in range(SPOILED):
        code, at = WAYS[turn % len(WAYS)], turn * every + 3
        column, said = cells[code]
        copy[at][column] = said
        meant[at + 2] = code
    return copy, meant
