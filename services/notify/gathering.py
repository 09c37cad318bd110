"""Digests: what waits for a unit is gathered into one message when its time has come, and told as that message was."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.notify.domain.channels import unit_channel
from services.notify.domain.delivery.commands import Gather, MarkSent, Release
from services.notify.domain.digest import TEMPLATE, PlanDigest
from services.notify.readmodels import deliveries
from services.notify.readmodels.deliveries import SENT, Held, Row
from shared.eventlog.unit import Conflict
from shared.house.house import House
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.telemetry.logs import logger


def gather(house: House, moment: Moment, held: Held, now: datetime) -> None:
    """Plan the digests that are due. A notice that was settled meanwhile leaves its digest for the next look."""
    with house.engine.connect() as connection:
        waiting = deliveries.for_digest(connection, now, held)
    for unit, rows in waiting.items():
        _try(house, digest_of(unit, rows, moment))


def digest_of(unit: str, rows: Sequence[Row], moment: Moment) -> list[PlanDigest | Gather]:
    """The digest and what it gathers: all of it or nothing."""
    cases = tuple(dict.fromkeys(row["case_no"] for row in rows))
    channel = unit_channel(moment.rules, TEMPLATE)
    plan = PlanDigest(unit, moment, channel, tuple(row["id"] for row in rows), cases)
    return [plan, *(Gather(row["case_no"], row["id"], moment, plan.delivery) for row in rows)]


def settle(house: House, moment: Moment) -> None:
    """What was gathered is told once its digest was sent; where that was given up, each goes by itself."""
    with house.engine.connect() as connection:
        ended = deliveries.told_by_digest(connection)
    for row, whole in ended:
        _try(house, [settled(row, whole, moment)])


def settled(row: Row, whole: Row, moment: Moment) -> MarkSent | Release:
    """What became of a gathered notice, by what became of its digest."""
    case_no, id_, digest = row["case_no"], row["id"], whole["id"]
    if whole["state"] == SENT:
        return MarkSent(case_no, id_, moment, whole["sent_by"] or whole["channel"], 1, digest, whole["sent_with"] or "")
    return Release(case_no, id_, moment, digest, whole["code"] or "")


def _try(house: House, commands: Iterable[object]) -> None:
    try:
        house.execute(*commands)
    except (Rejected, Conflict) as trouble:
        logger("sending").warning(
            "a digest was left for later", why=repr(trouble), next_step="none: it is tried again at the next look"
        )
