"""A text too long for an entry is kept beside it, named by the hash of its encrypted bytes."""

import pytest
from sqlalchemy import Engine, text

from shared.kernel.text import Home, Text, asker_key
from shared.vault import Shredded, Tampered, Vault

HOME = Home("20261124-7K3QX0M2VBP", "0190b6f0-0000-7000-8000-000000000000", "text")
LONG = Text("很长的诉求" * 12_000, key=asker_key("a"), compare=True)


def test_a_long_text_leaves_its_name_in_the_entry_and_opens_as_it_was(vault: Vault) -> None:
    closed = vault.close(LONG, HOME)
    assert closed.cipher.startswith("sha256:")
    assert len(closed.cipher) == len("sha256:") + 64
    assert vault.open(closed, "test") == LONG.value
    assert closed.same == vault.same(asker_key("a"), LONG.value)


def test_a_shredded_long_text_is_gone_for_good(vault: Vault) -> None:
    closed = vault.close(LONG, HOME)
    vault.shred([asker_key("a")])
    with pytest.raises(Shredded):
        vault.open(closed, "test")


def test_a_long_text_that_was_changed_is_refused(vault: Vault, engine: Engine) -> None:
    closed = vault.close(LONG, HOME)
    with engine.begin() as connection:
        connection.execute(text("UPDATE vault_attachments SET content = :other"), {"other": b"HYA1 something else"})
    with pytest.raises(Tampered):
        vault.open(closed, "test")
