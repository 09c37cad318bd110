import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from services.identity import passwords
from shared.kernel.rejection import Rejected


def test_the_hash_is_argon2id_as_rfc_9106_recommends() -> None:
    assert passwords.HASHER.memory_cost == 64 * 1024
    assert not PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).check_needs_rehash(passwords.HASHER.hash("x"))


def test_an_unknown_account_costs_the_same_work() -> None:
    assert not passwords.HASHER.check_needs_rehash(passwords.NOBODYS)


def test_a_password_is_the_same_however_it_was_typed() -> None:
    assert passwords.normal(" cafe\u0301 \n") == "café"


@pytest.mark.parametrize(
    "password", ["a-good-long-one", "呼伦贝尔草原上的十匹白马", "x1" * 3 + "yz3!", "p" + "assword-" * 15]
)
def test_long_and_varied_passwords_are_accepted(password: str) -> None:
    passwords.accept("wang", password)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short-one", "password.too_short"),
        ("short-one          ", "password.too_short"),
        ("a1b2" * 33, "password.too_long"),
        ("abababababab", "password.too_plain"),
        ("Housing.Officer", "password.too_plain"),
    ],
)
def test_weak_passwords_are_refused(password: str, code: str) -> None:
    with pytest.raises(Rejected) as refusal:
        passwords.accept("housing.officer", password)
    assert refusal.value.code == code
