from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof.unproven import Unproven
from shared.witness.message import AddCheckpoint, read_message

HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw="
NOTE = b"log\n1\n" + HASH.encode() + b"\n\n\xe2\x80\x94 log AAAAAAA=\n"


@given(st.integers(0, 2**64 - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_a_request_is_read_as_what_it_was_written_from(old: int, path: list[bytes]) -> None:
    message = AddCheckpoint(old, path, NOTE)
    assert read_message(message.body()) == message


def test_a_request_is_written_as_the_specification_says() -> None:
    body = AddCheckpoint(20852014, [read_message(f"old 1\n{HASH}\n\n".encode()).path[0]], NOTE).body()
    assert body == f"old 20852014\n{HASH}\n\n".encode() + NOTE


@pytest.mark.parametrize(
    "head",
    [
        "",
        "old\n",
        "old 01\n",
        "old -1\n",
        "old  1\n",
        "old 1 \n",
        "Old 1\n",
        "old 18446744073709551616\n",
        f"{HASH}\n",
        f"old 1\n{HASH[:-1]}\n",
        "old 1\nAAAA\n",
        f"old 1\n {HASH}\n",
        "old 1\n" + f"{HASH}\n" * 64,
        "old \u0661\n",
        "old 1\r\n",
    ],
)
def test_what_is_no_request_is_refused(head: str) -> None:
    with pytest.raises(Unproven) as refused:
        read_message(head.encode() + b"\n" + NOTE)
    assert refused.value.code == "witness.malformed"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unproven(body: bytes) -> None:
    with suppress(Unproven):
        assert read_message(body).body()
