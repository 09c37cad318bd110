"""A new master key."""

import pytest
from sqlalchemy import Engine, select

from shared.vault import MasterKeyRefused, MasterKeys, Shredded, Tampered, Vault
from shared.vault.tables import keys
from tests.integration.vault.support import HOME, MASTER, vault_at, words

NEW = MASTER.added(bytes([7]) * 32)


def test_after_a_rotation_the_new_master_key_alone_opens_everything(engine: Engine) -> None:
    vault = vault_at(engine)
    names = [f"case/{number}" for number in range(1100)]
    vault.keys(names)
    closed = vault.close(words("x", "case/1"), HOME)
    receipt = vault.receipt("s")
    assert vault.rotate(NEW) == len(names) + 1
    after = vault_at(engine, master=NEW.latest())
    assert after.open(closed, "page") == "x"
    assert after.receipt("s") == receipt
    assert after.rotate(NEW.latest()) == 0
    with engine.connect() as connection:
        assert set(connection.scalars(select(keys.c.master))) == {2}


def test_the_vault_that_rotated_wraps_new_keys_under_the_new_master_key(vault: Vault, engine: Engine) -> None:
    vault.rotate(NEW)
    closed = vault.close(words("x", "case/2"), HOME)
    assert vault_at(engine, master=NEW.latest()).open(closed, "page") == "x"


def test_a_process_with_the_old_file_says_what_to_do(vault: Vault, engine: Engine) -> None:
    closed = vault.close(words("x", "case/1"), HOME)
    vault.rotate(NEW)
    with pytest.raises(MasterKeyRefused, match="version 2"):
        vault_at(engine).open(closed, "page")


def test_a_foreign_master_key_opens_nothing(vault: Vault, engine: Engine) -> None:
    closed = vault.close(words("x", "case/1"), HOME)
    with pytest.raises(Tampered, match="master key"):
        vault_at(engine, master=MasterKeys({1: bytes(32)})).open(closed, "page")


def test_a_rotation_leaves_what_was_destroyed_destroyed(vault: Vault) -> None:
    closed = vault.close(words("x", "case/1"), HOME)
    vault.shred(["case/1"])
    assert vault.rotate(NEW) == 0
    with pytest.raises(Shredded):
        vault.open(closed, "page")


def test_a_reused_version_number_is_refused_before_anything_is_rewrapped(vault: Vault, engine: Engine) -> None:
    closed = vault.close(words("x", "case/1"), HOME)
    with pytest.raises(MasterKeyRefused):
        vault.rotate(MasterKeys({1: bytes(32)}))
    assert vault_at(engine).open(closed, "page") == "x"
