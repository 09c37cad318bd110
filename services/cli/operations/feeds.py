"""Feeds: registering a file's orders, putting rows aside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from services.cli.embedded import Embedded
from services.intake import feeding
from services.intake.web.forms import OrderForm
from shared.house.house import House

UNKNOWN = "there is no feed {source}; known: {known}"


def known(embedded: Embedded, *, source: str) -> list[str]:
    """The feeds there are; ValueError for one that is not."""
    feeds = sorted(_intake(embedded).rulebook.current.feeds)
    if source not in feeds:
        raise ValueError(UNKNOWN.format(source=source, known=", ".join(feeds)))
    return feeds


def receive(embedded: Embedded, *, source: str, orders: Sequence[dict[str, Any]], origin: str) -> list[dict[str, Any]]:
    """What became of each order."""
    rows = [order.pop("row") for order in orders]
    read = [{**OrderForm().load(order), "row": row} for order, row in zip(orders, rows, strict=True)]
    results = feeding.receive_many(_intake(embedded), source, read, origin)
    return [{**asdict(result), "row": row} for result, row in zip(results, rows, strict=True)]


def quarantine(embedded: Embedded, *, source: str, rows: Sequence[dict[str, Any]], origin: str) -> int:
    """Record rows of a file that could not be read."""
    for row in rows:
        feeding.quarantine(_intake(embedded), source, origin, row["row"], row["code"])
    return len(rows)


def _intake(embedded: Embedded) -> House:
    return embedded.houses["intake"]


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "feed.known": known,
    "feed.receive": receive,
    "feed.quarantine": quarantine,
}
