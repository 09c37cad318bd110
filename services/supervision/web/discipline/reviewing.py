"""Deeds on a review: one table for pages and API. Whether they may be is the decider's to say."""

import json
from collections.abc import Sequence
from typing import Any

from services.supervision.domain.review import commands as asked
from services.supervision.domain.review.commands import NO_ISSUE
from services.supervision.holding import hold_now
from services.supervision.web.acting import Deed, Filled, Known, Room, words
from services.supervision.web.discipline import forms, reviews
from services.supervision.web.discipline.about import candidates
from services.supervision.web.discipline.clues import units
from services.supervision.web.discipline.seeing import HANDLE, LEAD, document, in_clear
from services.supervision.web.discipline.words import CONCLUSIONS, REVIEW_STATES
from services.supervision.web.offered import offered
from shared.house.house import House
from shared.kernel.text import Text
from shared.kernel.times import last_minute
from shared.rules.moment import Moment
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import Choices

RUNNING, ENDED = ("assigned", "found"), ("concluded", "closed")


def found(ask: Ask) -> Known:
    """The review, who acts, and what its closed fields say for the room's own work."""
    row = reviews.row_of(ask)
    house: House = ask.service
    opened = {"about_said": document(in_clear(house, row["about"])), "concluded": in_clear(house, row["conclusion"])}
    return {**row, **opened, "id": row["review"], "me": Text(ask.who.account), "house": house}


def assign(row: Known, filled: Filled, moment: Moment) -> asked.Assign:
    about = row["about_said"]
    people, took_part = candidates(row["house"], about.get("cases", ()))
    person = next((one for one in people if one.account == filled["reviewer"]), None)
    if person is None:
        raise Failure(422, "review.unknown_reviewer")
    reason = words(filled, "reason") if (filled.get("reason") or "").strip() else None
    concerned = tuple(about.get("units", ()))
    return asked.Assign(row["id"], moment, Text(person.account), person.units, concerned, tuple(took_part), reason)


def declare(row: Known, filled: Filled, moment: Moment) -> asked.DeclareConflict:
    return asked.DeclareConflict(row["id"], moment, row["me"], words(filled, "reason"))


def step(row: Known, filled: Filled, moment: Moment) -> asked.RecordStep:
    return asked.RecordStep(row["id"], moment, row["me"], filled["kind"], words(filled, "words"))


def findings(row: Known, filled: Filled, moment: Moment) -> asked.RecordFindings:
    return asked.RecordFindings(row["id"], moment, row["me"], words(filled, "findings"))


def conclude(row: Known, filled: Filled, moment: Moment) -> asked.Conclude:
    return asked.Conclude(row["id"], moment, row["me"], filled["conclusion"], words(filled, "reasons"))


def hold(row: Known, filled: Filled, moment: Moment) -> asked.HoldToAccount:
    said = words(filled, "persons"), words(filled, "measure")
    return asked.HoldToAccount(row["id"], moment, row["concluded"], *said)


def set_follow_up(row: Known, filled: Filled, moment: Moment) -> asked.SetFollowUp:
    return asked.SetFollowUp(row["id"], moment, words(filled, "what"), last_minute(filled["due_on"]))


def follow_up(row: Known, filled: Filled, moment: Moment) -> asked.FollowUp:
    return asked.FollowUp(row["id"], moment, words(filled, "words"))


def close(row: Known, filled: Filled, moment: Moment) -> asked.CloseReview:
    return asked.CloseReview(row["id"], moment, words(filled, "words"))


def reopen(row: Known, filled: Filled, moment: Moment) -> asked.ReopenReview:
    return asked.ReopenReview(row["id"], moment, words(filled, "reason"))


def draft(row: Known, filled: Filled, moment: Moment) -> asked.DraftCase:
    said = {name: value for name, value in filled.items() if name != "names"}
    text = Text(json.dumps(said, ensure_ascii=False, sort_keys=True))
    return asked.DraftCase(row["id"], moment, row["me"], row["concluded"], text, words(filled, "names"))


def approve(row: Known, _: Filled, moment: Moment) -> asked.ApproveNames:
    return asked.ApproveNames(row["id"], moment, row["me"])


