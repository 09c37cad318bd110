"""Whatever a stranger sends, reading it ends in a value or in `Unproven`."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof.checkpoint import open_checkpoint, read_checkpoint
from shared.proof.keys import SIGNS, read_verifier_key
from shared.proof.note import open_note, read_signature, split_note
from shared.proof.policy import read_policy
from shared.proof.signing import SecretKey, read_secret_key, sign_note
from shared.proof.tiles import read_tile_path
from shared.proof.unproven import Unproven

KEY = SecretKey("log.example", SIGNS, bytes(32))
TEXT = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
NOTE = sign_note(TEXT, [KEY])
POLICY = f"log {KEY.public.text()}\nquorum none\n".encode()
TEXTS: list[tuple[Callable[[str], Any], str]] = [
    (read_verifier_key, KEY.public.text()),
    (read_secret_key, KEY.text()),
    (read_checkpoint, TEXT),
    (read_signature, NOTE.decode().splitlines()[-1]),
    (read_tile_path, "tile/0/x001/234.p/5"),
]
BYTES: list[tuple[Callable[[bytes], Any], bytes]] = [
    (split_note, NOTE),
    (lambda message: open_note(message, [KEY.public]), NOTE),
    (lambda message: open_checkpoint(message, [KEY.public]), NOTE),
    (read_policy, POLICY),
]
strange = st.text(st.characters(codec=None) | st.sampled_from("\n +=/\u2014\u3000\ud800\x00"), max_size=8)


@pytest.mark.parametrize(("read", "good"), TEXTS)
@given(data=st.data())
def test_a_text_changed_anywhere_is_read_or_unproven(
    read: Callable[[str], Any], good: str, data: st.DataObject
) -> None:
    at, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    with suppress(Unproven):
        read(good[:at] + data.draw(strange) + good[end:])


@pytest.mark.parametrize(("read", "good"), BYTES)
@given(data=st.data())
def test_bytes_changed_anywhere_are_read_or_unproven(
    read: Callable[[bytes], Any], good: bytes, data: st.DataObject
) -> None:
    at, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    with suppress(Unproven):
        read(good[:at] + data.draw(st.binary(max_size=8)) + good[end:])


def test_the_good_ones_are_read() -> None:
    for read, good in TEXTS:
        read(good)
    for read_bytes, good_bytes in BYTES:
        read_bytes(good_bytes)
