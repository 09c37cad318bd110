"""Attachments in the vault's database."""

from hashlib import sha256
from io import BytesIO

import pytest
from sqlalchemy import Engine, select, update

from shared.vault import Forbidden, Shredded, Tampered, TooLarge, Vault
from shared.vault.tables import attachments
from tests.integration.vault.support import HOME, vault_at

PHOTO = bytes(range(256)) * 400


def test_an_attachment_comes_back_byte_for_byte_from_another_process(engine: Engine) -> None:
    name = vault_at(engine).put(BytesIO(PHOTO), "asker/1", HOME)
    assert vault_at(engine, role="intake").get(name, "page") == PHOTO


def test_an_attachment_is_named_by_its_encrypted_bytes(engine: Engine, vault: Vault) -> None:
    name = vault.put(PHOTO, "asker/1", HOME)
    with engine.connect() as connection:
        content = connection.scalars(select(attachments.c.content)).one()
    assert name == sha256(content).hexdigest()
    assert PHOTO[:64] not in content
    assert vault.put(PHOTO, "asker/1", HOME) != name


def test_a_changed_attachment_is_refused(engine: Engine, vault: Vault) -> None:
    name = vault.put(PHOTO, "asker/1", HOME)
    with engine.begin() as connection:
        content = connection.scalars(select(attachments.c.content)).one()
        connection.execute(update(attachments).values(content=content[:-1] + bytes([content[-1] ^ 1])))
    with pytest.raises(Tampered):
        vault.get(name, "page")


def test_an_attachment_goes_with_its_key(engine: Engine, vault: Vault) -> None:
    name = vault.put(PHOTO, "asker/1", HOME)
    kept = vault.put(PHOTO, "asker/2", HOME)
    vault.shred(["asker/1"])
    with pytest.raises(Shredded):
        vault.get(name, "page")
    with pytest.raises(Shredded):
        vault.put(PHOTO, "asker/1", HOME)
    with engine.connect() as connection:
        contents = {row.name: row.content for row in connection.execute(select(attachments))}
    assert contents[name] is None
    assert vault.get(kept, "page") == PHOTO


def test_a_process_that_still_has_the_key_in_memory_cannot_attach_after_a_shred(engine: Engine) -> None:
    late, shredder = vault_at(engine), vault_at(engine)
    late.keys(["asker/1"])
    shredder.shred(["asker/1"])
    with pytest.raises(Shredded):
        late.put(PHOTO, "asker/1", HOME)


def test_too_large_an_attachment_leaves_nothing(engine: Engine) -> None:
    vault = vault_at(engine, largest=1000)
    with pytest.raises(TooLarge):
        vault.put(PHOTO, "asker/1", HOME)
    with engine.connect() as connection:
        assert connection.execute(select(attachments)).first() is None


def test_an_attachment_opens_for_those_who_may_open_its_key(vault: Vault) -> None:
    name = vault.under("intake").put(PHOTO, "discipline/1", HOME)
    with pytest.raises(Forbidden):
        vault.under("intake").get(name, "page")
    assert vault.get(name, "discipline.desk") == PHOTO


def test_an_unknown_name_is_a_key_error(vault: Vault) -> None:
    with pytest.raises(KeyError):
        vault.get("0" * 64, "page")
