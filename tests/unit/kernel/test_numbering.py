"""Streams and case numbers."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.numbering import CROCKFORD, case_number, read_case_number, stream_id

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
numbers = st.builds(case_number, st.uuids().map(str), st.just(NOON))


def test_the_number_of_a_known_order_is_what_it_has_always_been() -> None:
    stream = stream_id("12345", "GD20260101000001")
    assert (stream, case_number(stream, NOON)) == ("b1ab4c5b-f3b0-5999-a894-44909750e174", "20261124-24J2BN1RBM7")


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_the_same_parts_are_the_same_stream_and_other_parts_another(one: list[str], other: list[str]) -> None:
    separated = all("\x1f" not in part for part in (*one, *other))
    if separated:
        assert (stream_id(*one) == stream_id(*other)) == (one == other)
    assert UUID(stream_id(*one)).version == 5


def test_the_day_of_a_number_is_the_day_in_shanghai() -> None:
    stream = stream_id("portal", "1")
    assert case_number(stream, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)).startswith("20261231-")
    assert case_number(stream, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)).startswith("20270101-")


@given(numbers)
def test_a_number_is_a_day_and_eleven_letters_that_cannot_be_mistaken(number: str) -> None:
    assert re.fullmatch(r"\d{8}-[0-9A-HJKMNP-TV-Z]{11}", number)
    assert read_case_number(number) == number


@given(numbers, st.data())
def test_one_wrong_letter_is_noticed(number: str, data: st.DataObject) -> None:
    plain = number.replace("-", "")
    place = data.draw(st.integers(0, 18))
    others = CROCKFORD[:10] if place < 8 else CROCKFORD
    wrong = data.draw(st.sampled_from([c for c in others if c != plain[place]]))
    with pytest.raises(ValueError, match="校验位"):
        read_case_number(plain[:place] + wrong + plain[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        "20261124-24J2BN1RBM7",
        "2026112424j2bn1rbm7",
        " 2026 1124 - 24J2 BN1RBM7\n",
        "２０２６１１２４－２４Ｊ２ＢＮ１ＲＢＭ７",
        "20261124—24J2BN1RBM7",
        "20261124–24j2-bn1r-bm7",
    ],
)
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    assert read_case_number(typed) == "20261124-24J2BN1RBM7"


@given(numbers)
def test_letters_that_look_like_digits_are_read_as_digits(number: str) -> None:
    day, letters = number.split("-")
    for zero, one in (("O", "I"), ("o", "l"), ("O", "L"), ("o", "i")):
        assert read_case_number(f"{day}-{letters.replace('0', zero).replace('1', one)}") == number


@given(st.text() | st.from_regex(r"\d{8}-?\w{11}", fullmatch=True))
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    try:
        number = read_case_number(typed)
    except ValueError as error:
        sentence = str(error)
    else:
        sentence = "编号"
        assert read_case_number(number) == number
        assert number.isascii()
    assert sentence.startswith("编号")
