from datetime import timedelta
from typing import get_args

from services.supervision.domain.callback.commands import COMMANDS, Command
from services.supervision.domain.callback.events import EVENTS, Event
from services.supervision.domain.clue import ReceiveClue, clue
from services.supervision.domain.clue.events import ClueReceived
from services.supervision.domain.reminder import reminder
from services.supervision.domain.reminder.commands import Remind
from services.supervision.domain.reminder.events import Issued
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import NOON, at, closed

ISSUED = Issued(1, "sign", "housing", NOON, "none")


def test_the_decider_lists_every_command_and_event() -> None:
    assert set(COMMANDS) == set(get_args(Command))
    assert set(EVENTS) == set(get_args(Event))


def test_a_lapse_is_reminded_of_once() -> None:
    command = Remind(CASE, at(), 1, "sign", "housing", NOON)
    scenario(reminder)().when(command).then(ISSUED)
    scenario(reminder)(ISSUED).when(command).then()


def test_another_round_duty_or_due_time_is_another_reminder() -> None:
    for round_, duty, later in ((2, "sign", 0), (1, "answer", 0), (1, "sign", 1)):
        command = Remind(CASE, at(), round_, duty, "housing", NOON + timedelta(hours=later))
        scenario(reminder)(ISSUED).when(command).then_types(Issued)


def test_a_clue_keeps_the_home_of_its_content_and_has_no_case() -> None:
    command = ReceiveClue("m1", at(), closed("content"))
    scenario(clue)().when(command).then(ClueReceived(closed("content"), "m1"))
    assert clue.address(command).subject == "complaint/m1"
