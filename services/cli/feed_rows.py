"""An order of a file as the feed's message: the same JSON that a hotline would post."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from services.intake.files import Order
from shared.kernel.times import stamp

NOT_SENT = ("row",)


def as_json_order(order: Order) -> dict[str, Any]:
    """Without empty fields; times in RFC 3339."""
    fields = {name: value for name, value in asdict(order).items() if name not in NOT_SENT}
    return {name: _plain(value) for name, value in fields.items() if value not in (None, "", False)} | {
        "row": order.row
    }


def _plain(value: Any) -> Any:
    return stamp(value) if isinstance(value, datetime) else value
