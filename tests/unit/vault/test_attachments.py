"""The form of an encrypted attachment."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.text import Home
from shared.vault.attachments import content_of, seal_bytes, unseal_bytes
from shared.vault.datakey import DataKey
from shared.vault.errors import Tampered, TooLarge

KEY = DataKey("case/1", 1, bytes(range(32)))
HOME = Home("case", "event", "attachments.0")


def sealed(content: bytes) -> bytes:
    return seal_bytes(KEY, content, HOME, bytes(32), bytes(12))


@given(st.binary(max_size=200))
def test_an_attachment_opens_to_the_same_bytes(content: bytes) -> None:
    assert unseal_bytes(KEY, sealed(content), HOME).content == content


@given(st.data())
def test_a_flipped_bit_anywhere_in_an_attachment_is_seen(data: st.DataObject) -> None:
    raw = bytearray(sealed(b"photo"))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Tampered):
        unseal_bytes(KEY, bytes(raw), HOME)


def test_an_attachment_moved_to_another_home_does_not_open() -> None:
    with pytest.raises(Tampered):
        unseal_bytes(KEY, sealed(b"photo"), replace(HOME, path="attachments.1"))


@pytest.mark.parametrize("length", [0, 4, 10, 40])
def test_an_attachment_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(Tampered):
        unseal_bytes(KEY, sealed(b"photo")[:length], HOME)


def test_too_large_a_source_is_refused_before_it_is_read_to_its_end() -> None:
    source = BytesIO(bytes(1000))
    with pytest.raises(TooLarge, match="100 bytes"):
        content_of(source, 100)
    assert source.tell() == 101
    assert content_of(bytes(100), 100) == content_of(BytesIO(bytes(100)), 100)
