"""What `huying doctor` makes of what it saw: good, or to be mended with the next step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from services.cli import secretfile
from services.cli.catalog import NAMES
from services.cli.doctoring import broker, databases, feeds, machine, rules, secretfiles, servers, tree
from services.cli.doctoring.finding import Finding
from services.cli.doctoring.seeing import Seen
from services.cli.environment import Environment
from services.cli.settings import JURISDICTIONS
from services.ledger.tree import keys
from shared.bus.rabbit.looking import Waiting
from shared.bus.rabbit.topology import DEAD
from shared.rules.feeds import Feed

NOW = datetime(2026, 6, 1, 16, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed("12345", "hotline", "12345", "auto", "source", "file", silent_after=6)
IDLE = Waiting(0, 1)


def said(finding: Finding, good: bool, *words: str) -> None:
    assert (finding.good, [word for word in words if word not in finding.said]) == (good, [])


def place(folder: Path) -> Environment:
    """Files of secrets, and servers where nothing listens."""
    nowhere = "postgresql://h_{service}@127.0.0.1:1/h_{service}"
    where = Environment(database=nowhere, bus="amqp://nobody@127.0.0.1:1//", secret=str(folder / "{service}.json"))
    secretfile.make_missing(where.secret_of)
    return replace(where, data=folder / "data")


def heard(last: Mapping[str, datetime]) -> Finding:
    """Of the one feed."""
    (found,) = feeds.silence({"12345": FEED}, last, NOW)
    return found


def test_a_feed_is_silent_only_after_its_own_hours() -> None:
    said(heard({"12345": NOW - 6 * HOUR}), True)
    said(heard({"12345": NOW - 6.1 * HOUR}), False, "6 h ago", "ask the hotline")


def test_a_feed_that_never_delivered_is_not_silent_but_waits_for_its_key() -> None:
    said(heard({}), True, "nothing yet", "feed-keys.json")


def test_a_calendar_is_good_until_a_limit_reaches_a_year_that_is_not_known() -> None:
    files, hailar = rules.files(JURISDICTIONS / "hailar")
    said(files, True, "units")
    assert hailar is not None
    said(rules.calendar(hailar, NOW), True)
    said(rules.calendar(hailar, datetime(2026, 12, 20, tzinfo=UTC)), False, "2027", "calendar.yaml")


def test_a_jurisdiction_s_files_are_held_against_their_form(tmp_path: Path) -> None:
    said(rules.files(tmp_path / "none")[0], False, "is not there")
    (tmp_path / "units.yaml").write_text("nonsense", encoding="utf-8")
    said(rules.files(tmp_path)[0], False, "units.yaml", str(tmp_path))


def test_too_little_room_is_said_with_what_to_do(tmp_path: Path) -> None:
    said(machine.disk(tmp_path / "not" / "yet"), True, str(tmp_path))
    said(machine.disk(tmp_path, free_at_least=2**63), False, "make room")


@pytest.mark.parametrize(
    ("seen", "good"),
    [
        (Seen("intake", asked_at=NOW, clock=NOW + timedelta(seconds=4), newest=NOW), True),
        (Seen("intake", asked_at=NOW, clock=NOW - timedelta(seconds=6)), False),
        (Seen("intake", asked_at=NOW, newest=NOW + timedelta(seconds=6)), False),
    ],
)
def test_our_clock_is_held_against_the_server_s_and_against_the_record(seen: Seen, good: bool) -> None:
    finding = machine.clock(NOW, [seen])
    assert (finding.good, "set the clock" in finding.said) == (good, not good)


@pytest.mark.parametrize(
    ("why", "step"),
    [
        ('FATAL:  password authentication failed for user "h"', "file of secrets"),
        ('FATAL:  database "h" does not exist', "huying init"),
        ("connection refused", "DatabaseAway.md"),
        ("database disk image is malformed", "huying restore"),
    ],
)
def test_what_a_database_refuses_leads_to_a_next_step(why: str, step: str) -> None:
    finding = databases.refused("database intake", OperationalError("", {}, Exception(f"{why}\nmore")))
    said(finding, False, why, step)
    assert "more" not in finding.said


def test_on_servers_the_owner_brings_a_database_to_its_form_and_embedded_the_next_start() -> None:
    lacking, old = Seen("ledger", missing=["leaves"]), Seen("routing", head=3, outdated=["work_orders"])
    said(databases.form(lacking, real=True), False, "leaves", "huying init")
    said(databases.form(old, real=True), False, "work_orders", "huying init")
    said(databases.form(old, real=False), True, "next start")
    said(databases.form(Seen("routing", head=3), real=True), True, "3 entries")


def test_parked_messages_are_counted_where_they_wait() -> None:
    said(databases.parking([Seen("intake"), Seen("routing", parked=2)]), False, "2 parked in routing", "parking list")
    said(databases.parking([Seen("intake")]), True)


def test_a_log_is_behind_when_marked() -> None:
    assert list(databases.behind([Seen("intake", head=3, marked=True), Seen("routing")], {})) == ["intake"]


QUEUES = {"huying.routing.0": "routing", "huying.notify.0": "notify"}


@pytest.mark.parametrize(
    ("found", "good", "word"),
    [
        ({}, True, "2 queues, 0 messages"),
        ({"huying.routing.0": None}, False, "routing are not there"),
        ({"huying.notify.0": Waiting(4, 0)}, False, "notify and nobody takes"),
        ({"huying.notify.0": Waiting(4, 1)}, True, "4 messages"),
        ({"huying.notify.0": Waiting(0, 0)}, True, "0 messages"),
        ({DEAD: Waiting(1, 0)}, False, "1 messages in huying.dead"),
    ],
)
def test_queues_must_be_there_and_emptied(found: Mapping[str, Waiting | None], good: bool, word: str) -> None:
    said(broker.told(QUEUES, {**dict.fromkeys(QUEUES, IDLE), DEAD: Waiting(0, 0), **found}), good, word)


def test_files_of_secrets_must_be_readable_and_of_one_set(tmp_path: Path) -> None:
    where = place(tmp_path)
    said(secretfiles.services(where)[0], True, "6 files", "version 1")
    other = place(tmp_path / "other")
    other.secret_of("notify").replace(where.secret_of("notify"))
    said(secretfiles.services(where)[0], False, "not of one set", "put back")
    where.secret_of("notify").write_text("{")
    finding, there = secretfiles.services(where)
    said(finding, False, "notify.json")
    assert there.keys() == set(NAMES) - {"notify"}


def test_a_rotation_under_way_is_said_with_its_second_step(tmp_path: Path) -> None:
    where = place(tmp_path)
    one, *others = (where.secret_of(name) for name in NAMES)
    two = secretfile.read(one).master.added(bytes(32))
    secretfile.put_master(one, two)
    said(secretfiles.services(where)[0], False, "not all files have the same master key")
    for path in others:
        secretfile.put_master(path, two)
    said(secretfiles.services(where)[0], False, "under way", "--services-restarted")


def test_a_master_key_is_missed_only_where_there_is_something_to_open(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    said(secretfiles.master_file(path, needed=False)[0], True, "first start")
    said(secretfiles.master_file(path, needed=True)[0], False, "put back")
    path.write_text("nonsense")
    path.chmod(0o600)
    said(secretfiles.master_file(path, needed=True)[0], False, "master key file")


def test_a_signing_key_is_missed_only_once_something_was_signed(tmp_path: Path) -> None:
    path = tmp_path / keys.NAME
    said(tree.signing(path, begun=False), True, "first start")
    said(tree.signing(path, begun=True), False, "put back", "huying ledger rotate --origin")
    said(tree.signing(None, begun=True), True, "HUYING_LEDGER_KEY_FILE")
    path.write_text("nonsense")
    said(tree.signing(path, begun=True), False, "put back the copy")
    path.unlink()
    keys.make_missing(path, "hailar.huying.invalid/ledger")
    said(tree.signing(path, begun=True), True, "hailar.huying.invalid/ledger")


def test_where_no_server_answers_each_of_them_is_named(tmp_path: Path) -> None:
    found = {one.check: one for one in servers.examined(place(tmp_path), NOW)}
    bad = {check for check, one in found.items() if not one.good}
    assert bad == {"broker", "vault", *(f"database {name}" for name in NAMES)}
    assert "DatabaseAway.md" in found["database intake"].said
    assert "BrokerDown.md" in found["broker"].said
    assert not (tmp_path / "data").exists()
