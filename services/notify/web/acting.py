"""What a person decides about a delivery that did not arrive, or of which nobody knows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.notify.domain.delivery.commands import ConfirmSent, SendAgain
from services.notify.domain.digest import TEMPLATE
from services.notify.readmodels import deliveries
from services.notify.readmodels.deliveries import GIVEN_UP, UNCERTAIN, Row
from services.notify.web.api import document
from services.notify.web.listing import found
from shared.house.house import House
from shared.web.answers import Json, See
from shared.web.ask import Ask
from shared.web.failures import Failure

DECIDE = "deliveries.decide"
COMMANDS: Mapping[str, type[SendAgain] | type[ConfirmSent]] = {"send-again": SendAgain, "confirm": ConfirmSent}
OPEN = (GIVEN_UP, UNCERTAIN)


def offered(ask: Ask, row: Row) -> Sequence[str]:
    """What may be done with it by whoever asks."""
    return tuple(COMMANDS) if ask.may(DECIDE) and row["state"] in OPEN and not told_singly(ask.service, row) else ()


def told_singly(house: House, row: Row) -> bool:
    """Whether it is a digest whose notices have gone by themselves: sent again it would tell all of them twice."""
    if row["template"] != TEMPLATE:
        return False
    with house.engine.connect() as connection:
        return row["state"] == GIVEN_UP and not deliveries.members(connection, row["id"])


def acting(name: str) -> Callable[[Ask], See]:
    """The view of a page's button."""

    def act(ask: Ask) -> See:
        row = _done(ask, name)
        return See(f"/notify/deliveries/{row['id']}", f"done.{name}")

    return act


def answering(name: str) -> Callable[[Ask], Json]:
    """The same for machines: the delivery as it is then."""

    def act(ask: Ask) -> Json:
        row = _done(ask, name)
        return Json(document(found(ask.service, row["id"]) or row))

    return act


def _done(ask: Ask, name: str) -> Row:
    house: House = ask.service
    row = found(house, ask.arguments["id"])
    if row is None:
        raise Failure(404, "delivery.not_found")
    if told_singly(house, row):
        raise Failure(409, "digest.told_singly")
    command: Any = COMMANDS[name](row["case_no"], row["id"], house.moment(ask.who.actor()))
    house.execute(command, once=ask.once_only)
    return row
