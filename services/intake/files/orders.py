"""A row becomes an order, or is put aside with its reason; never silently changed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.intake.files import readings
from services.intake.files.dates import moment, zoned
from services.intake.files.mapping import ColumnMapping, Plan, folded
from services.intake.files.sentences import sentence
from services.intake.files.text import Faulty, is_blank, shown, words
from services.intake.files.values import Bad, Cell, Order, Row

WITH_TEXT = frozenset({"new", "supplement"})
Table = dict[str, bool | None]


def order_from(row: Row, mapping: ColumnMapping, plan: Plan) -> Order | Bad:
    """The order in this row. Bad if a field that we use is missing, broken, or not to be understood."""
    try:
        return build(Fields(row, mapping, plan))
    except Faulty as fault:
        return put_aside(row, fault.code, fault.column)


def put_aside(row: Row, code: str, column: str = "") -> Bad:
    """The row as it stands, with its reason."""
    raw = {header: shown(cell) for header, cell in row.cells.items()}
    return Bad(row.number, code, sentence(code, column), raw)


def build(fields: "Fields") -> Order:
    """Faulty for the first thing that is wrong, the most telling first: number, kind of message, text."""
    source_no = fields.number("source_no") or fields.missing("no_number")
    message = fields.message()
    text = fields.text("text")
    if message in WITH_TEXT and is_blank(text):
        fields.missing("no_text")
    return Order(
        row=fields.row.number,
        message=message,
        source_no=source_no,
        kind=fields.meant("kind"),
        title=fields.text("title") or readings.title_of(text),
        text=text,
        asked_at=fields.moment("asked_at"),
        user=fields.number("user"),
        name=fields.text("name") or None,
        phone=fields.number("phone"),
        enterprise=fields.text("enterprise") or None,
        credit_code=fields.number("credit_code"),
        place=fields.place(),
        urgent=bool(fields.flag("urgent")),
        source_due_at=fields.moment("source_due_at"),
        answer=fields.text("answer") or None,
        answered_at=fields.moment("answered_at"),
        contacted=fields.flag("contacted"),
        resolved=fields.flag("resolved"),
        satisfied=fields.flag("satisfied"),
        remark=fields.text("remark") or None,
    )


@dataclass(frozen=True, slots=True)
class Fields:
    """One row, asked by field; every question is Faulty where the cell does not answer it."""

    row: Row
    mapping: ColumnMapping
    plan: Plan

    def find(self, field: str) -> tuple[str, Cell]:
        """The first header of the field whose cell says something, and that cell."""
        headers = self.plan.get(field, ())
        for header in headers:
            if not is_blank(cell := self.row.cells.get(header)):
                return header, cell
        return (headers[0] if headers else field), None

    def missing(self, code: str) -> str:
        raise Faulty(code, "")

    def text(self, field: str) -> str:
        header, cell = self.find(field)
        return "" if cell is None else words(cell, header)

    def meant(self, field: str) -> str:
        """The text, or what the mapping says that it means."""
        said = self.text(field)
        table = self.mapping.values.get(field)
        return table.get(folded(said), said) if table and said else said

    def number(self, field: str) -> str | None:
        return self.understood(field, readings.number, "rounded_number") or None

    def place(self) -> str:
        return self.understood("place", readings.place, "unknown_place")

    def understood(self, field: str, read: Callable[[str], str], code: str) -> str:
        try:
            return read(self.meant(field))
        except ValueError as cause:
            raise Faulty(code, self.find(field)[0]) from cause

    def message(self) -> str:
        said = self.meant("message")
        if said and folded(said) not in readings.MESSAGES:
            raise Faulty("unknown_message", self.find("message")[0])
        return readings.MESSAGES[folded(said)] if said else "new"

    def flag(self, field: str) -> bool | None:
        if not (said := self.meant(field)):
            return None
        table = readings.URGENCY if field == "urgent" else readings.FLAGS
        if folded(said) not in table:
            raise Faulty("unclear_answer", self.find(field)[0])
        return table[folded(said)]

    def moment(self, field: str) -> datetime | None:
        header, cell = self.find(field)
        if cell is None:
            return None
        try:
            return zoned(cell) if isinstance(cell, datetime) else moment(words(cell, header))
        except ValueError as cause:
            raise Faulty("unreadable_date", header) from cause
