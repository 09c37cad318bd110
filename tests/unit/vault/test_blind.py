"""Blind tags and how values are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.phone import plain_phone
from shared.vault.blind import blind_tag, keyed, plain_credit_code, plain_name

SECRET = bytes(32)


@pytest.mark.parametrize(
    ("spelling", "plain"),
    [
        ("13800000000", "13800000000"),
        ("+86 138-0000-0000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("86 138 0000 0000", "13800000000"),
        ("(138)0000 0000", "13800000000"),
        ("\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10", "13800000000"),
        ("0470-8200000", "04708200000"),
        ("+86 470 820 0000", "04708200000"),
        ("+86 (0)470 820 0000", "04708200000"),
        ("8600000", "8600000"),
        ("12345", "12345"),
        ("+7 495 000-00-00", "+74950000000"),
    ],
)
def test_a_phone_is_the_same_however_it_is_spelt(spelling: str, plain: str) -> None:
    assert plain_phone(spelling) == plain


def test_names_and_codes_are_the_same_in_full_and_half_width() -> None:
    assert plain_name("海拉尔 某某\uff08集团\uff09公司") == plain_name("海拉尔某某(集团)公司")
    assert plain_credit_code("91150702 ma0n-0000xx") == "91150702MA0N0000XX"


@given(st.sampled_from(["phone", "name", "credit_code"]), st.from_regex(r"\+?[0-9A-Za-z ()-]{0,20}", fullmatch=True))
def test_spelling_a_plain_value_again_changes_nothing(kind: str, value: str) -> None:
    plain = {"phone": plain_phone, "name": plain_name, "credit_code": plain_credit_code}[kind]
    if kind != "phone" or not plain(value).startswith(("00", "86")):
        assert plain(plain(value)) == plain(value)


def test_the_same_digits_have_other_tags_as_phone_and_as_name() -> None:
    assert blind_tag(SECRET, "phone", "13800000000") != blind_tag(SECRET, "name", "13800000000")


def test_another_secret_gives_another_tag() -> None:
    assert blind_tag(SECRET, "phone", "1") != blind_tag(bytes([1]) * 32, "phone", "1")


def test_parts_are_not_run_together() -> None:
    assert keyed(SECRET, "ab", "c") != keyed(SECRET, "a", "bc")


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "无"), ("name", " \u3000"), ("credit_code", "--"), ("idcard", "1")]
)
def test_what_has_no_tag_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValueError, match=kind):
        blind_tag(SECRET, kind, value)
