"""What a timer says when its turn failed."""

import logging

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from shared.edge.entry import quietened, report
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


@pytest.mark.parametrize(("failure", "is_written"), [(AWAY[0], False), (AWAY[1], False), (LookupError("ours"), True)])
def test_nameko_says_nothing_more_of_a_database_that_is_away(failure: Exception, is_written: bool) -> None:
    info = (type(failure), failure, None)
    assert quietened(logging.LogRecord("nameko.containers", logging.ERROR, "", 0, "failed", (), info)) is is_written


def test_a_record_without_an_error_is_written() -> None:
    assert quietened(logging.LogRecord("nameko.containers", logging.WARNING, "", 0, "said", (), None))
