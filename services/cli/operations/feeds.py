"""Feeds: registering a file's orders, putting rows aside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from statistics import quantiles
from typing import Any

from marshmallow import ValidationError

from services.cli.installation import Installation
from services.intake import feeding
from services.intake.readmodels import appeals
from services.intake.web.forms import OrderForm
from shared.house.house import House
from shared.web.forms import faults

FORM = OrderForm()
UNKNOWN = "there is no feed {source}; known: {known}"


def known(installation: Installation, *, source: str) -> list[str]:
    """The feeds there are; ValueError for one that is not."""
    feeds = sorted(_intake(installation).rulebook.current.feeds)
    if source not in feeds:
        raise ValueError(UNKNOWN.format(source=source, known=", ".join(feeds)))
    return feeds


def receive(
    installation: Installation, *, source: str, orders: Sequence[dict[str, Any]], origin: str
) -> list[dict[str, Any]]:
    """What became of each order."""
    return _take(installation, source, orders, origin, history=False)


def _take(
    installation: Installation, source: str, orders: Sequence[dict[str, Any]], origin: str, *, history: bool
) -> list[dict[str, Any]]:
    intake = _intake(installation)
    results: dict[int, dict[str, Any]] = {}
    read: list[dict[str, Any]] = []
    for order in orders:
        row = order.pop("row")
        try:
            read.append({**FORM.load(order), "row": row})
        except ValidationError as error:
            (fault, *_) = faults(error.messages)
            feeding.quarantine(intake, source, origin, row, "feed.invalid")
            results[row] = {
                "result": "quarantined",
                "code": "feed.invalid",
                "reason": f"“{fault.name}”：{fault.message}",
                "row": row,
            }
    done = feeding.receive_many(intake, source, read, origin, history=history)
    results |= {order["row"]: {**asdict(result), "row": order["row"]} for order, result in zip(read, done, strict=True)}
    return [results[row] for row in sorted(results)]


def history(
    installation: Installation, *, source: str, orders: Sequence[dict[str, Any]], origin: str
) -> list[dict[str, Any]]:
    """What became of each order of years ago."""
    return _take(installation, source, orders, origin, history=True)


def figures(installation: Installation, *, source: str) -> dict[str, Any]:
    """How long answers took in a source's history: count, and quartiles in seconds (linear between neighbours)."""
    with _intake(installation).engine.connect() as connection:
        delays = appeals.answer_delays(connection, source)
    if len(delays) < 2:
        return {"answered": len(delays)}
    lower, median, upper = quantiles(delays, n=4, method="inclusive")
    return {
        "answered": len(delays),
        "answer_delay_seconds": {"lower_quartile": lower, "median": median, "upper_quartile": upper},
    }


def quarantine(installation: Installation, *, source: str, rows: Sequence[dict[str, Any]], origin: str) -> int:
    """Record rows of a file that could not be read."""
    for row in rows:
        feeding.quarantine(_intake(installation), source, origin, row["row"], row["code"])
    return len(rows)


def _intake(installation: Installation) -> House:
    return installation.houses["intake"]


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "feed.known": known,
    "feed.receive": receive,
    "feed.history": history,
    "feed.history_figures": figures,
    "feed.quarantine": quarantine,
}
