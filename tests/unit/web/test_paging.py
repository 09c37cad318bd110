from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.web.failures import Failure
from shared.web.paging import MOST, Key, Slice, page, read_cursor, write_cursor

ROWS = [(number, f"第{number}件") for number in range(7)]


def fetch(after: Key | None, count: int) -> Sequence[tuple[int, str]]:
    return [row for row in ROWS if after is None or (row[0],) > after][:count]


def key(row: tuple[int, str]) -> Key:
    return (row[0],)


def test_the_pages_together_are_the_list() -> None:
    shown: list[tuple[int, str]] = []
    cursor: str | None = ""
    sizes = []
    while cursor is not None:
        one: Slice[tuple[int, str]] = page(fetch, key, cursor, 3)
        shown += one.items
        sizes.append(len(one.items))
        cursor = one.next_cursor
    assert shown == ROWS
    assert sizes == [3, 3, 1]


def test_a_full_last_page_has_no_next() -> None:
    assert page(fetch, key, None, 7).next_cursor is None


def test_a_page_is_never_empty_by_request_and_never_endless() -> None:
    assert len(page(fetch, key, None, 0).items) == 1
    asked: list[int] = []

    def count(after: Key | None, most: int) -> Sequence[tuple[int, str]]:
        asked.append(most)
        return fetch(after, most)

    page(count, key, None, 10**9)
    assert asked == [MOST + 1]


@given(
    st.lists(
        st.one_of(st.integers(-(2**63) + 1, 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]))), max_size=4
    )
)
def test_a_cursor_says_its_key(parts: list[str | int]) -> None:
    assert read_cursor(write_cursor(tuple(parts))) == tuple(parts)


def test_numbers_beyond_a_database_s_are_no_cursor() -> None:
    assert read_cursor(write_cursor((2**63 - 1, "a"))) == (2**63 - 1, "a")
    for number in (2**63, -(2**63), 10**30):
        with pytest.raises(Failure, match=r"request\.cursor"):
            read_cursor(write_cursor((number, 1)))


@pytest.mark.parametrize(
    "text", ["x", "!!!!", "bnVsbA", "W10x", "WzEuNV0", "W3RydWVd", "WyJhIixbXV0", "编号", "W" * 999]
)
def test_what_is_no_cursor_is_422(text: str) -> None:
    with pytest.raises(Failure) as caught:
        read_cursor(text)
    assert (caught.value.status, caught.value.code) == (422, "request.cursor")
