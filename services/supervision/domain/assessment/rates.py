"""The rates units are judged by (考核指标): name, formula in words, and what they count. The only place that says so.

A rate counts rows: one unit's handling of one case in one round (件次). `counted` says which rows are in the
denominator, `met` which of those are in the numerator; so a numerator is never more than its denominator, and the list
of cases behind a figure is the figure. No formula text is officially published for most: ours stands beside each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.supervision.domain.assessment.period import Period
from services.supervision.domain.assessment.row import Row

Counts = Callable[[Row, Period], bool]
CLOSING = ("answer", "approve", "close")
SAID_SOMETHING = ("refused", "no_opinion", "source_silent")
"""Reasons for settling without a call that do not excuse from calling."""
BEIJING, XILINGOL = "北京企业热线", "锡林郭勒"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`higher` is better, or lower; `levels`: what others published, in per cent."""

    code: str
    name: str
    english: str
    formula: str
    formula_en: str
    counted: Counts
    met: Counts
    higher: bool = True
    levels: Mapping[str, str] | None = None


def late_or_done(done: datetime | None, late: datetime | None) -> datetime | None:
    """When it was decided whether something was in time: when it was done, or when its time was over."""
    return done if late is None else late


def _due(row: Row, done: datetime | None, *duties: str) -> datetime | None:
    return late_or_done(done, row.late(*duties)) if row.begun_at else None


def _contacted_in(row: Row, period: Period) -> bool:
    return period.inside(_due(row, row.contacted_at, "first_contact"))


def _still_open(row: Row, period: Period) -> bool:
    begun = row.begun_at is not None and row.begun_at < period.until
    return begun and (row.ended_at is None or row.ended_at >= period.until)


def _overdue(row: Row, period: Period) -> bool:
    late = row.late(*CLOSING)
    return late is not None and late < period.until


def _must_be_called(row: Row) -> bool:
    excused = row.settled == "not_called" and row.reason not in SAID_SOMETHING
    return row.planned_at is not None and not row.dropped and not excused


def _callback_known(row: Row, period: Period) -> bool:
    known = row.called_at or row.settled_at or row.callback_late_at
    return known is not None and period.inside(row.closed_at or row.planned_at) and _must_be_called(row)


def _called(row: Row, _: Period) -> bool:
    return row.called_at is not None or row.settled == "unreachable"


