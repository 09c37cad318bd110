"""The sequencer: what is kept becomes leaves in order, sealed and signed, at most once a second, all or nothing."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select

from services.cli.backups.into_folder import mark
from services.ledger.domain.seal import SEALED
from services.ledger.tree import keys, sequencer, standing
from services.ledger.tree.nodes import leaves_of, size_of
from services.ledger.tree.proving import (
    MapMoved,
    Stored,
    checkpoint,
    checkpoint_of,
    consistency_path,
    inclusion_path,
    leaf_number,
    map_proof,
    seal_before,
)
from services.ledger.tree.sequencer import Sequencer, sequencer_of
from services.ledger.tree.tables import checkpoints, leaves, tiles
from services.ledger.tree.writing import Moved
from shared.eventlog.fact import fact_of
from shared.eventlog.unit import Conflict
from shared.proof import casemap
from shared.proof.checkpoint import Checkpoint, open_checkpoint
from shared.proof.tree import leaf_hash, verify_consistency, verify_inclusion
from tests.integration.ledger.office import ACCEPTED, OPENED, Office

CASE = "20261124-7K3QX0M2VBP"


def say(office: Office, service: str, count: int = 1, subject: str = CASE) -> None:
    for _ in range(count):
        office.hear(office.books[service].say(subject, "appeal.supplemented", {"number": 1}))


def taken(office: Office) -> list[tuple[str, int]]:
    """The leaves there are, by log and position."""
    with office.house.engine.connect() as connection:
        rows = connection.execute(select(leaves.c.source, leaves.c.position).order_by(leaves.c.number))
        return [(source.rpartition("/")[2], position) for source, position in rows]


def opened(office: Office, stored: Stored | None) -> Checkpoint:
    """The checkpoint, its signature checked with the key file's keys."""
    assert stored is not None
    verifiers = keys.read(office.folder / keys.NAME).verifiers
    return open_checkpoint(stored.note, verifiers)[0]


def asked(office: Office, question: Callable[[Connection], object]) -> object:
    with office.house.engine.connect() as connection:
        return question(connection)


def test_leaves_come_log_by_log_by_name_and_position_with_the_seal_last(either: Office) -> None:
    say(either, "routing", 2)
    say(either, "intake", 2)
    assert either.turn() == 6
    own = [("ledger", 1)]  # which key signs was said before
    assert taken(either) == [("intake", 1), ("intake", 2), *own, ("routing", 1), ("routing", 2), ("ledger", 2)]
    assert [fact_of(entry.body).type for entry in either.house.log.read()] == ["ledger.key_adopted", SEALED]


def test_a_leaf_names_log_position_and_hash_and_nothing_else(either: Office) -> None:
    say(either, "intake")
    either.turn()
    body = either.books["intake"].messages[0].body
    [leaf] = [one for one in asked(either, lambda c: leaves_of(c, 0, 9)) if one.source == "/hailar/intake"]  # type: ignore[attr-defined]
    text = f'{{"log":"/hailar/intake","position":1,"sha-256":"{sha256(body).hexdigest()}"}}'
    assert (leaf.text, leaf.hash) == (text.encode(), leaf_hash(text.encode()))


def test_without_news_nothing_happens_and_a_seal_alone_is_no_news(either: Office) -> None:
    say(either, "intake")
    assert either.turn() > 0
    head = either.house.log.head()
    assert either.turn() == 0
    assert either.house.log.head() == head


def test_a_checkpoint_is_made_at_most_once_a_second(either: Office) -> None:
    say(either, "intake")
    either.turn()
    say(either, "intake")
    turn = sequencer_of(either.house).turn()
    assert (turn.taken, turn.more) == (0, True)
    assert either.turn() == 2


def test_a_clock_set_back_holds_nothing_up(either: Office) -> None:
    say(either, "intake")
    either.turn()
    either.clock.at -= timedelta(days=1)
    say(either, "intake")
    assert either.turn() == 2


def test_what_waits_behind_a_gap_is_not_in_the_tree_until_the_gap_is_closed(either: Office) -> None:
    say(either, "intake", 2)
    with either.house.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO inbox (source, position, id, type, subject, body, hash, seen_at) "
            "SELECT source, 4, id, type, subject, body, hash, seen_at FROM inbox WHERE position = 2"
        )
    either.turn()
    assert [place for place in taken(either) if place[0] == "intake"] == [("intake", 1), ("intake", 2)]


def test_a_backlog_is_taken_in_bounded_turns(either: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "MOST", 10)
    say(either, "intake", 25)
    took = []
    while count := either.turn():
        took.append(count)
    assert took == [11, 11, 7]
    assert len(taken(either)) == 25 + 1 + 3


