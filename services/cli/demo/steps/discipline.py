"""The discipline room at work: the first complaint is looked into, from opening a review to a draft for circulation."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from services.cli.demo.cast import Cast
from services.supervision.domain.clue import JoinReview
from services.supervision.domain.review import commands as asked
from services.supervision.readmodels import clues
from shared.kernel.actor import Actor
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text
from shared.rules.moment import Moment

UNIT, REVIEWER, LEADER = "market_regulation", Text("discipline"), Text("discipline.lead")
DRAFT = json.dumps(
    {
        "at": "上月",
        "unit": UNIT,
        "post": "窗口工作人员",
        "act": "办理许可时暗示请客，三次以不同理由退回材料。",
        "sum": "",
        "sanction": "提醒谈话，调离窗口。",
    },
    ensure_ascii=False,
    sort_keys=True,
)
Command = Callable[[str, Moment], Any]
REVIEW: tuple[tuple[float, str, Command], ...] = (
    (3, "discipline.lead", lambda review, at: asked.Assign(review, at, REVIEWER, ("discipline",), (UNIT,), ())),
    (
        *(22, "discipline"),
        lambda review, at: asked.RecordStep(
            review, at, REVIEWER, "records", Text("调取三次退回材料的记录，理由前后不一。")
        ),
    ),
    (
        *(26, "discipline"),
        lambda review, at: asked.RecordStep(
            review, at, REVIEWER, "interview", Text("与窗口人员谈话，本人承认有过暗示。")
        ),
    ),
    (20, "discipline", lambda review, at: asked.RecordFindings(review, at, REVIEWER, Text("反映基本属实，没有收受。"))),
    (
        *(24, "discipline.lead"),
        lambda review, at: asked.Conclude(
            review, at, LEADER, "reminder_talk", Text("情节轻微，没有造成后果，予以提醒谈话。")
        ),
    ),
    (
        *(4, "discipline"),
        lambda review, at: asked.HoldToAccount(
            review, at, "reminder_talk", Text("窗口人员一名"), Text("提醒谈话，调离窗口")
        ),
    ),
    (
        *(2, "discipline"),
        lambda review, at: asked.DraftCase(review, at, REVIEWER, "reminder_talk", Text(DRAFT), Text("钱某某")),
    ),
    (20, "discipline.lead", lambda review, at: asked.CloseReview(review, at, Text("处理已落实。"))),
)
"""Hours after the one before, whose deed, the command."""


def opened(cast: Cast) -> str:
    """A review of the first complaint there is; its id."""
    with cast.supervision.engine.connect() as connection:
        row = clues.listed(connection, "complaint", "open", None, 1)[0]
    review = stream_id("review of the demo", row["matter"])
    about: Mapping[str, Any] = {"units": [UNIT], "cases": [], "persons": ["某窗口工作人员"], "clues": [row["subject"]]}
    moment = of_room(cast, "discipline")
    words = Text(json.dumps(about, ensure_ascii=False, sort_keys=True)), Text("核实是否存在吃拿卡要")
    cast.supervision.execute(JoinReview(row["matter"], moment, Text(review)), asked.OpenReview(review, moment, *words))
    return review


def of_room(cast: Cast, account: str) -> Moment:
    """Somebody of the discipline room."""
    post = "纪检负责人" if account.endswith("lead") else "纪检监察岗"
    return cast.supervision.moment(Actor(account, cast.rules.desks["discipline"], post))


def do(cast: Cast, review: str, account: str, command: Command) -> None:
    """One deed on it."""
    cast.supervision.execute(command(review, of_room(cast, account)))
