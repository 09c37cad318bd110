"""Receipts (回执): a gateway tells what became of a message. It shows the channel's secret; the same twice says nothing."""

from services.notify.domain.delivery.commands import NoteReceipt
from services.notify.gateways.receipts import Receipts, ReceiptUnreadable
from services.notify.gateways.settings import GatewaysInvalid, read_gateways
from services.notify.web.listing import found
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure

GATEWAY = Actor("system:gateway")


def take_receipt(ask: Ask) -> Json:
    """202 taken; 401 without the secret; 404 for no message of ours; 422 for what cannot be read."""
    house: House = ask.service
    settings = receipts_of(house, ask.arguments["channel"])
    if settings is None or not settings.known(shown(ask)):
        raise Failure(401, "receipt.secret")
    try:
        receipt = settings.read(ask.json)
    except ReceiptUnreadable:
        raise Failure(422, "receipt.unreadable") from None
    row = found(house, receipt.delivery)
    if row is None or ask.arguments["channel"] not in (row["channel"], row["sent_by"]):
        raise Failure(404, "delivery.not_found")
    moment = house.moment(GATEWAY)
    happened = min(receipt.happened or moment.at, moment.at)
    channel = ask.arguments["channel"]
    house.execute(NoteReceipt(row["case_no"], row["id"], moment, channel, receipt.outcome, happened))
    return Json({"delivery": row["id"], "outcome": receipt.outcome}, status=202)


def receipts_of(house: House, channel: str) -> Receipts | None:
    """The channel's settings; 503 while `gateways.yaml` is at fault, so that the gateway tells us again."""
    try:
        return read_gateways(house.world.folder).receipts.get(channel)
    except GatewaysInvalid:
        raise Failure(503) from None


def shown(ask: Ask) -> str:
    """The bearer's secret, or ""."""
    kind, _, secret = ask.request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""
