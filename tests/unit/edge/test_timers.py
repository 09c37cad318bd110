"""What a timer says when its turn failed."""

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from shared.edge.entry import report
from shared.eventlog.unit import Unavailable


class Gone(Exception):
    pgcode = "57P01"


AWAY = [OperationalError("SELECT 1", {}, Gone("the server was stopped")), Unavailable("the database does not answer")]


@pytest.mark.parametrize("failure", AWAY)
def test_while_the_database_is_away_it_waits_and_no_fault_is_reported(failure: Exception) -> None:
    with capture_logs() as said:
        report("notify", "send", failure)
    (line,) = said
    assert (line["event"], line["log_level"], line["timer"]) == ("waiting", "warning", "send")
    assert "exc_info" not in line


def test_any_other_failure_is_reported_with_its_traceback() -> None:
    failure = LookupError("a mistake of ours")
    with capture_logs() as said:
        report("notify", "send", failure)
    (line,) = said
    assert (line["event"], line["log_level"], line["exc_info"]) == ("timer failed", "error", failure)
