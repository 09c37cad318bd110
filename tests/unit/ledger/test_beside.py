"""What `huying log verify` looks at beside logs and tree: the triggers, and the vault."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, insert

from services.ledger.checking.files import Named
from services.ledger.checking.guards import unguarded
from services.ledger.checking.vaulted import check_vault
from services.ledger.tree.tables import metadata as tree
from shared.eventlog import schema
from shared.vault import create
from shared.vault.tables import askers, attachments, keys

AT = "2026-11-24T04:00:00.000000Z"
WHOLE = {"id": "asker/a", "version": 1, "master": 1, "wrapped": b"wrapped", "created_at": AT}
BYTES = b"HYA1 sealed"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Engine]:
    """One asker, its key, its attachment."""
    engine = create_engine(f"sqlite:///{tmp_path / 'vault.db'}", poolclass=NullPool)
    create(engine)
    row = {"name": sha256(BYTES).hexdigest(), "key": "asker/a", "subject": "s", "event": "e", "path": "p", "size": 11}
    with engine.begin() as connection:
        connection.execute(insert(keys), [WHOLE])
        connection.execute(insert(askers), [{"kind": "stream", "tag": "t", "asker": "a"}])
        connection.execute(insert(attachments), [{**row, "content": BYTES, "created_at": AT}])
    yield engine
    engine.dispose()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Engine]:
    """A database with the tables of a log and of the tree; nothing was said."""
    engine = create_engine(f"sqlite:///{tmp_path / 'log.db'}", poolclass=NullPool)
    schema.metadata.create_all(engine)
    tree.create_all(engine)
    yield engine
    engine.dispose()


def codes(vault: Engine, log: Engine) -> list[str]:
    return [one["code"] for one in check_vault(vault, log)["faults"]]


def test_a_vault_that_nobody_touched_has_no_fault(vault: Engine, log: Engine) -> None:
    assert check_vault(vault, log) == {"log": "vault", "keys": 1, "attachments": 1, "faults": []}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE vault_keys SET wrapped = NULL", ["shredded_unsaid"]),
        ("DELETE FROM vault_keys", ["key_lost"]),
        ("UPDATE vault_attachments SET content = x'00'", ["attachment"]),
        ("UPDATE vault_attachments SET content = NULL", ["attachment_lost"]),
    ],
)
def test_each_change_in_the_vault_has_a_name(vault: Engine, log: Engine, statement: str, found: list[str]) -> None:
    with vault.begin() as connection:
        connection.exec_driver_sql(statement)
    assert codes(vault, log) == found


GONE = "ab" * 32
CASE = "20261124-7K3QX0M2VBP"


def test_a_file_that_an_entry_names_must_have_a_row_under_the_key_it_names(vault: Engine, log: Engine) -> None:
    there = sha256(BYTES).hexdigest()
    named = [Named(there, "asker/a", "intake", 1, CASE), Named(there, "", "intake", 2, CASE)]
    assert check_vault(vault, log, named)["faults"] == []
    named = [Named(there, "asker/b", "intake", 1, CASE), Named(GONE, "asker/a", "routing", 2, CASE)]
    found = check_vault(vault, log, named)["faults"]
    assert [(one["position"], one["code"]) for one in found] == [(1, "attachment_key"), (2, "attachment_missing")]
    assert f"case {CASE}, routing: the attachment {GONE}" in found[1]["detail"]


def test_a_missing_file_of_the_discipline_room_does_not_name_its_matter(vault: Engine, log: Engine) -> None:
    [found] = check_vault(vault, log, [Named(GONE, "discipline/clue-1", "supervision", 2, "clue/1")])["faults"]
    assert "clue" not in found["detail"]


def test_all_tables_are_guarded_and_each_trigger_is_missed(log: Engine) -> None:
    with log.begin() as connection:
        assert unguarded(connection, "ledger", tree=True) == []
        connection.exec_driver_sql("DROP TRIGGER tiles_no_delete")
        assert ["tiles" in one["detail"] for one in unguarded(connection, "ledger", tree=True)] == [True]
        assert unguarded(connection, "ledger", tree=False) == []
        connection.exec_driver_sql("DROP TRIGGER entries_no_update")
        assert len(unguarded(connection, "ledger", tree=True)) == 2