def test_every_leaf_is_proven_in_every_checkpoint_and_each_checkpoint_extends_those_before(either: Office) -> None:
    made = []
    for count in (1, 2, 5):
        say(either, "intake", count)
        either.turn()
        made.append(opened(either, asked(either, checkpoint)))  # type: ignore[arg-type]
    with either.house.engine.connect() as connection:
        for one in made:
            assert checkpoint_of(connection, one.size) is not None
            for number, leaf in enumerate(leaves_of(connection, 0, one.size)):
                verify_inclusion(number, one.size, leaf.hash, inclusion_path(connection, number, one.size), one.root)
        for old, new in pairwise(made):
            path = consistency_path(connection, old.size, new.size)
            verify_consistency(old.size, new.size, old.root, new.root, path)
        assert leaf_number(connection, "/hailar/intake", 8) == made[-1].size - 2
        assert leaf_number(connection, "/hailar/intake", 9) is None
        assert checkpoint(connection, made[-1].size + 1) is None


def test_the_sealed_map_holds_the_chain_of_each_subject_over_all_leaves_before_the_seal(either: Office) -> None:
    first, second = either.case(1, ACCEPTED, OPENED), either.case(2, ACCEPTED)
    either.turn()
    say(either, "routing", 3, first)
    either.turn()
    with either.house.engine.connect() as connection:
        size = size_of(connection)
        sealed = seal_before(connection, size)
        assert sealed is not None
        assert (sealed.number, sealed.covered) == (size - 1, size - 1)
        meant: dict[str, casemap.Value] = {}
        for number, leaf in enumerate(leaves_of(connection, 0, sealed.covered)):
            subject = subject_of(either, leaf.source, leaf.position)
            meant[subject] = casemap.extended(meant.get(subject), number, leaf.hash)
        assert (meant[first].count, meant[second].count) == (6, 2)
        for subject, value in meant.items():
            found, siblings = map_proof(connection, subject, sealed)
            assert found == casemap.encode(value)
            assert casemap.verify(sealed.root, casemap.key_of(subject), found, siblings)
        found, siblings = map_proof(connection, "20261124-NOBODY", sealed)
        assert found is None
        assert casemap.verify(sealed.root, casemap.key_of("20261124-NOBODY"), None, siblings)


def subject_of(office: Office, source: str, position: int) -> str:
    if source.endswith("/ledger"):
        return office.house.log.tail(position - 1, 1)[0].subject
    return office.books[source.rpartition("/")[2]].messages[position - 1].subject


def test_a_proof_of_a_map_that_has_moved_on_is_refused(either: Office) -> None:
    say(either, "intake")
    either.turn()
    old = asked(either, lambda c: seal_before(c, size_of(c)))
    say(either, "intake")
    either.turn()
    with either.house.engine.connect() as connection, pytest.raises(MapMoved):
        map_proof(connection, CASE, old)  # type: ignore[arg-type]


def test_of_two_sequencers_on_one_database_the_second_takes_nothing_twice(either: Office) -> None:
    say(either, "intake", 3)
    first, second = Sequencer(either.house), Sequencer(either.house)
    plans = [first._plan(), second._plan()]
    assert either.turn() > 0
    signing = keys.read(either.folder / keys.NAME)
    for one, plan in zip((first, second), plans, strict=True):
        with pytest.raises((Moved, Conflict)):
            one._commit(plan, signing)  # type: ignore[arg-type]
    assert len(taken(either)) == len(set(taken(either)))


def test_what_the_ledger_says_while_a_turn_is_worked_out_makes_it_begin_anew(either: Office) -> None:
    say(either, "intake")
    either.turn()
    say(either, "intake")
    either.clock.at += timedelta(seconds=1)
    mine = sequencer_of(either.house)
    plan = mine._plan()
    forged = either.books["routing"].say(CASE, "appeal.supplemented", {"number": 1})
    with pytest.raises(Exception):  # noqa: B017, PT011 - a gap: the ledger says an alarm
        either.hear(either.books["routing"].say(CASE, "appeal.supplemented", {"number": 2}))
    with pytest.raises(Moved):
        mine._commit(plan, keys.read(either.folder / keys.NAME))  # type: ignore[arg-type]
    either.hear(forged)
    assert either.turn() > 0
    own = [position for service, position in taken(either) if service == "ledger"]
    assert own == list(range(1, len(own) + 1))


def test_the_tree_s_rows_are_never_changed(either: Office) -> None:
    say(either, "intake")
    either.turn()
    for table in (leaves, checkpoints):
        for deed in (f"UPDATE {table.name} SET {table.columns.keys()[0]} = 99", f"DELETE FROM {table.name}"):
            with pytest.raises(Exception, match="append-only"), either.house.engine.begin() as connection:
                connection.exec_driver_sql(deed)


def test_after_a_restart_it_goes_on_where_it_was(office: Office) -> None:
    say(office, "intake", 3)
    office.turn()
    before = opened(office, asked(office, checkpoint))  # type: ignore[arg-type]
    office.stop()
    again = Office(office.folder)
    again.books = office.books
    again.clock.at = office.clock.at
    say(again, "intake", 2)
    assert again.turn() == 3
    now = opened(again, asked(again, checkpoint))  # type: ignore[arg-type]
    with again.house.engine.connect() as connection:
        path = consistency_path(connection, before.size, now.size)
    verify_consistency(before.size, now.size, before.root, now.root, path)
    again.stop()


