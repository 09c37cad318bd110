"""The form of a closed field."""

from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.text import Closed, Home, Text
from shared.vault.datakey import DataKey, same_tag
from shared.vault.errors import Tampered
from shared.vault.fields import associated, decode, digest_matches, encode, seal, unseal

KEY = DataKey("asker/0193", 1, bytes(range(32)))
HOME = Home("20261124-7K3QX0M2VBP", "0193a1b2-0000-7000-8000-000000000000", "text")
SALT, NONCE = bytes(32), bytes(12)
TEXT = Text("路灯三个月不亮", KEY.id, compare=True)
texts = st.text(st.characters(exclude_categories=["Cs"]))


def closed(text: Text = TEXT) -> Closed:
    return seal(KEY, text, HOME, SALT, NONCE)


def flipped(text: str) -> str:
    return ("A" if text[0] != "A" else "B") + text[1:]


@given(texts, st.binary(min_size=32, max_size=32), st.binary(min_size=12, max_size=12))
def test_what_is_closed_opens_to_the_same_text_and_salt(value: str, salt: bytes, nonce: bytes) -> None:
    assert unseal(KEY, seal(KEY, Text(value, KEY.id), HOME, salt, nonce)) == (salt, value)


def test_the_form_of_a_closed_field_never_changes() -> None:
    assert closed(Text("hi", KEY.id, compare=True)) == Closed(
        key="asker/0193",
        version=1,
        nonce="AAAAAAAAAAAAAAAA",
        cipher="Dry13rUsg70IqKk1GCyRmdJDVlMogWAvgJ6zg8X_XVYmNmjmto2lUy-Vj3CqdHIRYmQ",
        digest="b53af05d0e20794af8fde57f73761b11966ac37268b2c89f70125cb1dc7852a9",
        home=HOME,
        same="a42ad29e256056212df0e365e44399e3d00496a99df01d5c1ca36c9d4a9de898",
    )


@pytest.mark.parametrize("part", ["nonce", "cipher", "digest", "same"])
def test_a_change_in_any_part_is_seen(part: str) -> None:
    field = closed()
    with pytest.raises(Tampered):
        unseal(KEY, replace(field, **{part: flipped(getattr(field, part))}))  # type: ignore[arg-type]


@given(st.data())
def test_a_flipped_bit_anywhere_in_the_ciphertext_is_seen(data: st.DataObject) -> None:
    raw = bytearray(decode(closed().cipher))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Tampered):
        unseal(KEY, replace(closed(), cipher=encode(bytes(raw))))


@pytest.mark.parametrize("part", ["subject", "id", "path"])
def test_a_field_moved_to_another_home_does_not_open(part: str) -> None:
    moved = replace(HOME, **{part: "elsewhere"})
    with pytest.raises(Tampered):
        unseal(KEY, replace(closed(), home=moved))


@pytest.mark.parametrize("other", [{"key": "asker/9"}, {"version": 2}])
def test_a_field_that_names_another_key_does_not_open(other: dict[str, object]) -> None:
    with pytest.raises(Tampered):
        unseal(KEY, replace(closed(), **other))  # type: ignore[arg-type]


def test_a_field_under_another_secret_does_not_open() -> None:
    with pytest.raises(Tampered):
        unseal(replace(KEY, secret=bytes(32)), closed())


def test_only_one_spelling_of_the_bytes_is_accepted() -> None:
    assert decode("QQ") == b"A"
    for other in ("QR", "QQ==", "Q!Q", "Q"):
        with pytest.raises(ValueError, match="base64url"):
            decode(other)


def test_misshapen_salt_or_nonce_is_refused() -> None:
    for salt, nonce in ((bytes(31), NONCE), (SALT, bytes(16))):
        with pytest.raises(ValueError, match="salt"):
            seal(KEY, TEXT, HOME, salt, nonce)


def test_an_outsider_checks_salt_and_value_against_the_digest() -> None:
    assert digest_matches(closed(), SALT, TEXT.value)
    assert not digest_matches(closed(), SALT, TEXT.value + "。")
    assert not digest_matches(closed(), bytes([1]) + SALT[1:], TEXT.value)
    assert not digest_matches(closed(), SALT + "路".encode(), TEXT.value[1:])


@given(texts, texts, texts)
def test_the_home_is_authenticated_as_canonical_json(subject: str, event: str, path: str) -> None:
    assert associated(Home(subject, event, path)) == rfc8785.dumps([subject, event, path])


def test_only_a_text_to_be_compared_has_a_comparison_tag() -> None:
    assert closed(replace(TEXT, compare=False)).same is None
    assert closed().same == same_tag(KEY, TEXT.value)


@pytest.mark.parametrize("spelling", ["  a\r\nb\r\n", "a\rb", "a\nb\n\n", "\u3000a\nb"])
def test_texts_that_differ_only_in_blanks_around_and_newlines_are_the_same(spelling: str) -> None:
    assert same_tag(KEY, spelling) == same_tag(KEY, "a\nb")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert same_tag(KEY, "cafe\u0301") == same_tag(KEY, "caf\u00e9")


def test_other_texts_and_other_keys_have_other_tags() -> None:
    assert same_tag(KEY, "a b") != same_tag(KEY, "ab")
    assert same_tag(KEY, "a") != same_tag(replace(KEY, secret=bytes(32)), "a")


def test_a_secret_is_not_shown() -> None:
    assert "secret" not in repr(KEY)
