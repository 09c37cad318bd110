"""A service's README has a table of states and moves for each aggregate; here it is read, to be held to the code.

A row is a command, a column a state; a cell names the events that are said, `—` for none, or `✗ code` for a refusal.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from shared.kernel.decider import Decider
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name

Table = Mapping[tuple[str, str], str]


def table(readme: Path, heading: str) -> dict[tuple[str, str], str]:
    """(state, command) → cell, of the table below `### heading`."""
    section = readme.read_text(encoding="utf-8").split(f"\n### {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [cells(line) for line in section.splitlines() if line.startswith("|")]
    states = rows[0][1:]
    return {(state, row[0]): cell for row in rows[2:] for state, cell in zip(states, row[1:], strict=True)}


def cells(line: str) -> list[str]:
    return [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]


def outcome(decider: Decider[Any, Any, Any], given: Sequence[Any], command: Any) -> str:
    """What the code does, written as a cell."""
    try:
        events = decider.decide(command, decider.fold(given))
    except Rejected as refusal:
        return f"✗ {refusal.code}"
    return ", ".join(stored_name(type(event)) for event in events) or "—"


def markdown(states: Sequence[str], commands: Sequence[str], made: Table) -> str:
    """The whole table as it should stand in the README: shown when it does not."""
    lines = ["| | " + " | ".join(states) + " |", "|---" * (len(states) + 1) + "|"]
    lines += [f"| {command} | " + " | ".join(made[state, command] for state in states) + " |" for command in commands]
    return "\n".join(lines)


def holds(readme: Path, heading: str, decider: Decider[Any, Any, Any], states: Any, commands: Any) -> None:
    """Assert that the table under `heading` is what the decider does from each state (events) at each command."""
    made = {
        (state, command): outcome(decider, given, commands[command])
        for state, given in states.items()
        for command in commands
    }
    assert {type(command) for command in commands.values()} == set(decider.commands)
    assert table(readme, heading) == made, "\n" + markdown(list(states), list(commands), made)
