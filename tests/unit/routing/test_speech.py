"""Every event can be stored and read again, and every refusal has a sentence."""

import ast
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from services.routing.adoption import read_jurisdiction
from services.routing.domain.sentences import SENTENCES
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import (
    Command,
    Dispatch,
    LapseDuties,
    Progress,
    SendBack,
    SettleReturn,
    Supplement,
    Withdraw,
)
from services.routing.domain.work_order.correcting_commands import CorrectAsker, Recompute
from services.routing.domain.work_order.events import (
    EVENTS,
    Lapsed,
    WithdrawalNoted,
    correcting,
    leading,
    merging,
    pooling,
)
from services.routing.domain.work_order.help_commands import SaveDraft, Support
from services.routing.domain.work_order.state import State
from services.routing.domain.work_order.time_commands import AskTime, MarkUrgent, Resume, SettleTime
from services.routing.domain.work_order.traits import Axes, Traits
from services.routing.main import SPEC
from shared.house.speech import Speech, plain
from shared.kernel.stored import stored_name
from shared.kernel.text import Closed, Home, Text
from shared.rules.rules import rules_from
from tests.unit.routing import orders
from tests.unit.routing.leading import INSTRUCT, OUT, POOL, UNPOOL
from tests.unit.routing.merging import ADD, CLOSE_FOLLOWER, DROP, FOLLOW, LEAVE, RELEASE
from tests.unit.routing.orders import CASE, DESK, HEAD, NOTE_UNSURE, OFFICER, OPEN, moment, said, sealed

ROOT = Path(__file__).parents[3]
DOMAIN = ROOT / "services" / "routing" / "domain"
CODE = re.compile(r"(work_order|part|extension|rules|transfer|instruction|meeting|escalation|common_need)\.[a-z_]+")
SAID = tuple(event for decider in SPEC.deciders for event in decider.events)
AGAIN = replace(
    orders.DISPATCH,
    supporting=("finance",),
    reason=Text("职责清单第三条"),
    traits=Traits(Axes("unit", "single", "procedure", "stock"), "hard", True, False),
)
ANSWER = replace(
    orders.ANSWER,
    parts=("finance", "government_data"),
    resolved=False,
    truth="partly",
    beyond="no_power",
    unresolved=Text("等批复"),
)
LONG_STORY: tuple[Command, ...] = (
    NOTE_UNSURE,
    OPEN,
    orders.DISPATCH,
    orders.RETURN,
    SettleReturn(CASE, True, Text("同意"), moment(DESK)),
    AGAIN,
    Urge(CASE, "ask-1", sealed("text"), moment()),
    Supplement(CASE, 1, sealed("text"), moment()),
    LapseDuties(CASE, moment(hours=5)),
    orders.SIGN,
    orders.CONTACT,
    Progress(CASE, Text("正在维修"), moment(OFFICER)),
    Support(CASE, ("government_data",), moment(OFFICER)),
    SaveDraft(CASE, Text("已派员"), Text(""), moment(OFFICER)),
    MarkUrgent(CASE, True, Text("影响生产"), True, moment(DESK)),
    AskTime(CASE, 6, orders.hour(24), moment(OFFICER)),
    SettleTime(CASE, False, False, moment(DESK)),
    AskTime(CASE, 6, orders.hour(24), moment(OFFICER)),
    SettleTime(CASE, True, True, moment(DESK)),
    AskTime(CASE, 6, orders.hour(30), moment(OFFICER)),
    orders.SUSPEND,
    Resume(CASE, moment(DESK)),
    ANSWER,
    SendBack(CASE, Text("请写明时间"), moment(HEAD)),
    ANSWER,
    orders.APPROVE,
    orders.CLOSE,
    Reopen(CASE, "ask-2", "redo", 0, sealed("reason"), moment()),
    Support(CASE, ("finance",), moment(DESK)),
    Cancel(CASE, "ask-3", None, moment()),
)