def show(ask: Ask) -> Page:
    """One review, its story, and what may be done now."""
    row = found(ask)
    opened = reviews.opened_review(ask, reviews.row_of(ask))
    people, _ = candidates(ask.service, opened["about"].get("cases", ()))
    choices: dict[str, Choices] = {
        "reviewer": [(one.account, f"{one.name}（{one.account}）") for one in people],
        "unit": units(ask),
    }
    values = {
        "row": row,
        **opened,
        "doing": offered(ask, [deed for deed in DEEDS if fits(deed, row, ask)], choices),
        "states": REVIEW_STATES,
        "conclusions": CONCLUSIONS,
        "may_draft": row["draft"] is not None,
    }
    return Page("supervision/discipline/review.html", values)


def fits(deed: Deed, row: Known, ask: Ask) -> bool:
    """Whether the page offers it; what it offers may still be refused, with a sentence."""
    if not ask.may(deed.permission) or row["state"] not in FITTING[deed.name]:
        return False
    if deed.name in ("record-follow-up", "close"):
        return (row["due_at"] is not None) is (deed.name == "record-follow-up")
    if deed.name in ("hold-to-account", "draft-case") and row["concluded"] == NO_ISSUE:
        return False
    return deed.name != "approve-names" or (row["draft"] is not None and not row["names_approved"])


def _deed(name: str, label: str, hint: str, form: Any, command: Any, permission: str = HANDLE, **more: Any) -> Deed:
    said = f"done.review_{name.replace('-', '_')}"
    return Deed(name=name, label=label, hint=hint, permission=permission, form=form, command=command, said=said, **more)


DEEDS: Sequence[Deed] = (
    _deed("assign", "指定核查人", "由负责人指定，须与所涉单位和事项没有关系。", forms.Assign, assign, LEAD),
    _deed("record-step", "登记核查步骤", "每做一步登记一步，登记后不能改。", forms.RecordStep, step),
    _deed(
        "record-findings",
        "写明核查情况",
        "查清以后写，写了才能作结论；有新情况可以再写。",
        forms.RecordFindings,
        findings,
    ),
    _deed("conclude", "作出结论", "由核查人以外的负责人作出，作出后不能改。", forms.Conclude, conclude, LEAD),
    _deed(
        "declare-conflict", "申请回避", "核查人自己认为应当回避的，写明理由，由负责人另行指定。", forms.Reason, declare
    ),
    _deed("hold-to-account", "追究责任", "有几个责任人，分几次登记。", forms.HoldToAccount, hold),
    _deed("set-follow-up", "提出整改要求", "写明要求和期限，逾期会在这里提示。", forms.SetFollowUp, set_follow_up),
    _deed("record-follow-up", "登记落实情况", "落实以后才能结案。", forms.FollowUp, follow_up),
    _deed("close", "结案", "结论、处理和整改都落实以后结案。", forms.CloseReview, close, LEAD, then=hold_now),
    _deed("draft-case", "典型案例拟稿", "写时间、单位、职务、事实、金额和处理，不写姓名。", forms.DraftCase, draft),
    _deed(
        "approve-names",
        "批准公开姓名",
        "由拟稿人以外的负责人批准。批准前通报稿里没有姓名。",
        forms.Confirm,
        approve,
        LEAD,
    ),
    _deed(
        "reopen",
        "重新核查",
        "结案以后发现新情况的，写明理由重新核查。",
        forms.Reason,
        reopen,
        LEAD,
        danger=True,
        then=hold_now,
    ),
)
FITTING = {
    "assign": ("opened", *RUNNING, "concluded"),
    "record-step": RUNNING,
    "record-findings": RUNNING,
    "conclude": ("found",),
    "declare-conflict": RUNNING,
    "hold-to-account": ("concluded",),
    "set-follow-up": ("concluded",),
    "record-follow-up": ("concluded",),
    "close": ("concluded",),
    "draft-case": ENDED,
    "approve-names": ENDED,
    "reopen": ("closed",),
}
REVIEW_ROOM = Room(
    path="/discipline/reviews/<id>", found=found, page=show, summary=reviews.summary, deeds=tuple(DEEDS), hides=True
)
