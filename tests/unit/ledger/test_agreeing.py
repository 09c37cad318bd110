"""A page of rows is in order only when every row is: whichever value of whichever row is another, the answer is no."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from services.ledger.checking.agreeing import agreed, alike
from services.ledger.checking.seen import Subjects
from shared.eventlog.clock import uuid7
from shared.eventlog.entry import FIRST, Draft, Place, partition_of, seal
from shared.kernel.actor import Actor

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
SOURCE = "/hailar/intake"
Row = tuple[Any, ...]


def page(count: int) -> list[Row]:
    """Rows as SQLite gives them."""
    rows, previous = list[Row](), b""
    for number in range(1, count + 1):
        place = Place(SOURCE, f"case {number % 3}", f"stream {number}", 1, number, previous or None, NOON)
        one = seal(Draft(uuid7(NOON), "appeal.received", NOON, {"number": number}, Actor("asker")), place)
        said = f"{NOON:%Y-%m-%d %H:%M:%S.%f}"
        rows.append((number, one.body, one.hash, one.stream, 1, one.type, one.subject, one.partition, said))
        previous = one.hash
    return rows


def ask(rows: list[Row], first: int = 1, previous: str = FIRST) -> Any:
    return agreed(SOURCE, rows, first, previous, Subjects())


def test_rows_in_order_give_their_digests_and_subjects() -> None:
    rows, subjects = page(5), Subjects()
    assert agreed(SOURCE, rows, 1, FIRST, subjects) == ([row[2] for row in rows], [0, 1, 2, 0, 1])
    assert subjects.names == ["case 1", "case 2", "case 0"]
    assert subjects.partitions([1]) == (partition_of("case 2"),)


def test_a_page_goes_on_where_another_ended() -> None:
    rows = page(5)
    assert ask(rows[2:], 3, rows[1][2].hex()) is not None
    assert ask(rows[2:], 3, rows[0][2].hex()) is None
    assert ask(rows[2:], 2, rows[1][2].hex()) is None


OTHER: dict[str, tuple[int, Callable[[Any], Any]]] = {
    "position": (0, lambda found: found + 1),
    "body": (1, lambda found: found.replace(b'"number"', b'"nomber"')),
    "no JSON": (1, lambda found: found[:-1]),
    "hash": (2, lambda _: bytes(32)),
    "hash of another length": (2, lambda found: found[:-1]),
    "stream": (3, lambda found: found + "x"),
    "version": (4, lambda _: 2),
    "type": (5, lambda _: "appeal.accepted"),
    "subject": (6, lambda _: "case 9"),
    "subject that is no text": (6, lambda found: found.encode()),
    "partition": (7, lambda found: (found + 1) % 8),
    "time": (8, lambda found: found.replace("04:", "05:")),
    "time with another gap": (8, lambda found: found.replace(":", " ")),
    "time that is none": (8, lambda _: None),
}


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize("name", OTHER)
def test_one_value_that_is_another_is_seen(name: str, at: int) -> None:
    column, change = OTHER[name]
    rows = page(5)
    rows[at] = (*rows[at][:column], change(rows[at][column]), *rows[at][column + 1 :])
    assert ask(rows) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"source":"/hailar/intake"', b'"source":"/hailar/notify"'),
        (b'"sequence":"00000000000000000003"', b'"sequence":"3"'),
        (b'"sequence":"00000000000000000003"', b'"sequence":"00000000000000000004"'),
        (b'"recordedtime":"2026', b'"recordedtime":"2025'),
        (b'"streamversion":1', b'"streamversion":2'),
    ],
)
def test_one_word_of_the_last_entry_is_seen_even_with_a_hash_to_match(old: bytes, new: bytes) -> None:
    rows = page(3)
    assert old in rows[2][1]
    forged = rows[2][1].replace(old, new)
    rows[2] = (3, forged, sha256(forged).digest(), *rows[2][3:])
    assert ask(rows) is None


def test_copies_are_alike_as_far_as_they_go() -> None:
    rows = page(4)
    copies = [(row[0], row[1], row[2], row[5], row[6]) for row in rows]
    assert alike(copies, rows)
    assert alike(copies[:2], rows)
    for column in range(5):
        other = list(copies)
        other[1] = (*copies[1][:column], "another", *copies[1][column + 1 :])
        assert not alike(other, rows)
