"""Receipt codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.numbering import stream_id
from shared.vault.receipts import read_receipt, receipt_code

SECRET = bytes(32)


@given(st.text())
def test_a_receipt_is_twelve_letters_in_three_groups_and_reads_as_itself(source_no: str) -> None:
    code = receipt_code(SECRET, source_no.encode(errors="replace").hex())
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert read_receipt(code) == code


def test_receipts_of_many_streams_differ() -> None:
    assert len({receipt_code(SECRET, stream_id("portal", str(number))) for number in range(5000)}) == 5000


def test_a_receipt_depends_on_the_secret_and_stays_the_same() -> None:
    assert receipt_code(SECRET, "s") == receipt_code(SECRET, "s") != receipt_code(bytes([1]) * 32, "s")


def test_a_receipt_may_be_typed_carelessly() -> None:
    assert read_receipt(" 7k3q xom2-vbpi") == "7K3Q-X0M2-VBP1"


@pytest.mark.parametrize("typed", ["", "7K3Q-X0M2-VBP", "7K3Q-X0M2-VBPZZ", "7K3Q-X0M2-VBPU", "回执"])
def test_what_is_no_receipt_is_refused_in_chinese(typed: str) -> None:
    with pytest.raises(ValueError, match="回执码"):
        read_receipt(typed)
