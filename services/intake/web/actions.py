"""The desk's actions: what each asks for, in which states it is offered, and the commands it becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.intake.domain.appeal import commands as told
from services.intake.domain.appeal import desk_commands as desk
from services.intake.domain.knowledge.commands import CiteArticle
from services.intake.domain.reasons import ADVICE
from services.intake.enterprises import note
from services.intake.readmodels import appeals
from services.intake.readmodels.appeals import Row
from services.intake.web import desk_forms as forms
from shared.house.house import House
from shared.kernel.numbering import read_case_number
from shared.kernel.once import Once
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.rules.moment import Moment
from shared.web.failures import Failure, FieldFault
from shared.web.forms import Form

Filled = Mapping[str, Any]
RECEIVED = ("received",)
OPEN = ("received", "accepted", "dispatched", "handling", "reopened")
LEFT = ("archived", "cancelled")
"""Ended by others: the appeal itself does not know."""
LEADS_NO_MORE = (*appeals.ENDED, "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`name` stands in the address; `label` on the way to the form, `button` under it; `said` is shown when done."""

    name: str
    label: str
    button: str
    form: type[Form]
    commands: Callable[[House, Row, Filled, Moment], Sequence[Any]]
    said: str
    states: tuple[str, ...] = RECEIVED
    hint: str = ""
    danger: bool = False


def accept(_: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    return [told.Accept(row["stream"], moment, filled["kind"])]


def decline(_: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    advice = filled.get("advice") or ADVICE[filled["reason"]]
    return [told.Decline(row["stream"], moment, filled["reason"], Text(advice))]


def answer_at_once(_: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    """The article named is a guard of the same unit: only what is published now is cited."""
    article, version = filled["article"], filled["version"] if filled["article"] else 0
    public = Text(filled["public"])
    answer = desk.AnswerAtOnce(row["stream"], row["case_no"], moment, public, article, version, filled["kind"])
    return [CiteArticle(article, moment, version), answer] if article else [answer]


def merge(house: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    leading = leading_of(house, filled["leading"])
    reason, stream = Text(filled["reason"]), row["stream"]
    return [
        desk.Merge(stream, row["case_no"], moment, leading["case_no"], leading["stream"], reason),
        desk.AddFollower(leading["stream"], moment, row["case_no"], stream),
    ]


def leading_of(house: House, typed: str) -> Row:
    """The case that is to lead. Failure 422 for a number that is none; Rejected when it has ended."""
    try:
        number = read_case_number(typed)
    except ValueError as wrong:
        raise Failure(422, fields=(FieldFault("leading", str(wrong)),)) from None
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, number)
    if row is None:
        raise Failure(422, fields=(FieldFault("leading", "没有这个编号的诉求，请核对"),))
    if row["state"] in LEADS_NO_MORE:
        raise Rejected("appeal.leading_ended")
    return row


def separate(house: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    with house.engine.connect() as connection:
        leading = appeals.of_case(connection, row["leading"] or "")
    if leading is None:
        raise Rejected("appeal.not_merged")
    stream, number = row["stream"], row["case_no"]
    return [
        desk.Separate(stream, number, moment, leading["case_no"], Text(filled["reason"])),
        desk.RemoveFollower(leading["stream"], moment, number),
    ]


def mark_urgency(_: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    return [desk.MarkUrgency(row["stream"], row["case_no"], moment, filled["urgent"], Text(filled["reason"]))]


def correct(house: House, row: Row, filled: Filled, moment: Moment) -> Sequence[Any]:
    """A code that is valid now also puts the appeal into its enterprise's profile."""
    field, value, reason = filled["field"], Text(filled["value"].strip()), Text(filled["reason"])
    command = desk.Correct(row["stream"], row["case_no"], moment, field, value, reason)
    if field != "credit_code":
        return [command]
    return [command, *note(house, row["stream"], moment, row["asker"], value, None)]


ACTIONS = (
    Action(
        name="accept",
        label="受理",
        button="受理",
        form=forms.Accept,
        commands=accept,
        said="done.accepted",
        hint="受理后转分办，由承办单位办理。",
    ),
    Action(
        name="answer-at-once",
        label="即时答复",
        button="答复",
        form=forms.AnswerAtOnce,
        commands=answer_at_once,
        said="done.answered_at_once",
        hint="问得清、答得准的，当场答复，不再派单。",
    ),
    Action(
        name="decline",
        label="不予受理",
        button="不予受理",
        form=forms.Decline,
        commands=decline,
        said="done.declined",
        danger=True,
    ),
    Action(
        name="merge",
        label="并案",
        button="并案",
        form=forms.Merge,
        commands=merge,
        said="done.merged",
        states=OPEN,
        hint="同一件事并入主件一起办。每位诉求人都会收到答复和回访，不会漏掉。",
    ),
    Action(
        name="separate",
        label="分开",
        button="从主件分开",
        form=forms.Separate,
        commands=separate,
        said="done.separated",
        states=("merged",),
        hint="并错了就分开，恢复单独办理。",
    ),
    Action(
        name="mark-urgency",
        label="紧急程度",
        button="保存",
        form=forms.MarkUrgency,
        commands=mark_urgency,
        said="done.urgency_marked",
        states=(*OPEN, "merged"),
    ),
    Action(
        name="correct",
        label="更正",
        button="更正",
        form=forms.Correct,
        commands=correct,
        said="done.corrected",
        states=(*OPEN, "merged"),
    ),
)
BY_NAME = {action.name: action for action in ACTIONS}


def offered(row: Row) -> tuple[Action, ...]:
    """The actions that make sense in the state the appeal is in."""
    return tuple(action for action in ACTIONS if row["state"] in action.states)


def carry_out(house: House, action: Action, row: Row, filled: Filled, moment: Moment, once: Once | None) -> None:
    """Do it, as one unit. Rejected, Failure."""
    if row["state"] in LEFT:
        raise Rejected("appeal.ended")
    house.execute(*action.commands(house, row, filled, moment), once=once)
