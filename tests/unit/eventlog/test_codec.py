import unicodedata
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.codec import LARGEST, EntryTooLarge, NotCanonical, canonical, decode, id_of

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(partial(unicodedata.normalize, "NFC"))
keys = st.text(st.characters(max_codepoint=127), max_size=10)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, max_size=5))
def test_canonical_bytes_are_those_of_rfc_8785(value: dict[str, Any]) -> None:
    assert canonical(value) == rfc8785.dumps(value)
    assert decode(canonical(value)) == value


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.5, "a"),
        (2**53, "a"),
        (-(2**53), "a"),
        (b"x", "a"),
        ({1, 2}, "a"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a"),
        ("e\u0301", "a"),
        ("\ud800", "a"),
        ({"键": 1}, "a"),
        ([{"b": 0.5}], "a.0.b"),
    ],
)
def test_what_may_not_stand_in_an_entry_is_refused_with_its_place(value: Any, place: str) -> None:
    with pytest.raises(NotCanonical, match=f"^{place}: "):
        canonical({"a": value})


def test_an_entry_over_60_kib_is_refused() -> None:
    canonical({"a": "x" * (LARGEST - 8)})
    with pytest.raises(EntryTooLarge):
        canonical({"a": "x" * (LARGEST - 7)})


def test_the_id_is_read_without_mistaking_an_inner_one() -> None:
    assert id_of(canonical({"data": {"home": {"id": "inner"}}, "id": "outer"})) == "outer"
