"""Signed notes against the values of Go's sumdb/note, the failing ones included."""

from base64 import b64decode
from typing import Any

import pytest

from shared.proof.keys import COSIGNS, SIGNS, new_verifier_key, read_verifier_key
from shared.proof.note import LARGEST_NOTE, Signature, open_note, split_note, write_note
from shared.proof.signing import SecretKey, read_secret_key, sign_note
from shared.proof.unproven import Unproven
from tests.unit.proof.published import vectors

VECTORS = vectors("signed-note.json")
GIVEN = VECTORS["sign"][0]
CODES = {
    "malformed note": "note.malformed",
    "note has no verifiable signatures": "note.unverified",
    "ambiguous key": "note.ambiguous_key",
    "invalid signature": "note.bad_signature",
}
KEY = read_secret_key(GIVEN["skey"])


def message_of(case: Any) -> bytes:
    return b64decode(case["note_b64"]) if "note_b64" in case else case["note"].encode()


@pytest.mark.parametrize("case", VECTORS["open"], ids=lambda case: case["desc"])
def test_a_note_opens_as_published(case: Any) -> None:
    keys = [read_verifier_key(text) for text in case["vkeys"]]
    if case["error"] is None:
        note = open_note(message_of(case), keys)
        assert [signature.name for signature in note.verified] == case["verified"]
        if "unverified" in case:
            assert [signature.name for signature in note.unverified] == case["unverified"]
        return
    with pytest.raises(Unproven) as refused:
        open_note(message_of(case), keys)
    assert refused.value.code == next(code for error, code in CODES.items() if case["error"].startswith(error))


def test_a_note_is_signed_as_published() -> None:
    assert sign_note(GIVEN["text"], [KEY]).decode() == GIVEN["note"]
    assert KEY.public.text() == GIVEN["vkey"]
    assert KEY.text() == GIVEN["skey"]


def manglings(text: str) -> list[str]:
    """What Go's TestNewVerifier and TestNewSigner do to a key: every proper part, and every byte one more."""
    cuts = [text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1) if (i, j) != (0, len(text))]
    return cuts + [text[:i] + chr(ord(text[i]) + 1) + text[i + 1 :] for i in range(len(text))]


def test_a_mangled_verifier_key_is_refused() -> None:
    assert read_verifier_key(GIVEN["vkey"]).text() == GIVEN["vkey"]
    for text in (*manglings(GIVEN["vkey"]), *VECTORS["bad_vkeys"]):
        with pytest.raises(Unproven):
            read_verifier_key(text)


def test_a_mangled_secret_key_is_refused() -> None:
    for text in manglings(GIVEN["skey"]):
        with pytest.raises(Unproven):
            read_secret_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u3000", "\udc80", "a\n"])
def test_a_name_with_spaces_or_plus_is_no_key_name(name: str) -> None:
    with pytest.raises(Unproven) as refused:
        new_verifier_key(name, SIGNS, bytes(32))
    assert refused.value.code == "key.malformed"


def test_a_secret_key_does_not_show_in_what_is_printed() -> None:
    assert GIVEN["skey"].rpartition("+")[2] not in repr(KEY)


def test_repeated_and_unknown_signatures_are_kept_once_each() -> None:
    other = Signature("EnochRoot", 7, b"x")
    good = split_note(GIVEN["note"].encode())[1][0]
    note = open_note(write_note(GIVEN["text"], [other, good, other, good]), [KEY.public])
    assert note.verified == (good,)
    assert note.unverified == (other,)
    assert note.is_signed_by(KEY.public)


def test_a_signature_under_a_known_name_with_another_id_is_of_an_unknown_key() -> None:
    good = split_note(GIVEN["note"].encode())[1][0]
    stray = good._replace(key_id=good.key_id ^ 1)
    assert open_note(write_note(GIVEN["text"], [stray, good]), [KEY.public]).unverified == (stray,)


def test_the_text_ends_at_the_last_empty_line() -> None:
    text = "one\n\n\n\u4e8c\n\n"
    assert open_note(sign_note(text, [KEY]), [KEY.public]).text == text


@pytest.mark.parametrize("text", ["", "abc", "a\tb\n", "a\rb\n"])
def test_a_text_that_is_none_cannot_be_signed(text: str) -> None:
    with pytest.raises(Unproven) as refused:
        sign_note(text, [KEY])
    assert refused.value.code == "note.malformed"


def test_a_note_beyond_the_limit_is_not_looked_at() -> None:
    with pytest.raises(Unproven) as refused:
        open_note(b"a" * LARGEST_NOTE + b"\n\n" + GIVEN["note"].encode(), [KEY.public])
    assert refused.value.code == "note.malformed"


def test_another_writing_of_the_same_signature_is_refused() -> None:
    line = GIVEN["note"].rstrip("\n")
    assert line.endswith("AM=")
    with pytest.raises(Unproven) as refused:
        open_note((line[:-2] + "N=\n").encode(), [KEY.public])
    assert refused.value.code == "note.malformed"


def test_a_log_does_not_cosign_and_a_witness_does_not_sign() -> None:
    with pytest.raises(Unproven):
        KEY.cosigning(0)
    with pytest.raises(Unproven):
        SecretKey("witness", COSIGNS, bytes(32)).sign(b"text\n")
    with pytest.raises(Unproven):
        SecretKey("short", SIGNS, bytes(31))
