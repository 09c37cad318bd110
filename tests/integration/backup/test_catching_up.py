"""A service whose log is behind the ledger's copy of it appends nothing until it has every byte again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.cli import embedded
from services.cli.backups.into_folder import put_back
from services.cli.installation import Installation
from services.cli.settings import existing
from shared.eventlog.unit import BehindLedger
from tests.integration.acceptance.invented import orders
from tests.integration.backup.conftest import Story
from tests.integration.backup.folder import Folder

ORDER = {"source_no": "NEW1", "text": "供热温度不够，室内只有十五度。"}


@contextmanager
def built(folder: Folder) -> Iterator[Installation]:
    """All houses, nothing at work."""
    installation = embedded.build(folder.path, existing(folder.path))
    yield installation
    installation.close_wire()
    for house in installation.houses.values():
        house.stop()


def asked(installation: Installation, path: str, **more: Any) -> Response:
    request = Request(EnvironBuilder(path=path, **more).get_environ())
    return installation.houses[path.split("/")[1]].site.respond(request)


def last_heard(folder: Folder) -> int:
    """The last position of routing that another service than the ledger heard."""
    asked = "SELECT max(position) FROM inbox WHERE source = 'routing'"
    return int(max(folder.rows(name, asked)[0][0] for name in ("intake", "supervision", "notify")))


def test_a_restored_service_refuses_with_a_code_until_it_has_caught_up(told: Story, later: Folder) -> None:
    logs = {name: later.log(name) for name in ("intake", "routing", "notify")}
    lists, inbox = later.lists(), later.rows("routing", "SELECT source, position FROM inbox ORDER BY 1, 2")
    later.remove("intake", "routing")
    put_back(told.backup, later.path, ["intake", "routing"])  # killed before it caught up
    assert len(later.log("intake")) < len(logs["intake"])

    with built(later) as installation:
        key = {"X-Api-Key": installation.feed_keys["12345"]}
        pushed = asked(installation, "/intake/api/v1/feeds/12345/orders", method="POST", json=ORDER, headers=key)
        assert (pushed.status_code, pushed.get_json()["code"]) == (503, "service.behind_ledger")
        ready = asked(installation, "/intake/readyz")
        assert (ready.status_code, ready.get_json()["checks"]["caught_up"]) == (503, False)
        assert "huying catch-up" in ready.get_json()["why"]
        assert asked(installation, "/notify/readyz").get_json()["checks"]["caught_up"] is True

    doctor = {one["check"]: one for one in later.ask("doctor", code=1)}
    assert (doctor["ledger"]["good"], "intake, routing" in doctor["ledger"]["said"]) == (False, True)
    said = later.ask("catch-up")
    assert {one["service"] for one in said["services"]} == {"intake", "routing"}
    assert {name: later.log(name) for name in logs} == logs
    assert later.lists() == lists
    assert later.rows("routing", "SELECT source, position FROM inbox ORDER BY 1, 2") == inbox
    assert later.verifies()
    assert later.ask("catch-up")["services"] == []
    assert later.take(orders(13)[12:])["registered"] == 1
    assert later.verifies()


def test_a_log_that_lost_its_end_is_seen_at_the_start_without_any_mark(later: Folder) -> None:
    log = later.log("routing")
    later.change("routing", f"DELETE FROM entries WHERE position > {len(log) - 3}")
    with built(later) as installation, pytest.raises(BehindLedger, match="huying catch-up"):
        installation.houses["routing"].log.append(_any_append(installation))
    assert later.verifies() is False
    assert len(later.log("routing")) == len(log) - 3
    later.ask("catch-up")
    assert later.log("routing") == log
    assert later.verifies()


def test_what_the_ledger_lost_too_comes_from_the_inboxes_of_those_who_heard_it(later: Folder) -> None:
    log, heard = later.log("routing"), last_heard(later)
    later.change("routing", f"DELETE FROM entries WHERE position >= {heard}")
    later.change("ledger", f"DELETE FROM inbox WHERE source = 'routing' AND position >= {heard}")
    said = later.ask("catch-up", code=1)  # caught up, and the record is not whole any more
    assert [(one["service"], one["position"]) for one in said["services"]] == [("routing", heard)]
    assert later.log("routing") == log[:heard]
    lost = len(log) - heard  # what came after it nobody has any more; the tree still knows of it
    assert unknown_leaves(later) == lost + 1  # and of the one that the ledger has not been sent again
    later.run("relay", "resend", "routing", "--from", str(heard - 1))
    assert unknown_leaves(later) == lost


def unknown_leaves(folder: Folder) -> int:
    """How many leaves of the tree the ledger has no entry for."""
    return [fault["code"] for fault in folder.verdict()["tree"]["faults"]].count("leaf_unknown")


def test_entries_that_nobody_has_any_more_are_named_and_nothing_is_appended_over_them(later: Folder) -> None:
    last, heard = len(later.log("routing")), last_heard(later)
    gone = f"position IN ({heard - 1}, {heard - 2})"
    later.change("routing", f"DELETE FROM entries WHERE position >= {heard - 2}")
    for name in ("ledger", "intake", "supervision", "notify"):
        later.change(name, f"DELETE FROM inbox WHERE source = 'routing' AND {gone}")
    said = later.ask("catch-up", code=1)
    assert [(one["service"], one["lost"]) for one in said["services"]] == [("routing", [heard - 2, last])]
    code, told = later.run("catch-up")
    assert (code, f"LOST: positions {heard - 2} to {last}" in told) == (1, True)
    with built(later) as installation, pytest.raises(BehindLedger):
        installation.houses["routing"].log.append(_any_append(installation))


def test_a_ledger_from_an_older_backup_hears_again_what_it_lacks(told: Story, later: Folder) -> None:
    kept = later.rows("ledger", "SELECT source, position, body FROM inbox WHERE source <> 'ledger' ORDER BY 1, 2")
    cases = later.lists()["cases"]
    later.remove("ledger")
    said = later.ask("restore", "--from", told.backup, "--service", "ledger")
    assert said["ok"]
    assert (
        later.rows("ledger", "SELECT source, position, body FROM inbox WHERE source <> 'ledger' ORDER BY 1, 2") == kept
    )
    assert [row.split(", 'token")[0] for row in later.lists()["cases"]] == cases


def test_copies_that_differ_are_taken_by_nobody(later: Folder) -> None:
    log = later.log("intake")
    later.change("intake", f"DELETE FROM entries WHERE position = {len(log)}")
    later.change(
        "ledger",
        "DROP TRIGGER inbox_no_update",
        f"UPDATE inbox SET body = CAST(replace(body, '2026', '2025') AS BLOB) WHERE source = 'intake' AND position = {len(log)}",
    )
    code, said = later.run("catch-up")
    assert (code, "huying log verify" in said) == (1, True)
    assert len(later.log("intake")) == len(log) - 1


def _any_append(installation: Installation) -> Any:
    from shared.eventlog.entry import Draft
    from shared.eventlog.unit import Append
    from shared.kernel.actor import Actor
    from shared.kernel.decider import Address

    at = installation.houses["routing"].clock()
    return Append(Address("s", "x/1"), None, [Draft("id", "toy.said", at, {}, Actor("wang"))])
