"""Every command in every state does what the table in the service's README says."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import (
    Classify,
    Command,
    LapseDuties,
    Progress,
    SendBack,
    SettleReturn,
    Supplement,
    Withdraw,
)
from services.routing.domain.work_order.correcting_commands import CorrectAsker, Recompute
from services.routing.domain.work_order.events import AskAnswered
from services.routing.domain.work_order.help_commands import SaveDraft, Support
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import AskTime, MarkUrgent, Resume, SettleTime
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from shared.kernel.text import Text
from tests.unit.routing import orders
from tests.unit.routing.leading import LEADING_COMMANDS
from tests.unit.routing.merging import MERGING
from tests.unit.routing.orders import CASE, DESK, HEAD, OFFICER, moment, sealed, to

README = Path(__file__).parents[3] / "services" / "routing" / "README.md"
COMMANDS: tuple[Command, ...] = (
    orders.NOTE,
    orders.OPEN,
    Classify(CASE, "loan", "", moment(DESK)),
    orders.DISPATCH,
    orders.SIGN,
    orders.RETURN,
    SettleReturn(CASE, True, None, moment(DESK)),
    replace(orders.CONTACT, contacted_at=orders.hour(-1)),
    Progress(CASE, Text("正在维修"), moment(OFFICER)),
    orders.ANSWER,
    orders.APPROVE,
    SendBack(CASE, Text("请写明时间"), moment(HEAD)),
    orders.CLOSE,
    Reopen(CASE, "ask-1", "dissatisfied", 1, None, moment()),
    Urge(CASE, "ask-2", sealed("text"), moment()),
    Cancel(CASE, "ask-3", None, moment()),
    Withdraw(CASE, moment()),
    Supplement(CASE, 1, sealed("text"), moment()),
    orders.ARCHIVE,
    *MERGING,
    *LEADING_COMMANDS,
    LapseDuties(CASE, moment(hours=1000)),
    SaveDraft(CASE, Text("已派员"), Text(""), moment(OFFICER)),
    Support(CASE, ("finance",), moment(OFFICER)),
    AskTime(CASE, 6, orders.hour(48), moment(OFFICER)),
    SettleTime(CASE, True, False, moment(DESK)),
    replace(orders.SUSPEND, review_at=orders.hour(48)),
    Resume(CASE, moment(DESK)),
    MarkUrgent(CASE, True, Text("影响生产"), True, moment(DESK)),
    CorrectAsker(CASE, "phone", sealed("value"), "", moment()),
    Recompute(CASE, {}, {}, Text("规则有变"), moment(DESK)),
)


def cell(command: Command, state: State) -> str:
    """What the table should say: event names, `–` for nothing, or `✗` and the code."""
    try:
        events = work_order.decide(command, work_order.fold(to(state)))
    except Rejected as refusal:
        return f"✗ {refusal.code.removeprefix('work_order.')}"
    parts = [f"ask ✗ {e.code.removeprefix('work_order.')}" for e in events if isinstance(e, AskAnswered) and e.code]
    return " + ".join(parts or [stored_name(type(e)).removeprefix("work_order.") for e in events]) or "–"


def table() -> dict[str, list[str]]:
    """The rows of the README's table of states and moves, by command."""
    lines = README.read_text(encoding="utf-8").split("## States and moves")[1].split("\n## ")[0].splitlines()
    rows = [[part.strip(" `") for part in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert rows[0][1:] == [str(state) for state in State], "\n" + markdown()
    return {row[0]: row[1:] for row in rows[2:]}


def markdown() -> str:
    """The table as it should stand in the README: shown when a row or column is missing."""
    lines = ["| command | " + " | ".join(f"`{state}`" for state in State) + " |", "|---" * (len(State) + 1) + "|"]
    for command in COMMANDS:
        cells = " | ".join(cell(command, state) for state in State)
        lines.append(f"| `{type(command).__name__}` | {cells} |")
    return "\n".join(lines)


@pytest.mark.parametrize("state", State)
def test_the_way_to_each_state_leads_there(state: State) -> None:
    assert work_order.fold(to(state)).state is state


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("state", State)
def test_each_command_does_in_each_state_what_the_readme_says(command: Command, state: State) -> None:
    column = list(State).index(state)
    assert cell(command, state) == table()[type(command).__name__][column]


def test_the_table_names_every_command() -> None:
    assert set(table()) == {command.__name__ for command in work_order.commands}, "\n" + markdown()
    assert {type(command) for command in COMMANDS} == set(work_order.commands)
