"""The limits (时限): how long each step may take, which limit an answer has, and a few numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.calendar import Measure, Span
from shared.rules.cards import CardRule, SampleRule, cards_from, sampling_from
from shared.rules.catalogue import KINDS, LEVELS
from shared.rules.entry import Entry
from shared.rules.patterns import Pattern, patterns_from

NUMBERS = ("extensions", "rounds", "callback_attempts", "delivery_attempts")
LETTERS = ("mark", "signer", "contact")
NEEDS = ("special", "consultation", "leader")
"""What the answer of a case may wait for, by its level: a special meeting, a consultation, a leader's coordination."""
REQUIRED = (
    *("accept", "dispatch", "sign", "return", "settle_return", "first_contact", "approve", "extension", "callback"),
    *("confirm_transfer", "chase_transfer", "report_instruction", "record_meeting", "answer_escalation"),
    *("lead_common_need", "answer_common_need", "settle_extension", "suspension", "deliver"),
    *("ask_reopen", "ask_redo", "ask_urge", "ask_cancel", "ask_callback"),
)
"""The limits that the services compute duties from; `<code>_urgent` may stand beside each."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long: `span` counts from the start of the duty; `source` says where the figure was taken from."""

    code: str
    name: str
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The limit of an answer where kind, level and urgency fit; empty or None fits all."""

    limit: str
    kind: str = ""
    level: str = ""
    urgent: bool | None = None

    def fits(self, kind: str, level: str, urgent: bool) -> bool:
        return self.kind in ("", kind) and self.level in ("", level) and self.urgent in (None, urgent)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the part `limits` says. The first fitting row of `answers` holds; `numbers` are the keys of NUMBERS."""

    limits: Mapping[str, Limit]
    answers: Sequence[AnswerRow]
    numbers: Mapping[str, int]
    cards: Sequence[CardRule] = ()
    sampling: Sequence[SampleRule] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    coordination: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, Pattern] = field(default_factory=dict)


def limits_from(part: Entry) -> Limits:
    """`{limits: {code: {name, amount, measure, source}}, answers: [{limit, kind?, level?, urgent?}], numbers: {},

    cards?: [], sampling?: [], letters?: {mark, signer, contact},
    coordination?: {level: need}, patterns?: {}}`; see `shared.rules.cards` and `shared.rules.patterns`.
    """
    part.only("limits", "answers", "numbers", "cards", "sampling", "letters", "coordination", "patterns")
    limits = {code: _limit(code, entry) for code, entry in part.entries("limits")}
    for code in REQUIRED:
        if code not in limits:
            part.fault(f"缺少时限“{code}”，请在 limits 下补上")
    numbers = part.inner("numbers")
    numbers.only(*NUMBERS)
    figures = {key: numbers.number(key) for key in NUMBERS}
    return Limits(
        limits=limits,
        answers=_answers(part, limits),
        numbers=figures,
        cards=cards_from(part, tuple(limits)),
        sampling=sampling_from(part),
        letters=_letters(part),
        coordination=_coordination(part),
        patterns=patterns_from(part),
    )


def _coordination(part: Entry) -> Mapping[str, str]:
    """What the answer of a level waits for."""
    coordination = part.inner("coordination")
    coordination.only(*LEVELS)
    return {level: coordination.choice(level, NEEDS) for level in coordination.content}


def _letters(part: Entry) -> Mapping[str, str]:
    """Nothing where no letters are written here; otherwise every one of LETTERS."""
    letters = part.inner("letters")
    letters.only(*LETTERS)
    return {key: letters.text(key) for key in LETTERS} if letters.content else {}


def _limit(code: str, entry: Entry) -> Limit:
    entry.only("name", "amount", "measure", "source")
    measure = entry.choice("measure", tuple(Measure))
    return Limit(code, entry.text("name"), Span(entry.number("amount"), Measure(measure)), entry.text("source"))


def _answers(part: Entry, limits: Mapping[str, Limit]) -> tuple[AnswerRow, ...]:
    rows = tuple(_answer(row, limits) for row in part.rows("answers"))
    if not rows or rows[-1] != AnswerRow(rows[-1].limit):
        part.fault("“answers”的最后一条应只写 limit，不带条件，使任何诉求都有答复时限")
    return rows


def _answer(row: Entry, limits: Mapping[str, Limit]) -> AnswerRow:
    row.only("limit", "kind", "level", "urgent")
    limit = row.text("limit")
    if limit not in limits:
        row.fault(f"时限“{limit}”不在 limits 里，请改正或补上")
    kind = row.choice("kind", ("", *KINDS), "")
    level = row.choice("level", ("", *LEVELS), "")
    return AnswerRow(limit, kind, level, row.flag("urgent") if "urgent" in row.content else None)
