"""Verifying finds what was tampered with, and names the position; on both databases, with the triggers off."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Row, text

from shared.eventlog import schema
from shared.eventlog.clock import now, uuid7
from shared.eventlog.codec import canonical, decode
from shared.eventlog.engine import open_engine
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append
from shared.eventlog.verify import Verdict, verify, verify_entries
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

LENGTH = 9
PLACES = [1, 5, LENGTH]


@pytest.fixture
def engine(shared_url: str) -> Iterator[Engine]:
    engine = open_engine(shared_url)
    schema.metadata.create_all(engine)
    yield engine
    schema.metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def log(engine: Engine) -> Iterator[Log]:
    """Nine entries of three streams, and nobody hinders a tamperer any more."""
    log = Log(engine, "/hailar/test", now, lambda _connection, _done: None)
    for n in range(LENGTH):
        address = Address(stream_id(str(n % 3)), f"case/{n % 3}")
        log.append(Append(address, n // 3, [Draft(uuid7(now()), "said", now(), {"n": n, "text": "原文"}, Actor("w"))]))
    assert verify(log) == Verdict("/hailar/test", LENGTH, log.tail(LENGTH - 1)[0].hash.hex(), ())
    without_triggers(engine)
    yield log
    log.stop()


def without_triggers(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE entries DISABLE TRIGGER ALL"))
        else:
            for what in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER entries_no_{what}"))


def found(log: Log) -> set[tuple[int, str]]:
    return {(fault.position, fault.code) for fault in verify(log).faults}


def change(engine: Engine, statement: str, **values: Any) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount == 1


def row(connection: Connection, position: int) -> Row[Any]:
    return connection.execute(schema.entries.select().where(schema.entries.c.position == position)).one()


def broken_from(position: int, *codes: str) -> set[tuple[int, str]]:
    """These codes at the position, and a broken chain at the one after, if there is one."""
    return {(position, code) for code in codes} | ({(position + 1, "chain")} if position < LENGTH else set())


@pytest.mark.parametrize("position", PLACES)
def test_one_changed_byte_is_named_by_its_position(log: Log, engine: Engine, position: int) -> None:
    with engine.connect() as connection:
        body = bytearray(row(connection, position).body)
    body[body.index("原".encode())] ^= 1
    change(engine, "UPDATE entries SET body = :body WHERE position = :at", body=bytes(body), at=position)
    assert (position, "hash") in found(log)
    assert {at for at, _ in found(log)} <= {position, position + 1}


@pytest.mark.parametrize("position", PLACES)
def test_changed_words_with_a_fitting_hash_break_the_chain_after_them(log: Log, engine: Engine, position: int) -> None:
    with engine.connect() as connection:
        said = decode(row(connection, position).body)
    body = canonical({**said, "data": {**said["data"], "text": "改过"}})
    change(
        engine,
        "UPDATE entries SET body = :body, hash = :hash WHERE position = :at",
        body=body,
        hash=hashlib.sha256(body).digest(),
        at=position,
    )
    assert found(log) == broken_from(position)


def test_a_text_in_place_of_the_bytes_does_not_stop_the_verifying(log: Log, engine: Engine) -> None:
    binary = engine.dialect.name == "postgresql"
    body = "convert_to(replace(convert_from(body, 'UTF8'), '原文', '改过'), 'UTF8')" if binary else (
        "replace(CAST(body AS TEXT), '原文', '改过')"
    )  # fmt: skip
    change(engine, f"UPDATE entries SET body = {body} WHERE position = 4")
    assert found(log) == broken_from(4, "hash")


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"1", b"[]", b"[" * 50_000])
def test_what_is_no_entry_any_more_is_said_so(log: Log, engine: Engine, body: bytes) -> None:
    change(engine, "UPDATE entries SET body = :body WHERE position = 4", body=body)
    assert found(log) == broken_from(4, "hash", "body")


@pytest.mark.parametrize("position", [1, 5])
def test_a_deleted_entry_is_a_gap_and_a_broken_chain(log: Log, engine: Engine, position: int) -> None:
    change(engine, "DELETE FROM entries WHERE position = :at", at=position)
    assert found(log) == {(position, "gap"), (position + 1, "chain")}


def test_several_deleted_in_a_row_are_one_gap(log: Log, engine: Engine) -> None:
    for position in (4, 5, 6):
        change(engine, "DELETE FROM entries WHERE position = :at", at=position)
    (gap,) = [fault for fault in verify(log).faults if fault.code == "gap"]
    assert (gap.position, "4 to 6" in gap.detail) == (4, True)


def move(engine: Engine, *moves: tuple[int, int]) -> None:
    with engine.begin() as connection:
        for source, target in moves:
            connection.execute(
                text("UPDATE entries SET position = :target WHERE position = :source"),
                {"source": source, "target": target},
            )


def test_two_swapped_entries_are_both_named(log: Log, engine: Engine) -> None:
    move(engine, (4, 100), (5, 4), (100, 5))
    assert found(log) == {(4, "column"), (4, "chain"), (5, "column"), (5, "chain"), (6, "chain")}


def test_a_deletion_hidden_by_moving_the_rest_up_is_found(log: Log, engine: Engine) -> None:
    change(engine, "DELETE FROM entries WHERE position = 5")
    move(engine, *[(position, position - 1) for position in range(6, LENGTH + 1)])
    assert {(5, "column"), (5, "chain")} <= found(log)
    assert min(found(log))[0] == 5


def test_an_inserted_entry_is_found_even_with_a_fitting_chain_before_it(log: Log, engine: Engine) -> None:
    move(engine, *[(position, position + 1) for position in range(LENGTH, 4, -1)])
    with engine.begin() as connection:
        before = row(connection, 4)
        said = decode(before.body)
        forged = canonical(
            {**said, "sequence": f"{5:020}", "prevhash": before.hash.hex(), "streamversion": 99, "data": {"n": 0}}
        )
        values = before._asdict() | {
            "position": 5,
            "version": 99,
            "body": forged,
            "hash": hashlib.sha256(forged).digest(),
        }
        connection.execute(schema.entries.insert(), values)
    assert {(6, "chain"), (6, "column")} <= found(log)
    assert min(found(log))[0] == 6


COLUMNS = [
    ("type", "'other'"),
    ("subject", "'case/other'"),
    ("stream", "'other'"),
    ("version", "77"),
    ("partition", "(partition + 1) % 8"),
    ("recorded_at", "'2020-01-01 00:00:00.000000'"),
]


@pytest.mark.parametrize(("column", "value"), COLUMNS)
def test_a_column_that_does_not_say_what_the_body_says_is_named(
    log: Log, engine: Engine, column: str, value: str
) -> None:
    change(engine, f"UPDATE entries SET {column} = {value} WHERE position = 4")
    faults = verify(log).faults
    assert {(fault.position, fault.code) for fault in faults} == {(4, "column")}
    names = {"stream": "streamid", "version": "streamversion", "recorded_at": "recordedtime"}
    assert any(names.get(column, column) in fault.detail for fault in faults)


@pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True)  # PostgreSQL keeps no value of another type
@pytest.mark.parametrize("column", ["recorded_at", "version", "partition", "subject", "hash"])
def test_values_of_another_type_are_named_and_stop_nothing(log: Log, engine: Engine, column: str) -> None:
    change(engine, f"UPDATE entries SET {column} = 'junk' WHERE position = 4")
    assert {at for at, _ in found(log)} == {4}


def test_a_log_of_another_service_is_not_taken_for_ours(log: Log) -> None:
    verdict = verify_entries("/hailar/other", log.read())
    assert [(fault.position, fault.code) for fault in verdict.faults] == [(n, "column") for n in range(1, LENGTH + 1)]


def test_what_was_cut_off_at_the_end_shows_in_the_head(log: Log, engine: Engine) -> None:
    before = verify(log)
    change(engine, "DELETE FROM entries WHERE position = :at", at=LENGTH)
    after = verify(log)
    assert after.faults == ()
    assert (after.entries, after.head != before.head) == (LENGTH - 1, True)


def test_an_empty_log_is_in_order(engine: Engine) -> None:
    log = Log(engine, "/hailar/test", now, lambda _connection, _done: None)
    assert verify(log) == Verdict("/hailar/test", 0, "0" * 64, ())
    log.stop()
