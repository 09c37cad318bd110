"""The thresholds of the rules that look for patterns of misconduct in the record (线索规则): data, with their source."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.rules.entry import Entry

THRESHOLDS: Mapping[str, tuple[str, ...]] = {
    "unsigned": ("working_days",),
    "ping_pong_returns": ("returns",),
    "serial_extensions": ("extensions",),
    "closed_without_contact": ("attempts", "apart_minutes"),
    "copied_answer": ("similar_percent", "least_letters"),
    "foreign_contact_number": ("contacts",),
    "after_the_fact_correction": ("working_days",),
    "false_closure": ("calendar_days",),
    "rating_pressure": ("hours",),
}
"""The rules there are, and the numbers each needs. A rule that is not written in the jurisdiction's data does not run."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`numbers` are those of THRESHOLDS; `source` says where they were taken from."""

    code: str
    name: str
    source: str
    numbers: Mapping[str, int]


def patterns_from(part: Entry) -> Mapping[str, Pattern]:
    """`patterns?: {code: {name, source, <threshold>…}}` of the part `limits`."""
    if "patterns" not in part.content:
        return {}
    return {code: _pattern(code, entry, part) for code, entry in part.entries("patterns")}


def _pattern(code: str, entry: Entry, part: Entry) -> Pattern:
    needed = THRESHOLDS.get(code, ())
    if not needed:
        part.fault(f"没有“{code}”这条线索规则，请改正或删去")
    entry.only("name", "source", *needed)
    return Pattern(code, entry.text("name"), entry.text("source"), {name: entry.number(name) for name in needed})
