"""The tables of states and moves in the README say what the code does, each pair of state and command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.identity.domain.account import account
from services.identity.domain.account import commands as of_account
from services.identity.domain.account import events as account_events
from services.identity.domain.sentences import SENTENCES
from services.identity.domain.session import Ended, EndSession, Opened, OpenSession, Refused, RefuseSignIn, session
from shared.kernel.decider import Decider
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from tests.unit.identity.rules import moment

README = Path(__file__).parents[3] / "services" / "identity" / "README.md"
CREATED = account_events.Created("wang", "王经办", "housing", "科员", ("officer",))
STATES: dict[str, tuple[Decider[Any, Any, Any], list[Any]]] = {
    "none": (account, []),
    "active": (account, [CREATED]),
    "disabled": (account, [CREATED, account_events.Disabled("wang")]),
    "unknown": (session, []),
    "open": (session, [Opened("wang")]),
    "refused": (session, [Refused("wang", "session.locked")]),
    "ended": (session, [Opened("wang"), Ended("wang", "expired")]),
}
COMMANDS: dict[str, Any] = {
    "CreateAccount": of_account.CreateAccount("wang", "另一人", "housing", "科员", (), moment()),
    "GrantRole": of_account.GrantRole("wang", "head", moment()),
    "RevokeRole": of_account.RevokeRole("wang", "officer", moment()),
    "ChangePassword": of_account.ChangePassword("wang", moment()),
    "Disable": of_account.Disable("wang", moment()),
    "OpenSession": OpenSession("s", "wang", moment()),
    "RefuseSignIn": RefuseSignIn("s", "wang", "session.locked", moment()),
    "EndSession": EndSession("s", "signed_out", moment()),
}


def cells() -> Iterator[tuple[str, str, str]]:
    """State, command, what the README says."""
    heads: list[str] = []
    for line in README.read_text(encoding="utf-8").splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if row[0] == "state":
            heads = row
        elif row[0] in STATES:
            yield from ((row[0], command, said) for command, said in zip(heads[1:], row[1:], strict=True))


def outcome(state: str, command: str) -> str:
    decider, before = STATES[state]
    try:
        events = decider.decide(COMMANDS[command], decider.fold(before))
    except Rejected as refusal:
        return refusal.code
    return "、".join(stored_name(type(event)) for event in events) or "—"


@pytest.mark.parametrize(("state", "command", "said"), list(cells()))
def test_the_readme_says_what_the_code_does(state: str, command: str, said: str) -> None:
    assert outcome(state, command) == said


def test_the_readme_has_every_state_and_every_command() -> None:
    pairs = {(state, command) for state, command, _ in cells()}
    expected = {(state, cls.__name__) for state, (decider, _) in STATES.items() for cls in decider.commands}
    assert pairs == expected


def test_every_refusal_of_the_aggregates_has_a_chinese_sentence() -> None:
    text = "".join(path.read_text() for path in (README.parent / "domain").rglob("*.py"))
    codes = {part.split('"')[0] for part in text.split('Rejected("')[1:]}
    assert codes <= SENTENCES.keys()
    assert len(codes) >= 10
