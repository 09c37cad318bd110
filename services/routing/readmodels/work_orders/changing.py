"""How facts change an order's row."""

from datetime import datetime
from typing import Any

from services.routing.readmodels.work_orders import tasks as due
from services.routing.readmodels.work_orders.tables import work_orders
from services.routing.readmodels.work_orders.tasks import Tasks
from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import Rows
from shared.kernel.times import unstamp


def time_in(text: str | None) -> datetime | None:
    """A time as an entry says it, or None."""
    return unstamp(text) if text else None


def put(fact: Fact, rows: Rows, **values: Any) -> None:
    """Change these columns of the order's row."""
    rows.put(work_orders, case_no=fact.subject, **values)


def read(fact: Fact, rows: Rows) -> tuple[dict[str, Any], Tasks]:
    """The order's row as it will be, and the duties in it."""
    row = rows.get(work_orders, fact.subject) or {}
    return row, due.read(row.get("duties"))


def handling(tasks: Tasks) -> dict[str, Any]:
    """What a unit that has the order must do next."""
    names = (("sign", "signing"), ("first_contact", "contact"))
    waits_for = next((word for duty, word in names if due.is_open(tasks, duty)), "answer")
    return {"state": "handling", "waits_for": waits_for, **due.columns(tasks)}
