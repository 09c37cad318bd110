"""The master keys wrap data keys."""

import os
from dataclasses import replace

import pytest

from shared.vault.datakey import DataKey
from shared.vault.errors import MasterKeyRefused, Tampered
from shared.vault.master import MasterKeys

MASTER = MasterKeys({1: bytes(32)})
KEY = DataKey("case/1", 1, bytes(range(32)))
NONCE = bytes(12)


def test_a_wrapped_key_unwraps_to_itself() -> None:
    assert MASTER.unwrap(1, KEY.id, KEY.version, MASTER.wrap(KEY, NONCE)) == KEY


def test_wrapping_hides_the_secret() -> None:
    assert KEY.secret not in MASTER.wrap(KEY, NONCE)


@pytest.mark.parametrize("moved", [replace(KEY, id="case/2"), replace(KEY, version=2)])
def test_a_wrapped_key_put_in_another_place_is_refused(moved: DataKey) -> None:
    with pytest.raises(Tampered):
        MASTER.unwrap(1, moved.id, moved.version, MASTER.wrap(KEY, NONCE))


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_wrapped_key_cut_short_is_refused(length: int) -> None:
    with pytest.raises(Tampered):
        MASTER.unwrap(1, KEY.id, 1, MASTER.wrap(KEY, NONCE)[:length])


def test_another_master_key_is_refused_with_its_name() -> None:
    with pytest.raises(Tampered, match="master key"):
        MasterKeys({1: bytes([1]) * 32}).unwrap(1, KEY.id, 1, MASTER.wrap(KEY, NONCE))


def test_a_version_that_is_not_there_says_what_to_do() -> None:
    with pytest.raises(MasterKeyRefused, match="put that version back"):
        MASTER.unwrap(2, KEY.id, 1, MASTER.wrap(KEY, NONCE))


def test_the_newest_version_wraps_and_the_old_one_still_unwraps() -> None:
    both = MASTER.added(os.urandom(32))
    assert both.current == 2
    assert both.unwrap(1, KEY.id, 1, MASTER.wrap(KEY, NONCE)) == KEY
    assert both.latest().unwrap(2, KEY.id, 1, both.wrap(KEY, NONCE)) == KEY


def test_two_secrets_with_one_version_are_refused() -> None:
    with pytest.raises(MasterKeyRefused, match="next number"):
        MASTER.joined(MasterKeys({1: bytes([1]) * 32}))


@pytest.mark.parametrize("secrets", [{}, {0: bytes(32)}, {1: bytes(31)}])
def test_misshapen_master_keys_are_refused(secrets: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKeys(secrets)


def test_master_secrets_are_not_shown() -> None:
    assert repr(MASTER) == "MasterKeys()"
