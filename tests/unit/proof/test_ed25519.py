"""Our plain verification against RFC 8032, the known borderline cases, and `cryptography`."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.proof.ed25519 import ed25519_verifies, is_ed25519_key
from tests.unit.proof.published import vectors

VECTORS = vectors("ed25519.json")
ORDER = 2**252 + 27742317777372353535851937790883648493
seeds = st.binary(min_size=32, max_size=32)


def library_verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def in_bytes(case: Any) -> tuple[bytes, bytes, bytes]:
    return bytes.fromhex(case["public"]), bytes.fromhex(case["message"]), bytes.fromhex(case["signature"])


@pytest.mark.parametrize("case", VECTORS["rfc8032"])
def test_the_signatures_of_the_rfc_verify_and_no_other(case: Any) -> None:
    public, message, signature = in_bytes(case)
    assert ed25519_verifies(public, message, signature)
    assert not ed25519_verifies(public, message + b"\x00", signature)
    for at in range(0, 64, 7):
        wrong = signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1 :]
        assert not ed25519_verifies(public, message, wrong)


@pytest.mark.parametrize("case", VECTORS["cases"])
def test_a_borderline_case_is_judged_as_cryptography_judges_it(case: Any) -> None:
    assert ed25519_verifies(*in_bytes(case)) == library_verifies(*in_bytes(case))


def test_the_borderline_cases_are_judged_both_ways() -> None:
    # 0 to 3: points of small or mixed order, the equation holds; 4, 5: only with a cofactor; 6, 7: S beyond the order;
    # 8, 9: R in another writing.
    assert [ed25519_verifies(*in_bytes(case)) for case in VECTORS["cases"]] == [True] * 4 + [False] * 6


@settings(max_examples=40)
@given(seeds, st.binary(max_size=200), st.integers(0, 63), st.integers(0, 7))
def test_signatures_and_spoiled_ones_are_judged_as_cryptography_judges_them(
    seed: bytes, message: bytes, at: int, bit: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert ed25519_verifies(public, message, signature)
    wrong = signature[:at] + bytes([signature[at] ^ 1 << bit]) + signature[at + 1 :]
    assert ed25519_verifies(public, message, wrong) == library_verifies(public, message, wrong)


@settings(max_examples=40)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=20), st.binary(min_size=64, max_size=64))
def test_any_bytes_are_judged_as_cryptography_judges_them(public: bytes, message: bytes, signature: bytes) -> None:
    assert ed25519_verifies(public, message, signature) == library_verifies(public, message, signature)


@settings(max_examples=10)
@given(seeds)
def test_s_has_one_writing(seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    signature = key.sign(b"text")
    again = int.from_bytes(signature[32:], "little") + ORDER
    wrong = signature[:32] + again.to_bytes(32, "little")
    assert not ed25519_verifies(key.public_key().public_bytes_raw(), b"text", wrong)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_verifies_nothing(length: int) -> None:
    assert not ed25519_verifies(bytes(length), b"", bytes(64))
    assert not is_ed25519_key(bytes(length))


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_of_another_length_does_not_verify(length: int) -> None:
    assert not ed25519_verifies(*in_bytes(VECTORS["rfc8032"][0])[:2], bytes(length))


def test_a_point_has_one_writing() -> None:
    one = (1).to_bytes(32, "little")
    assert is_ed25519_key(one)
    for other in ((2**255 - 18), 1 | 1 << 255):
        assert not is_ed25519_key(other.to_bytes(32, "little"))
    assert not is_ed25519_key((2).to_bytes(32, "little")), "no point of the curve has this y"
