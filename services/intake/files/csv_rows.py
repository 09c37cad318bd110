"""Records of a CSV file: delimiter sniffed among comma, semicolon and tab."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from services.intake.files.encoding import encoding_of
from services.intake.files.header import Record
from services.intake.files.lines import LONGEST_LINE, Endless, Lines, opened
from services.intake.files.sentences import sentence
from services.intake.files.text import shown
from services.intake.files.values import Bad

DELIMITERS = ",;\t"
LONGEST_FIELD = 131_072  # csv's own default, which another part of the process might have changed


def csv_records(path: Path) -> Iterator[Record | Bad]:
    """The file's records in order, blank ones too. A row whose quotes do not match is put aside by its first line,
    and the lines that it swallowed are read as rows of their own: a quote that is missing hides nobody else's order.
    """
    with opened(path, encoding_of(path)) as file:
        start = file.readline(LONGEST_LINE)
        file.seek(0)
        lines = Lines(file)
        csv.field_size_limit(LONGEST_FIELD)
        yield from numbered(csv.reader(lines, delimiter=delimiter_of(start), strict=True), lines)


def numbered(records: Iterator[Sequence[str]], lines: Lines) -> Iterator[Record | Bad]:
    number = 0
    while True:
        lines.begin()
        number += 1
        try:
            yield Record(number, next(records))
        except StopIteration:
            return
        except csv.Error:
            yield put_aside(number, "bad_quotes", lines.again())
        except Endless:
            yield put_aside(number, "endless_row", lines.again())


def put_aside(number: int, code: str, line: str) -> Bad:
    return Bad(number, code, sentence(code), {"原文": shown(line.strip())})


def delimiter_of(line: str) -> str:
    """The delimiter that stands most often outside of quotes in this line; a comma if none does."""
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)
