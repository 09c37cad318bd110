import unicodedata
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.canonical import canonical, content_hash, size

TEXT = st.text(st.characters(codec="utf-8"), max_size=8).map(lambda text: unicodedata.normalize("NFC", text))
KEY = st.text(st.characters(max_codepoint=127), max_size=5)
LEAF = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
CONTENT = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEY, inner, max_size=4))


@given(CONTENT)
def test_it_is_rfc_8785(content: Any) -> None:
    assert canonical(content).encode() == rfc8785.dumps(content)


def test_order_and_unicode_form_do_not_change_the_hash() -> None:
    assert content_hash({"a": "é", "b": 1}) == content_hash({"b": 1, "a": "e\u0301"})
    assert content_hash({"a": 1}) != content_hash({"a": 2})


@pytest.mark.parametrize("content", [1.5, 2**53, {"税": 1}, {1: 2}, {"a": {1, 2}}, b"x"])
def test_what_has_no_one_form_is_refused(content: object) -> None:
    with pytest.raises(ValueError, match="规则内容里"):
        canonical(content)


def test_the_size_counts_quotes_as_they_stand_inside_an_entry() -> None:
    assert size({"a": "税"}) == len('"{\\"a\\":\\"税\\"}"'.encode())
