import pytest

from shared.proof.digests import digest
from shared.proof.unproven import Unproven
from tests.unit.proof.published import vectors


def test_sha_256_is_the_hash_of_nist() -> None:
    assert digest("sha-256", b"abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_sm3_is_the_hash_of_the_standard() -> None:
    for data, hash_ in vectors("sm3.json")["vectors"]:
        assert digest("sm3", bytes.fromhex(data)).hex() == hash_


def test_an_algorithm_nobody_knows_is_refused() -> None:
    with pytest.raises(Unproven) as refused:
        digest("md5", b"")
    assert refused.value.code == "digest.unknown"
