"""The rules of cards (三色牌) and of sampling callbacks: which lapse shows which colour, who is called back."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from shared.rules.entry import Entry

GROUNDS = ("reminded", "late_start", "overdue", "overdue_again", "extended", "dissatisfied")
"""`reminded`: no card. `overdue_again`: the second lapse that `overdue` is shown for. `extended`: more than `over`
extensions granted. `dissatisfied`: twice."""
COLOURS = ("none", "blue", "yellow", "red")
ROUTES = ("", "at_once", "closed")


@dataclass(frozen=True, slots=True)
class CardRule:
    """`letter`: a supervision letter comes with it; `explain`: the limit of the written explanation, or "".

    `duties` are those whose lapse is meant; none named: all that no other rule names.
    """

    ground: str
    colour: str
    duties: tuple[str, ...] = ()
    letter: bool = False
    explain: str = ""
    over: int = 0


@dataclass(frozen=True, slots=True)
class SampleRule:
    """`percent` of the cases that fit are called back. `route`: `at_once` (answered at once), `closed`, "" for both."""

    percent: int
    route: str = ""
    channel: str = ""
    level: str = ""

    def fits(self, route: str, channel: str, level: str) -> bool:
        return self.route in ("", route) and self.channel in ("", channel) and self.level in ("", level)


def card_of(rules: Sequence[CardRule], ground: str) -> CardRule | None:
    """The rule for a ground; None: no card."""
    return next((rule for rule in rules if rule.ground == ground), None)


def card_of_lapse(rules: Sequence[CardRule], duty: str) -> CardRule | None:
    """The rule for a duty's first lapse: one that names it, else the one of `overdue` that names none."""
    named = next((rule for rule in rules if duty in rule.duties), None)
    rule = named or next((rule for rule in rules if rule.ground == "overdue" and not rule.duties), None)
    return rule if rule and rule.colour != "none" else None


def percent_of(rules: Sequence[SampleRule], route: str, channel: str, level: str) -> int:
    """How many of a hundred such cases are called back; without a rule all that were closed, none answered at once."""
    fitting = next((rule for rule in rules if rule.fits(route, channel, level)), None)
    if fitting is None:
        return 0 if route == "at_once" else 100
    return fitting.percent


def sampled(case_no: str, percent: int) -> bool:
    """Whether this case is among the `percent` of a hundred: the same whoever asks, whenever."""
    return int.from_bytes(sha256(case_no.encode()).digest()[:4]) % 100 < percent


def cards_from(part: Entry, limits: Sequence[str]) -> tuple[CardRule, ...]:
    """`cards: [{ground, colour, duties?, letter?, explain?, over?}]` of the part `limits`."""
    rules = tuple(_card(row, limits) for row in part.rows("cards"))
    for ground in GROUNDS:
        if sum(rule.ground == ground for rule in rules) > 1:
            part.fault(f"“cards”里“{ground}”写了两次，请删去一条")
    return rules


def _card(row: Entry, limits: Sequence[str]) -> CardRule:
    row.only("ground", "colour", "duties", "letter", "explain", "over")
    explain = row.text("explain", "")
    if explain and explain not in limits:
        row.fault(f"时限“{explain}”不在 limits 里，请改正或补上")
    over = row.number("over") if "over" in row.content else 0
    ground, colour = row.choice("ground", GROUNDS), row.choice("colour", COLOURS)
    return CardRule(ground, colour, row.texts("duties"), row.flag("letter"), explain, over)


def sampling_from(part: Entry) -> tuple[SampleRule, ...]:
    """`sampling: [{percent, route?, channel?, level?}]` of the part `limits`; the first that fits holds."""
    return tuple(_sample(row) for row in part.rows("sampling"))


def _sample(row: Entry) -> SampleRule:
    row.only("percent", "route", "channel", "level")
    percent = row.content.get("percent")
    if isinstance(percent, bool) or not isinstance(percent, int) or not 0 <= percent <= 100:
        row.fault(f"“percent”应为 0 至 100 的整数，现在是 {percent!r}")
        percent = 100
    return SampleRule(percent, row.choice("route", ROUTES, ""), row.text("channel", ""), row.text("level", ""))
