"""The table of actions: who may, what each asks for, and the command it becomes. Pages and API share it."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.supervision.domain.callback import commands as told
from services.supervision.web import forms
from shared.kernel.text import Text
from shared.rules.moment import Moment
from shared.web.forms import Form

Filled = Mapping[str, Any]
RECORD, SETTLE, APPROVE = "callbacks.record", "callbacks.settle", "callbacks.approve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`name` stands in the address; `form` is the API's, `on_page` the page's where it is another."""

    name: str
    label: str
    permission: str
    form: type[Form]
    on_page: type[Form]
    command: Callable[[str, Filled, Moment], told.Command]


def text(filled: Filled, name: str) -> Text:
    """What was written, trimmed and in NFC."""
    return Text(unicodedata.normalize("NFC", filled[name]).strip())


def remark(filled: Filled) -> Text | None:
    """The remark, if there is one."""
    return text(filled, "remark") if (filled.get("remark") or "").strip() else None


def attempt(no: str, filled: Filled, moment: Moment) -> told.Attempt:
    return told.Attempt(no, moment, filled["attempt"], filled["outcome"], remark(filled))


def record(no: str, filled: Filled, moment: Moment) -> told.Record:
    """The page's answers are words, the API's true, false and null."""
    resolved, satisfied = (_said(filled.get(name)) for name in ("resolved", "satisfied"))
    return told.Record(no, moment, filled["contacted"], resolved, satisfied, remark(filled))


def _said(answer: str | bool | None) -> bool | None:
    return forms.SAID[answer] if isinstance(answer, str) else answer


def settle(no: str, filled: Filled, moment: Moment) -> told.SettleDissatisfied | told.SettleNotCalled:
    if filled["end"] == "not_called":
        return told.SettleNotCalled(no, moment, filled["reason"])
    return told.SettleDissatisfied(no, moment, text(filled, "reason"), filled["approver"].strip())


def approve(no: str, _: Filled, moment: Moment) -> told.ApproveFinal:
    return told.ApproveFinal(no, moment)


def decline(no: str, filled: Filled, moment: Moment) -> told.DeclineFinal:
    return told.DeclineFinal(no, moment, text(filled, "reason"))


ACTIONS = (
    Action(
        name="record",
        label="接通了，记录回访",
        permission=RECORD,
        form=forms.Record,
        on_page=forms.RecordOnPage,
        command=record,
    ),
    Action(
        name="attempt",
        label="没接通，登记拨打",
        permission=RECORD,
        form=forms.Attempt,
        on_page=forms.Attempt,
        command=attempt,
    ),
    Action(
        name="settle",
        label="裁定办结",
        permission=SETTLE,
        form=forms.Settle,
        on_page=forms.Settle,
        command=settle,
    ),
    Action(
        name="approve",
        label="同意终结",
        permission=APPROVE,
        form=forms.Confirm,
        on_page=forms.Confirm,
        command=approve,
    ),
    Action(
        name="decline",
        label="不同意终结",
        permission=APPROVE,
        form=forms.Decline,
        on_page=forms.Decline,
        command=decline,
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}
