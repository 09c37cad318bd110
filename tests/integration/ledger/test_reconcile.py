"""Verifying finds what was changed in a service's log, in the ledger's copy, or cut off."""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from services.ledger.checking.whole import Asked, verify
from shared.eventlog import schema
from shared.eventlog.clock import uuid7
from shared.eventlog.codec import id_of
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Message
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id
from tests.integration.ledger.office import NOON, Office

COUNT = 6


class Both:
    """Intake's own log of six entries, and the ledger's copies of the first five."""

    def __init__(self, office: Office) -> None:
        self.office, self.folder = office, office.folder
        engine = sqlite(self.folder / "intake.db")
        schema.metadata.create_all(engine)
        self.log = Log(engine, "/hailar/intake", office.clock, lambda *_: None)
        for number in range(COUNT):
            draft = Draft(uuid7(NOON), "appeal.supplemented", NOON, {"number": number}, Actor("asker"))
            self.log.append(Append(Address(stream_id("a"), "20261124-7K3QX0M2VBP"), number, [draft]))
        said = [Message("intake", e.position, id_of(e.body), e.type, e.subject, e.body) for e in self.log.read()]
        office.hear(*said[:-1])

    def tamper(self, database: str, statement: str) -> None:
        """Change the file behind everybody's back, with the triggers off."""
        table = "inbox" if database == "ledger" else "entries"
        connection = sqlite3.connect(self.folder / f"{database}.db")
        with connection:
            for what in ("update", "delete"):
                connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}")
            connection.execute(statement)
        connection.close()

    def copy(self) -> dict[str, Any]:
        """What is told of the ledger's copy of intake's log."""
        engines = {"intake": self.log.engine, "ledger": self.office.house.engine}
        [row] = verify(engines, "hailar", Asked(services=("intake",)))["ledger"]
        return dict(row)

    def faults(self) -> list[tuple[int, str]]:
        row = self.copy()
        return [(fault["position"], fault["code"]) for fault in row["faults"]]


@pytest.fixture
def both(office: Office) -> Iterator[Both]:
    there = Both(office)
    yield there
    there.log.stop()
    there.log.engine.dispose()


def byte(table: str, position: int) -> str:
    """One byte of a stored body changed: a digit of the number in its data."""
    body = "CAST(replace(CAST(body AS TEXT), '\"number\":', '\"numbar\":') AS BLOB)"
    return f"UPDATE {table} SET body = {body} WHERE position = {position}"


def test_what_agrees_has_no_fault_and_what_has_not_arrived_is_none(both: Both) -> None:
    assert both.copy() == {"log": "intake", "kept": 5, "not_yet_received": 1, "faults": []}


def test_a_byte_changed_in_the_service_s_log_is_named(both: Both) -> None:
    both.tamper("intake", byte("entries", 3))
    assert both.faults() == [(3, "differs")]


def test_a_byte_changed_in_the_ledger_s_copy_is_named(both: Both) -> None:
    both.tamper("ledger", byte("inbox", 3))
    assert both.faults() == [(3, "copy_hash"), (3, "differs"), (4, "copy_chain")]


def test_a_log_cut_off_at_its_end_is_shorter_than_its_copy(both: Both) -> None:
    both.tamper("intake", "DELETE FROM entries WHERE position >= 4")
    assert both.faults() == [(4, "log_short"), (5, "log_short")]


def test_an_entry_taken_out_of_the_log_s_middle_is_missed_and_the_rest_still_compared(both: Both) -> None:
    both.tamper("intake", "DELETE FROM entries WHERE position = 2")
    both.tamper("intake", byte("entries", 4))
    assert both.faults() == [(2, "log_short"), (4, "differs")]


def test_a_copy_taken_out_is_a_gap_and_the_rest_still_compared(both: Both) -> None:
    both.tamper("ledger", "DELETE FROM inbox WHERE position = 2")
    both.tamper("intake", byte("entries", 4))
    assert both.faults() == [(2, "copy_gap"), (3, "copy_chain"), (4, "differs")]


def test_a_copy_that_is_no_entry_any_more_is_named_even_with_a_hash_to_match(both: Both) -> None:
    noise = b"\xff\xfe"
    digest = sha256(noise).hexdigest()
    both.tamper("ledger", f"UPDATE inbox SET body = X'{noise.hex()}', hash = X'{digest}' WHERE position = 3")
    assert both.faults() == [(3, "copy_body"), (3, "differs"), (4, "copy_chain")]
