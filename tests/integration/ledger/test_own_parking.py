"""The ledger hears itself: what it says about its parking lot comes back to it, and must not queue there."""

import pytest

from shared.bus import inbox
from shared.eventlog.unit import Message
from tests.integration.ledger.office import Office

CASE = "20261124-7K3QX0M2VBP"


def test_what_the_ledger_says_about_a_parked_entry_is_kept_and_not_parked_behind_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 0.1)
    office.house.relay.start()
    office.run()
    office.publish([Message("intake", 1, "no-id", "appeal.received", CASE, b"\xff\xfe not JSON")])
    office.settle(1)
    office.wait(lambda: office.kept("ledger") == [1] and office.house.relay.caught_up)
    assert [(one.source, one.position) for one in office.house.lot.waiting()] == [("intake", 1)]
    assert office.house.log.head().position == 1
    office.house.relay.stop()
