from typing import get_args

from services.intake.domain.appeal.commands import COMMANDS, Command
from services.intake.domain.appeal.events import EVENTS, Event
from services.intake.domain.complaint import ComplaintReceived, ReceiveComplaint, complaint
from services.intake.domain.feed import QuarantineRow, RowQuarantined, feed
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.small_rules import at


def test_the_decider_lists_every_command_and_event() -> None:
    assert set(COMMANDS) == set(get_args(Command))
    assert set(EVENTS) == set(get_args(Event))


def test_a_complaint_is_closed_whole_under_its_own_key_and_has_no_case_number() -> None:
    command = ReceiveComplaint("m1", at(), Text('{"text":"…"}'))
    event = ComplaintReceived(Text('{"text":"…"}', key="discipline/m1"), "m1")
    scenario(complaint)().when(command).then(event)
    scenario(complaint)(event).when(command).then()
    assert complaint.address(command).subject == "complaint/m1"


def test_an_empty_complaint_is_refused() -> None:
    scenario(complaint)().when(ReceiveComplaint("m1", at(), Text(" "))).rejected("complaint.empty")


def test_a_bad_row_is_put_aside_once_per_file_and_code() -> None:
    command = QuarantineRow("12345", "hash", 7, "no_number", at())
    event = RowQuarantined("12345", "hash", 7, "no_number")
    scenario(feed)().when(command).then(event)
    scenario(feed)(event).when(command).then()
    assert feed.address(command).subject == "feed/12345"


def test_another_file_row_or_code_is_put_aside_again() -> None:
    rows = [("a", 1, "x"), ("b", 1, "x"), ("a", 2, "x"), ("a", 1, "y")]
    streams = {feed.address(QuarantineRow("12345", file, row, code, at())).stream for file, row, code in rows}
    assert len(streams) == 4
