"""Who answered late, counted without the product: own reading of the file, own days, the limits as they are written.

The days are walked by the oracle of tests/unit/calendar, on the holidays of chinesecalendar (the file is of 2011-2020).
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

from tests.integration.acceptance.commands import CHECKOUT
from tests.integration.acceptance.workbooks import ANSWERED_AT, ASKED_AT, NUMBER, SUBJECT, TEXT, Row, moment
from tests.unit.calendar.oracle import Office

LIMITS = CHECKOUT / "deploy" / "jurisdictions" / "hailar" / "limits.yaml"
GENERAL = "answer_general"
LONGER: Mapping[str, str] = {"城乡建设": "answer_complex", "国土资源": "answer_major", "交通运输": "answer_utility"}
"""Categories with another limit than the usual one."""


class Years(Office):
    """The office of Hailar in the years of chinesecalendar's data."""

    def opening(self, day: date) -> tuple[tuple[int, int], ...]:
        return ((510, 720), (870, 1050)) if chinese_calendar.is_workday(day) else ()


def suggested(rows: Sequence[Row], taxonomy: Path) -> dict[str, str]:
    """Number → first-level category whose terms stand most often in the message; `其他` where none does."""
    terms: dict[str, set[str]] = {}
    with taxonomy.open(encoding="utf-8-sig", newline="") as file:
        for first, *below in list(csv.reader(file))[1:]:
            terms.setdefault(first, set()).update(term for term in below if len(term) > 1)
    return {row[NUMBER].strip(): _most(row[SUBJECT] + row[TEXT], terms) for row in rows}


def _most(text: str, terms: Mapping[str, set[str]]) -> str:
    counted = {category: sum(text.count(term) for term in sorted(known)) for category, known in terms.items()}
    best = max(counted, key=lambda category: (counted[category], category))
    return best if counted[best] else "其他"


def written(path: Path, categories: Mapping[str, str]) -> Path:
    """The file for `huying case overdue`: each category is one unit."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["source_no", "unit", "limit"])
        rows.writerows([number, category, LONGER.get(category, "")] for number, category in categories.items())
    return path


def late(rows: Sequence[Row], categories: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Category → how many there are, and how many were answered after their limit."""
    limits = yaml.safe_load(LIMITS.read_text(encoding="utf-8"))["limits"]
    cases: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    for row in rows:
        category = categories[row[NUMBER].strip()]
        cases[category] += 1
        limit = limits[LONGER.get(category, GENERAL)]
        overdue[category] += moment(row[ANSWERED_AT]) > due(moment(row[ASKED_AT]), limit)
    return {category: (cases[category], overdue[category]) for category in cases}


def due(asked: datetime, limit: Mapping[str, Any]) -> datetime:
    """When the answer was due."""
    return Years().due(asked, limit["amount"], limit["measure"])
