"""A letter of the register as a Word document, from the jurisdiction's template."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy import RowMapping

from services.supervision.domain.letter.commands import LETTER
from services.supervision.domain.letter.events import BY_HAND
from shared.kernel.printable import printable
from shared.kernel.times import SHANGHAI
from shared.rules.rules import Rules

FOLDER = Path(__file__).parents[3] / "deploy" / "jurisdictions"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WHAT: Mapping[str, str] = {
    "late_start": "没有按时{duty}，应于{due}前办理",
    "extended": "准予延期已经超过规定次数，仍未办结",
    "dissatisfied": "经两次回访，诉求人对办理结果均不满意",
}
CASE, ABOUT = "编号{}的企业诉求", "逾期办理企业诉求"
MATTERS: Mapping[str, tuple[str, str]] = {
    "commitment": ("向企业作出的政府承诺事项", "逾期兑现政府承诺事项"),
    "common_need": ("企业共性问题", "逾期办理企业共性问题"),
}
"""By the first word of the subject; otherwise it is about a case."""
LATE = "“{duty}”应于{due}前完成，已经逾期"


def template_of(jurisdiction: str, row: RowMapping | Mapping[str, Any]) -> Path:
    """Where the template of such a letter stands."""
    name = "written" if row["ground"] == BY_HAND else row["kind"]
    return FOLDER / jurisdiction / "letters" / f"{name}.docx"


def written(title: str, text: str) -> dict[str, Any]:
    """What takes the places in the letter of a person: its subject, and a paragraph for each line that says anything."""
    return {"short": title, "paragraphs": [line.strip() for line in text.splitlines() if line.strip()]}


def values(row: RowMapping | Mapping[str, Any], rules: Rules, duty: str) -> dict[str, Any]:
    """What stands in the places; `duty` in people's words. Nothing personal: the case by its number alone."""
    unit = rules.units[row["unit"]].name if row["unit"] in rules.units else row["unit"]
    due = minute(row["due_at"]) if row["due_at"] else ""
    matter, about = MATTERS.get(row["case_no"].partition("/")[0], (CASE.format(row["case_no"]), ABOUT))
    return {
        **rules.letters,
        "year": str(row["year"]),
        "place": str(row["place"]),
        "unit": unit,
        "matter": matter,
        "short": about if row["kind"] == LETTER else f"{unit}{about}",
        "what": WHAT.get(row["ground"], LATE).format(duty=duty, due=due),
        "reply_by": minute(row["reply_by"]) if row["reply_by"] else "",
        "day": day(row["issued_at"]),
    }


def _printable(value: Any) -> Any:
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return printable(value) if isinstance(value, str) else value


def minute(at: datetime) -> str:
    there = at.astimezone(SHANGHAI)
    return f"{day(at)}{there.hour}时{there.minute:02d}分"


def day(at: datetime) -> str:
    """Arabic numerals, no leading zeros, as the standard writes dates."""
    there = at.astimezone(SHANGHAI)
    return f"{there.year}年{there.month}月{there.day}日"


def filled(template: Path, words: Mapping[str, Any]) -> bytes:
    """The document. A template that somebody changed can ask for no more than the places it is given."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # noqa: PLC0415 - for who asks for a letter

    document = DocxTemplate(template)
    document.render({name: _printable(value) for name, value in words.items()}, SandboxedEnvironment(autoescape=True))
    written = BytesIO()
    document.save(written)
    return written.getvalue()
