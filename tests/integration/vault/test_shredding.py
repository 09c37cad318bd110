"""After a shred nothing is left: not in memory, not in the file, not in the write-ahead log."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select

from shared.vault import NotErased, Shredded, Vault
from shared.vault.fields import decode
from shared.vault.tables import askers, attachments, keys, tags
from tests.integration.vault.support import HOME, vault_at, words

CANARY, PHONE = "金丝雀canary-7f3a9c在此", "13800006789"


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def material(engine: Engine, asker: str) -> list[bytes]:
    """What of one asker stands in the database: wrapped key, attachment, tags."""
    with engine.connect() as connection:
        wrapped = connection.scalars(select(keys.c.wrapped).where(keys.c.id == f"asker/{asker}")).one()
        content = connection.scalars(select(attachments.c.content)).one()
        noted = [
            *connection.scalars(select(tags.c.tag).where(tags.c.ref == asker)),
            *connection.scalars(select(askers.c.tag).where(askers.c.asker == asker, askers.c.kind == "phone")),
        ]
    return [wrapped[12:], content[100:200], *(tag.encode() for tag in noted)]


def test_neither_plain_text_nor_key_material_is_in_any_file_after_a_shred(sqlite: Engine, tmp_path: Path) -> None:
    vault = vault_at(sqlite)
    vault.keys([f"case/{number}" for number in range(300)])
    asker = vault.asker(phone=PHONE, source_user=None, stream="s1")
    closed = vault.close(words(CANARY, f"asker/{asker}", compare=True), HOME)
    vault.index("name", CANARY, asker)
    vault.put(CANARY.encode() * 1000, f"asker/{asker}", HOME)
    before = material(sqlite, asker)
    assert len(before) == 5
    assert all(piece in on_disk(tmp_path) for piece in before)

    vault.shred([f"asker/{asker}"])

    after = on_disk(tmp_path)
    assert not [piece for piece in before if piece in after]
    assert not [text for text in (CANARY, PHONE, "canary-7f3a9c") if text.encode() in after]
    assert decode(closed.cipher) not in after
    assert (tmp_path / "vault.db-wal").stat().st_size == 0
    with pytest.raises(Shredded):
        vault_at(sqlite).open(closed, "page")


def test_a_rotation_leaves_no_old_wrapping_behind(sqlite: Engine, tmp_path: Path) -> None:
    vault = vault_at(sqlite)
    vault.keys(["case/1", "case/2"])
    with sqlite.connect() as connection:
        old = [wrapped[12:] for wrapped in connection.scalars(select(keys.c.wrapped))]
    assert all(piece in on_disk(tmp_path) for piece in old)
    vault.rotate(vault_at(sqlite)._ring.master.added(bytes(32)))
    assert not any(piece in on_disk(tmp_path) for piece in old)


def test_a_reader_that_holds_the_old_state_is_told_of_and_a_second_shred_erases(sqlite: Engine, tmp_path: Path) -> None:
    event.listen(sqlite, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    sqlite.dispose()
    vault = vault_at(sqlite)
    closed = vault.close(words("x", "case/1"), HOME)
    with sqlite.connect() as reader:
        reader.execute(select(keys)).all()
        with pytest.raises(NotErased):
            vault.shred(["case/1"])
        with pytest.raises(Shredded):
            vault.open(closed, "page")
    vault.shred(["case/1"])
    assert (tmp_path / "vault.db-wal").stat().st_size == 0


def test_shredding_twice_and_shredding_the_unknown_changes_nothing_else(vault: Vault, engine: Engine) -> None:
    closed = vault.close(words("x", "case/1"), HOME)
    vault.shred(["case/2", "case/3"])
    with engine.connect() as connection:
        first = connection.execute(select(keys).order_by(keys.c.id)).all()
    vault.shred(["case/3", "case/2"])
    with engine.connect() as connection:
        assert connection.execute(select(keys).order_by(keys.c.id)).all() == first
    assert (vault.shredded("case/1"), vault.shredded("case/2"), vault.shredded("case/4")) == (False, True, False)
    assert vault.open(closed, "page") == "x"


def test_another_process_forgets_the_key_when_it_hears_of_the_shred(engine: Engine) -> None:
    shredder, other = vault_at(engine), vault_at(engine)
    closed = shredder.close(words("x", "asker/1"), HOME)
    assert other.open(closed, "page") == "x"
    shredder.shred(["asker/1"])
    other.drop("asker/1")
    with pytest.raises(Shredded):
        other.open(closed, "page")
    assert other.shredded("asker/1")


def test_a_key_that_was_cached_elsewhere_is_known_as_destroyed_without_a_word(engine: Engine) -> None:
    shredder, other = vault_at(engine), vault_at(engine)
    other.keys(["asker/1"])
    shredder.shred(["asker/1"])
    assert other.shredded("asker/1")
