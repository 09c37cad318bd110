import io
from itertools import islice

import pytest

from services.intake.files import Unreadable
from services.intake.files.lines import LONGEST_LINE, Endless, Lines


def lines(text: str, patience: int = 1_000) -> Lines:
    return Lines(io.TextIOWrapper(io.BytesIO(text.encode()), newline=""), patience)


def test_the_lines_after_a_faulty_one_are_read_anew_in_order() -> None:
    given = lines("a\nb\nc\nd\n")
    given.begin()
    assert list(islice(given, 3)) == ["a\n", "b\n", "c\n"]
    assert given.again() == "a\n"
    given.begin()
    assert list(islice(given, 2)) == ["b\n", "c\n"]
    assert given.again() == "b\n"
    given.begin()
    assert list(given) == ["c\n", "d\n"]


def test_reading_anew_is_given_up_after_a_while() -> None:
    given = lines("a\nb\nc\nd\n", patience=7)
    given.begin()
    assert len(list(islice(given, 3))) == 3
    given.again()
    given.begin()
    assert len(list(islice(given, 2))) == 2
    with pytest.raises(Unreadable, match="引号不成对的行太多"):
        given.again()


def test_a_line_that_is_cut_is_endless_each_time_and_the_next_line_is_whole() -> None:
    given = lines("a\n" + "x" * (2 * LONGEST_LINE + 5) + "\nb\n", patience=10 * LONGEST_LINE)
    given.begin()
    assert next(given) == "a\n"
    with pytest.raises(Endless):
        next(given)
    given.again()
    given.begin()
    with pytest.raises(Endless):
        next(given)
    assert given.again() == "x" * LONGEST_LINE
    given.begin()
    assert list(given) == ["b\n"]