RATES: tuple[Rate, ...] = (
    Rate(
        code="response",
        name="响应率",
        english="response rate",
        formula="期内登记、已有响应或响应时限已过的诉求中，在受理时限内得到响应（受理、即答、并案或告知不予受理）的占比。"
        "每件诉求计一次，与轮次无关；响应前撤回的不计。",
        formula_en="Of the appeals received in the period that were responded to or whose time for it is over: those "
        "accepted, answered at once, merged or declined in time. An appeal counts once whatever its rounds; withdrawn "
        "before any response it does not count.",
        counted=lambda row, period: (
            row.first
            and period.inside(row.received_at)
            and late_or_done(row.responded_at, _accept_late(row)) is not None
        ),
        met=lambda row, _: row.responded_at is not None and _accept_late(row) is None,
        levels={BEIJING: "99.70"},
    ),
    Rate(
        code="resolution",
        name="解决率",
        english="resolution rate",
        formula="期内回访到本人、本人对是否解决表了态的件次中，本人认为已解决的占比。每轮办理的回访各计一次，"
        "计入该轮承办单位；同一轮以最后一次记录为准；诉求人网上自评不计。",
        formula_en="Of the handlings whose asker was reached in the period and said whether it was resolved: those "
        "resolved. Each round's callback counts once, for the unit of that round; its last record holds; ratings by "
        "link do not count.",
        counted=lambda row, period: period.inside(row.recorded_at) and row.resolved is not None,
        met=lambda row, _: row.resolved is True,
        levels={BEIJING: "92.30"},
    ),
    Rate(
        code="satisfaction",
        name="满意率",
        english="satisfaction rate",
        formula="期内回访到本人、本人对是否满意表了态的件次中，满意的占比。每轮办理的回访各计一次，计入该轮承办单位；"
        "同一轮以最后一次记录为准；诉求人网上自评不计。",
        formula_en="Of the handlings whose asker was reached in the period and said whether they are satisfied: those "
        "satisfied. Each round's callback counts once, for the unit of that round; its last record holds; ratings by "
        "link do not count.",
        counted=lambda row, period: period.inside(row.recorded_at) and row.satisfied is not None,
        met=lambda row, _: row.satisfied is True,
        levels={BEIJING: "94.50", XILINGOL: "99.46"},
    ),
    Rate(
        code="signed_in_time",
        name="及时接收率",
        english="signed in time",
        formula="期内签收的、或签收时限在期内到期而未签收的件次中，按时签收的占比。首次派单和每轮重办各计一次；"
        "未到期就退单、改派或撤回的不计。",
        formula_en="Of the handlings signed in the period, or whose time for signing ended unsigned in it: those signed "
        "in time. Each dispatch and each reopening counts; returned, moved or withdrawn before the due time, not.",
        counted=lambda row, period: period.inside(_due(row, row.signed_at, "sign")),
        met=lambda row, _: row.late("sign") is None,
        levels={XILINGOL: "99.61"},
    ),
    Rate(
        code="first_contact",
        name="先行联系率",
        english="first contact in time",
        formula="期内先行联系的、或先行联系时限在期内到期的件次中，按时联系（含有记录的拨打未通）的占比。"
        "每轮各计一次；匿名、没有电话而无须联系的不计。",
        formula_en="Of the handlings first contacted in the period, or whose time for it ended in it: those contacted in "
        "time, attempts on record included. Each round counts; nobody to reach, not counted.",
        counted=_contacted_in,
        met=lambda row, _: row.late("first_contact") is None,
    ),
    Rate(
        code="closed_in_time",
        name="按时办结率",
        english="closed in time",
        formula="期内办结的、或答复、签发、办结任一时限首次在期内逾期的件次中，没有逾期而办结的占比。时限以批准延期、"
        "挂账恢复后的为准，逾期之后再批准的不补救；每轮各计一次，逾期的只计在逾期当期；随主件并案、随共性问题办结的不另计。",
        formula_en="Of the handlings closed in the period, or whose answer, approval or closing first lapsed in it: those "
        "closed without any of these lapses. Due times are those after extension and suspension, granted before the "
        "lapse. Each round counts once, a late one in the period of its lapse; cases closed with another one, or "
        "with a common need, do not count.",
        counted=lambda row, period: period.inside(_due(row, row.closed_at, *CLOSING)),
        met=lambda row, _: row.late(*CLOSING) is None,
        levels={XILINGOL: "99.83"},
    ),
    Rate(
        code="returned",
        name="退单率",
        english="return rate",
        formula="期内派给单位的件次中，单位提出退单的占比（无论是否同意，每次派单计一次）。重办不能退单，不计入。",
        formula_en="Of the dispatches to units in the period: those the unit returned, whether accepted or refused. "
        "Each dispatch counts once; reopened rounds cannot be returned and do not count.",
        counted=lambda row, period: row.how == "dispatched" and period.inside(row.begun_at),
        met=lambda row, _: row.returned_at is not None,
        higher=False,
    ),
    Rate(
        code="reopened",
        name="重办率",
        english="reopening rate",
        formula="期内办结的件次中，截至统计时该轮之后又重办的占比。每轮办结各计一次；随主件并案、随共性问题办结的不另计。",
        formula_en="Of the handlings closed in the period: those followed by another round, as known now. Each closed "
        "round counts; cases closed with another one, or with a common need, do not.",
        counted=lambda row, period: row.begun_at is not None and period.inside(row.closed_at),
        met=lambda row, _: row.reopened_at is not None,
        higher=False,
    ),
    Rate(
        code="called_back",
        name="回访率",
        english="callback rate",
        formula="期内办结（即答件以安排回访为准）、须回访且已有结果或回访时限已过的件次中，已回访（回访到本人、"
        "本人拒访、或多次拨打无法联系）的占比。每轮各计一次，并案的每位诉求人各计一次；匿名、没有电话、"
        "按抽样规则不回访、已撤销的不计。",
        formula_en="Of the rounds closed in the period (answered at once: planned in it) that must be called back and "
        "whose result is known or overdue: those called (reached, refused, or unreachable after the attempts). Each "
        "round and each asker of a merged case counts; anonymous, without number, not sampled or dropped do not.",
        counted=_callback_known,
        met=_called,
        levels={XILINGOL: "100.00"},
    ),
    Rate(
        code="overdue_open",
        name="超时未办结",
        english="overdue and open",
        formula="期末（本期未结束的以统计时为准）单位仍在办理的件次中，答复、签发或办结时限已过的占比；"
        "分子即超时未办结件数。重办中的按当前一轮计。",
        formula_en="Of the handlings open at the end of the period (now, while it runs): those whose answer, approval or "
        "closing is overdue; the numerator is the number overdue. Of a reopened case the current round counts.",
        counted=_still_open,
        met=_overdue,
        higher=False,
    ),
)
BY_CODE: Mapping[str, Rate] = {rate.code: rate for rate in RATES}


def _accept_late(row: Row) -> datetime | None:
    return min((lapse.due_at for lapse in row.elsewhere if lapse.duty == "accept"), default=None)