MERGING = {
    one
    for one in EVENTS
    if one.__module__ in (merging.__name__, leading.__name__, pooling.__name__, correcting.__name__)
}
TAKEN_BACK: tuple[Command, ...] = (*orders.WAY[State.ARCHIVED], Withdraw(CASE, moment()))
FOLLOWED: tuple[Command, ...] = (NOTE_UNSURE, ADD, DROP, OPEN, ADD, LEAVE, ADD, FOLLOW, CLOSE_FOLLOWER)
MOVED: tuple[Command, ...] = (*orders.TO_CLOSED[:3], INSTRUCT, OUT)
POOLED: tuple[Command, ...] = (*orders.TO_CLOSED[:3], POOL, UNPOOL)
RULES_CHANGED = replace(orders.RULES, limits={**orders.RULES.limits} | {"sign": orders.RULES.limits["answer_general"]})
RECOMPUTE = Recompute(
    CASE,
    {"sign": orders.NOON},
    {"sign": orders.hour(4), "first_contact": orders.hour(8), "answer": orders.hour(48)},
    Text("时限放宽"),
    moment(DESK, rules=RULES_CHANGED),
)
CORRECTED: tuple[Command, ...] = (
    *orders.WAY[State.DISPATCHED],
    CorrectAsker(CASE, "phone", sealed("value"), "", moment()),
    RECOMPUTE,
)
TOLD = (
    *said(*CORRECTED),
    *said(*POOLED),
    *said(*MOVED),
    *said(*LONG_STORY),
    *said(*TAKEN_BACK),
    *said(*FOLLOWED),
    *said(*FOLLOWED[:-1], Urge(CASE, "ask-4", sealed("text"), moment())),
    *said(*FOLLOWED[:-1], RELEASE),
)


def elsewhere(text: Text, path: str) -> Closed:
    return Closed(text.key or "", 1, "nonce", "cipher", "digest", Home(CASE, "other", path))


def test_the_stories_have_an_event_of_every_kind() -> None:
    assert {type(event) for event in TOLD} == set(EVENTS)


@pytest.mark.parametrize("event", TOLD, ids=lambda event: type(event).__name__)
def test_an_event_read_from_its_entry_is_the_event_that_was_said(event: object) -> None:
    data = plain(event, Home(CASE, "own", ""), elsewhere)
    again = Speech(work_order.events).event(stored_name(type(event)), data)
    assert type(again) is type(event)
    assert plain(again, Home(CASE, "own", ""), elsewhere) == data


def test_the_state_is_the_same_whether_folded_from_what_was_said_or_stored() -> None:
    events = said(*LONG_STORY)
    speech, own = Speech(work_order.events), Home(CASE, "own", "")
    stored = [speech.event(stored_name(type(event)), plain(event, own, elsewhere)) for event in events]
    ours, theirs = work_order.fold(events), work_order.fold(stored)
    assert (ours.state, ours.duties, ours.contacts, ours.asks) == (
        theirs.state,
        theirs.duties,
        theirs.contacts,
        theirs.asks,
    )


STORED_TOO = {
    *(f"work_order.{state}" for state in ("closed", "archived", "cancelled", "merged", "transferred", "pooled")),
    *("part.delivered", "part.excused", "part.released"),
    *("instruction.done", "meeting.held", "meeting.cancelled", "common_need.answered", "common_need.closed"),
}
"""Codes that are the names of events, too."""


def codes() -> set[str]:
    """Every code in the domain's sources that is not the stored name of an event."""
    found: set[str] = set()
    for file in DOMAIN.rglob("*.py"):
        if file.name == "sentences.py":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    stored = {stored_name(event) for event in SAID}
    return {code for code in found if CODE.fullmatch(code)} - stored


def test_every_refusal_has_a_sentence_and_no_sentence_is_left_over() -> None:
    guards = {
        "extension.not_yours",
        "extension.not_the_desk",
        "part.not_yours",
        "part.not_the_desk",
    }  # `who` names them
    assert codes() | STORED_TOO | guards == set(SENTENCES)


@pytest.mark.parametrize("event", SAID, ids=stored_name)
def test_the_document_of_events_names_every_field(event: type) -> None:
    lines = (ROOT / "docs" / "events.md").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith(f"| `{stored_name(event)}` ")]
    assert [field.name for field in fields(event) if not re.search(rf"\b{field.name}\b", row)] == []


@pytest.mark.parametrize("urgent", [False, True], ids=["ordinary", "urgent"])
def test_the_rules_of_hailar_have_all_that_a_work_order_needs(urgent: bool) -> None:
    rules = rules_from(read_jurisdiction(ROOT / "deploy" / "jurisdictions" / "hailar"))
    appeal = replace(orders.APPEAL, urgent=urgent)
    heating = {"unit": "housing", "catalogue": "housing.utility.heating", "level": ""}
    story = [
        replace(one, **(heating if isinstance(one, Dispatch) else {}), moment=replace(one.moment, rules=rules))  # type: ignore[arg-type]
        for one in (replace(NOTE_UNSURE, appeal=appeal, suggestions=()), *LONG_STORY[1:])
    ]
    assert {type(event) for event in said(*story)} >= set(EVENTS) - {Lapsed, WithdrawalNoted} - MERGING
