"""`huying log verify` over the tree: each change behind everybody's back has a name."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool

from services.ledger.checking.whole import Asked, note_verified_size, verify
from services.ledger.tree import keys, standing
from services.ledger.tree.tables import TABLES
from shared.eventlog import schema
from shared.eventlog.clock import uuid7
from shared.eventlog.codec import id_of
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from tests.integration.ledger.office import NOON, ORIGIN, Office


class Proven:
    """Intake's log of 300 entries, the ledger's copies, and the tree over them in three checkpoints."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.office, self.folder = Office(folder, url=url), folder
        engine = sqlite(folder / "intake.db", poolclass=NullPool)
        schema.metadata.create_all(engine)
        self.log = Log(engine, "/hailar/intake", self.office.clock, lambda *_: None)

    def begin(self) -> None:
        for count in (100, 170, 30):
            self.grow(count)

    def grow(self, count: int) -> None:
        head, units = self.log.head().position, list[Unit]()
        for number in range(head, head + count):
            subject = f"20261124-7K3QX0M2V{number % 40:02}"
            draft = Draft(uuid7(NOON), "appeal.supplemented", NOON, {"number": number}, Actor("asker"))
            units.append(Unit([Append(Address(stream_id(str(number)), subject), 0, [draft])]))
            self.log.submit(units[-1])
        for unit in units:
            unit.done.result()
        said = [Message("intake", e.position, id_of(e.body), e.type, e.subject, e.body) for e in self.log.read(head)]
        self.office.hear_all(said)
        self.office.turn()

    def tamper(self, *statements: str) -> None:
        """Change the ledger's file behind everybody's back, with the triggers off."""
        connection = sqlite3.connect(self.folder / "ledger.db")
        with connection:
            for table in (*schema.KEPT, *(table.name for table in TABLES)):
                for what in ("update", "delete"):
                    connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}")
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def look(self, **asked: Any) -> Mapping[str, Any]:
        own = keys.read(self.folder / keys.NAME).verifiers
        engines = {"intake": self.log.engine, "ledger": self.office.house.engine}
        return verify(engines, "hailar", Asked(**{"own_keys": own, **asked}))

    def codes(self, **asked: Any) -> set[str]:
        """The names of the tree's faults."""
        return {fault["code"] for fault in self.look(**asked)["tree"]["faults"]}

    def stop(self) -> None:
        self.log.stop()
        self.log.engine.dispose()
        self.office.stop()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all this was done once."""
    there = Proven(tmp_path_factory.mktemp("proven"))
    there.begin()
    there.stop()
    return there.folder


@pytest.fixture
def proven(made: Path, tmp_path: Path) -> Iterator[Proven]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    there = Proven(tmp_path)
    there.office.clock.at += timedelta(minutes=1)
    yield there
    there.stop()


def test_on_postgresql_everything_is_in_order(tmp_path: Path, postgres_database: str) -> None:
    there = Proven(tmp_path, postgres_database)
    there.begin()
    verdict = there.look()
    assert (verdict["ok"], verdict["tree"]["leaves"]) == (True, 304)
    there.stop()


def test_what_is_in_order_has_no_fault_and_progress_comes_to_its_end(proven: Proven) -> None:
    steps: list[tuple[int, int]] = []
    own = keys.read(proven.folder / keys.NAME).verifiers
    engines = {"intake": proven.log.engine, "ledger": proven.office.house.engine}
    verdict = verify(engines, "hailar", Asked(own_keys=own), lambda *step: steps.append(step))
    assert verdict["ok"], verdict
    assert verdict["tree"] == {"log": "tree", "leaves": 304, "checkpoints": 3, "checkpoint": 304, "faults": []}
    assert steps[-1][0] == steps[-1][1] == 300 + 4 + 304
    assert [row["entries"] for row in verdict["logs"]] == [300, 4]


ROW = "number = 100"
LAST_SEAL = "position = (SELECT max(position) FROM entries WHERE type = 'ledger.map_sealed')"
CHANGES = {
    "leaf_digest": f"UPDATE leaves SET digest = zeroblob(32) WHERE {ROW}",
    "leaf_unknown": f"UPDATE leaves SET position = 900 WHERE {ROW}",
    "leaf_order": "UPDATE leaves SET position = -position WHERE number IN (20, 21); "
    "UPDATE leaves SET position = 22 WHERE number = 20",
    "leaf_gap": f"DELETE FROM leaves WHERE {ROW}",
    "tile": "UPDATE tiles SET body = zeroblob(8192) WHERE number = 0",
    "tile_missing": "DELETE FROM tiles",
    "tile_beyond": "INSERT INTO tiles VALUES (0, 9, zeroblob(8192))",
    "checkpoint_missing": "DELETE FROM checkpoints WHERE size < 300",
    "checkpoint_signature": "UPDATE checkpoints SET body = CAST(replace(CAST(body AS TEXT), 'hailar', 'nobody') AS BLOB)",
    "checkpoint_malformed": "UPDATE checkpoints SET body = x'00' WHERE size = 304",
    "checkpoint_size": "UPDATE checkpoints SET size = 303 WHERE size = 304",
    "checkpoint_beyond": "DELETE FROM leaves WHERE number > 290",
    "map_nodes": "UPDATE map_nodes SET body = zeroblob(65) WHERE prefix = ''",
    "map_seal": f"UPDATE entries SET body = x'00' WHERE {LAST_SEAL}",
    "cosignature": "INSERT INTO cosignatures VALUES (304, 'w', '\u2014 w AAAA', '2026-11-24 04:00:00.000000')",
}


@pytest.mark.parametrize("code", CHANGES)
def test_each_change_of_the_tree_is_named(proven: Proven, code: str) -> None:
    proven.tamper(*CHANGES[code].split("; "))
    assert code in proven.codes()
    assert not proven.look()["ok"]


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("map_seal", f"UPDATE entries SET body = 'text' WHERE {LAST_SEAL}"),
        (
            "map_seal",
            f'UPDATE entries SET body = CAST(\'{{"data":{{"root":"zz","size":1}}}}\' AS BLOB) WHERE {LAST_SEAL}',
        ),
        ("leaf_order", f"UPDATE leaves SET position = 'text' WHERE {ROW}"),
        ("leaf_order", f"UPDATE leaves SET position = 1.5 WHERE {ROW}"),
        ("map_nodes", "UPDATE map_nodes SET body = 999999999999999999 WHERE prefix = ''"),
        ("map_nodes", "UPDATE map_nodes SET body = 'text' WHERE prefix = ''"),
        ("cosignature", "INSERT INTO cosignatures VALUES (304, 'w', x'00ff', '2026-11-24 04:00:00.000000')"),
    ],
)
def test_nothing_that_can_be_put_into_a_column_keeps_the_rest_from_being_looked_at(
    proven: Proven, code: str, statement: str
) -> None:
    proven.tamper(statement, "UPDATE leaves SET digest = zeroblob(32) WHERE number = 200")
    faults = proven.look()["tree"]["faults"]
    assert code in {fault["code"] for fault in faults}
    assert any(fault["code"] == "leaf_digest" and fault["position"] == 200 for fault in faults)


def test_a_changed_entry_with_a_hash_to_match_is_found_by_its_leaf(proven: Proven) -> None:
    with proven.office.house.engine.connect() as connection:
        body = bytes(connection.exec_driver_sql("SELECT body FROM inbox WHERE position = 50").scalar_one())
    forged = body.replace(b'"number":49', b'"number":48')
    digest = sha256(forged).hexdigest()
    proven.tamper(f"UPDATE inbox SET body = x'{forged.hex()}', hash = x'{digest}' WHERE position = 50")
    assert "leaf_digest" in proven.codes()


def test_an_entry_that_only_the_ledger_lost_comes_again_by_the_command_that_is_named(proven: Proven) -> None:
    proven.tamper("DELETE FROM inbox WHERE source = 'intake' AND position IN (50, 300)")
    named = [one for one in proven.look()["tree"]["faults"] if one["code"] == "leaf_unknown"]
    assert [one["detail"].partition(": ")[2] for one in named] == [
        "huying relay resend intake --from 49",
        "huying relay resend intake --from 299",
    ]
    said = [Message("intake", e.position, id_of(e.body), e.type, e.subject, e.body) for e in proven.log.read(49)]
    proven.office.hear_all([one for one in said if one.position in (50, 300)])
    verdict = proven.look()
    assert [one["faults"] for one in (*verdict["logs"], *verdict["ledger"], verdict["tree"])] == [[]] * 5


def test_a_leaf_of_zeros_in_place_of_a_lost_entry_is_named_all_the_same(proven: Proven) -> None:
    proven.tamper(
        "DELETE FROM inbox WHERE source = 'intake' AND position = 50",
        "UPDATE leaves SET digest = zeroblob(32) WHERE source = '/hailar/intake' AND position = 50",
    )
    assert "leaf_unknown" in proven.codes()


def test_a_tree_that_was_rewritten_whole_does_not_meet_its_checkpoints(proven: Proven) -> None:
    """Entry, copy, leaf and tile changed together: what was signed remains."""
    with proven.office.house.engine.connect() as connection:
        body = bytes(connection.exec_driver_sql("SELECT body FROM inbox WHERE position = 299").scalar_one())
    forged = body.replace(b'"number":298', b'"number":297')
    digest = sha256(forged).hexdigest()
    proven.tamper(
        f"UPDATE inbox SET body = x'{forged.hex()}', hash = x'{digest}' WHERE position = 299",
        f"UPDATE leaves SET digest = x'{digest}' WHERE source = '/hailar/intake' AND position = 299",
    )
    assert proven.codes() == {"checkpoint_root", "map_root"}


def test_a_subject_changed_in_a_copy_s_column_is_named(proven: Proven) -> None:
    proven.tamper("UPDATE inbox SET subject = 'elsewhere' WHERE position = 50")
    verdict = proven.look()
    assert [fault["code"] for fault in verdict["ledger"][0]["faults"]] == ["copy_column"]
    assert {fault["code"] for fault in verdict["tree"]["faults"]} == {"map_root"}


def test_another_key_given_from_outside_finds_no_signature_of_its_own(proven: Proven) -> None:
    assert proven.codes(keys=[keys.new_key(ORIGIN).public]) == {"checkpoint_signature"}


def test_a_key_file_that_did_not_sign_the_newest_checkpoint_is_named(proven: Proven) -> None:
    assert proven.codes(own_keys=[keys.new_key(ORIGIN).public]) == {"checkpoint_key"}


def test_a_tree_cut_back_with_its_checkpoints_is_found_by_a_kept_one(proven: Proven) -> None:
    note = (proven.folder / standing.KEPT).read_bytes()
    proven.tamper("DELETE FROM leaves WHERE number > 272", "DELETE FROM checkpoints WHERE size > 273")
    assert "kept_beyond" in proven.codes(notes={"mine": note})


def test_a_kept_checkpoint_of_another_tree_is_found(proven: Proven) -> None:
    other = keys.read(proven.folder / keys.NAME).checkpoint(304, bytes(32))
    assert proven.codes(notes={"mine": other}) == {"kept_root"}
    assert proven.codes(notes={"mine": b"no note"}) == {"kept_malformed"}


def test_an_incremental_look_finds_what_came_since_and_a_full_one_the_rest(proven: Proven) -> None:
    with proven.office.house.engine.begin() as connection:
        note_verified_size(connection, 304)
    proven.grow(20)
    verdict = proven.look(incremental=True)
    assert verdict["ok"], verdict
    assert (verdict["logs"][0]["entries"], verdict["tree"]["checkpoints"]) == (20, 2)
    proven.tamper("UPDATE inbox SET subject = 'elsewhere' WHERE position IN (50, 310)")
    places = [fault["position"] for fault in proven.look(incremental=True)["ledger"][0]["faults"]]
    assert places == [310]
    assert [fault["position"] for fault in proven.look()["ledger"][0]["faults"]] == [50, 310]


def test_an_incremental_look_trusts_no_edge_that_its_checkpoint_does_not_name(proven: Proven) -> None:
    with proven.office.house.engine.begin() as connection:
        note_verified_size(connection, 304)
    proven.tamper("UPDATE leaves SET digest = zeroblob(32) WHERE number = 300")
    proven.grow(1)
    assert "checkpoint_root" in proven.codes(incremental=True)


def test_of_one_service_only_its_log_is_looked_at(proven: Proven) -> None:
    verdict = proven.look(services=("intake",))
    assert ([row["log"] for row in verdict["logs"]], verdict["tree"]) == (["intake"], None)


def test_a_service_that_there_is_not_is_no_answer(proven: Proven) -> None:
    with pytest.raises(ValueError, match="there is no service moon"):
        proven.look(services=("moon",))