def test_a_tile_is_stored_when_it_is_full(either: Office) -> None:
    say(either, "intake", 300)
    either.turn()
    with either.house.engine.connect() as connection:
        [row] = connection.execute(select(tiles)).all()
        assert (row.level, row.number, len(row.body)) == (0, 0, 8192)
        assert bytes(row.body) == b"".join(leaf.hash for leaf in leaves_of(connection, 0, 256))


def test_no_key_no_checkpoint_and_nothing_is_lost(office: Office) -> None:
    path = office.folder / keys.NAME
    kept = path.read_text()
    path.unlink()
    say(office, "intake")
    assert office.turn() == 0
    path.write_text(kept)
    assert office.turn() > 0


def test_several_keys_sign_and_each_change_is_said(office: Office) -> None:
    path = office.folder / keys.NAME
    [old] = keys.read(path).keys
    say(office, "intake")
    office.turn()
    keys.put(path, [old, keys.new_key(old.name)])
    say(office, "intake")
    office.turn()
    new = keys.read(path).keys[1]
    stored = asked(office, checkpoint)
    for key in (old, new):
        open_checkpoint(stored.note, [key.public])  # type: ignore[attr-defined]
    keys.put(path, [new])
    say(office, "intake")
    office.turn()
    said = [fact_of(entry.body) for entry in office.house.log.read() if entry.type == "ledger.key_adopted"]
    told = [(fact.data["verifier"], fact.data["retired"]) for fact in said]
    assert told == [(old.public.text(), []), (new.public.text(), []), (new.public.text(), [old.public.text()])]


def test_a_smaller_tree_than_a_kept_checkpoint_is_never_signed(office: Office, tmp_path_factory: object) -> None:
    say(office, "intake", 3)
    office.turn()
    kept = (office.folder / standing.KEPT).read_bytes()
    fresh = tmp_path_factory.mktemp("restored")  # type: ignore[attr-defined]
    (fresh / keys.NAME).write_text((office.folder / keys.NAME).read_text())
    (fresh / standing.KEPT).write_bytes(kept)
    there = Office(fresh)
    say(there, "intake", 1)
    assert there.turn() == 0
    assert taken(there) == []
    keys.put(fresh / keys.NAME, [keys.new_key("hailar.huying.invalid/ledger-2")])
    assert there.turn() > 0
    there.stop()


def test_a_restored_ledger_signs_nothing_before_a_person_has_said_how_it_goes_on(office: Office) -> None:
    say(office, "intake")
    mark(office.folder / "ledger.db", standing.RESTORED)
    assert office.turn() == 0
    office.house.log.chore(standing.resume)
    assert office.turn() > 0


def test_a_witness_who_knows_more_stops_the_signing(office: Office) -> None:
    say(office, "intake")
    office.turn()
    standing.note_witnessed(office.house, 4_000)
    say(office, "intake")
    assert office.turn() == 0


def test_under_a_new_name_a_restored_tree_goes_on(office: Office) -> None:
    say(office, "intake")
    office.turn()
    mark(office.folder / "ledger.db", standing.RESTORED)
    keys.put(office.folder / keys.NAME, [keys.new_key("hailar.huying.invalid/ledger-2")])
    for _ in range(2):
        say(office, "intake")
        assert office.turn() > 0


def test_a_tree_never_takes_up_a_name_that_it_had_before(office: Office) -> None:
    say(office, "intake")
    office.turn()
    first = keys.read(office.folder / keys.NAME).keys
    mark(office.folder / "ledger.db", standing.RESTORED)
    keys.put(office.folder / keys.NAME, [keys.new_key("hailar.huying.invalid/ledger-2")])
    say(office, "intake")
    assert office.turn() > 0
    size = len(taken(office))
    keys.put(office.folder / keys.NAME, first)
    say(office, "intake")
    assert office.turn() == 0
    assert office.turn() == 0
    assert len(taken(office)) == size


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM map_nodes",
        "DELETE FROM map_nodes WHERE length(prefix) = 1",
        "UPDATE map_nodes SET body = x'' WHERE prefix = ''",
        "UPDATE map_nodes SET body = 999999999999999999 WHERE prefix = ''",
        "UPDATE map_nodes SET body = x'01' || zeroblob(64) WHERE prefix <> ''",
        "UPDATE map_nodes SET body = 'text' WHERE prefix <> ''",
    ],
)
def test_a_map_that_was_changed_is_made_anew_before_anything_is_sealed(office: Office, change: str) -> None:
    say(office, "intake", 3)
    office.turn()
    with office.house.engine.begin() as connection:
        connection.exec_driver_sql(change)
    again = Sequencer(office.house)
    say(office, "intake")
    office.clock.at += timedelta(seconds=1)
    assert again.turn().taken == 2
    sealed = asked(office, lambda c: seal_before(c, size_of(c)))
    with office.house.engine.connect() as connection:
        found, _ = map_proof(connection, CASE, sealed)  # type: ignore[arg-type]
    assert found is not None
    assert casemap.decode(found).count == 4
