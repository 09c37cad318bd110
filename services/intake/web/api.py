"""The API of intake: feeds, appeals by receipt."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from marshmallow import Schema

from services.intake import feeding
from services.intake.attaching.keeping import checked, kept
from services.intake.domain.appeal.commands import Supplement, Withdraw
from services.intake.domain.appeal.desk_commands import Rate
from services.intake.readmodels import appeals
from services.intake.readmodels.appeals import Row
from services.intake.submitting import submit
from services.intake.web.forms import OrderForm
from services.intake.web.views import RATED_WHEN, followed
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.forms import load

ORDER: Schema = OrderForm()
NEEDS_TEXT = ("new", "supplement")
MOST = 1000


def feed_orders(ask: Ask) -> Json:
    """One message: 201 new, 200 known. An array: 200 with one result per item."""
    house: House = ask.service
    source = ask.arguments["source"]
    if isinstance(ask.json, list):
        return many(house, source, ask.json, ask.request.get_data())
    order, faults = read(ask.json)
    if faults:
        raise Failure(422, fields=faults)
    result = feeding.receive(house, source, order)
    return Json(shown(result), 201 if result.result == "registered" else 200)


def many(house: House, source: str, items: Sequence[Any], body: bytes) -> Json:
    """Each item has its own result; a wrong one stops none of the others."""
    if len(items) > MOST:
        raise Failure(413)
    origin = hashlib.sha256(body).hexdigest()
    results: list[dict[str, Any]] = [{} for _ in items]
    good: list[tuple[int, Mapping[str, Any]]] = []
    for index, item in enumerate(items):
        order, refused = tried(item)
        if refused:
            results[index] = {"result": "quarantined", **refused}
            feeding.quarantine(house, source, origin, index, refused["code"])
        else:
            good.append((index, {**order, "row": index}))
    done = feeding.receive_many(house, source, [order for _, order in good], origin)
    for (index, _), result in zip(good, done, strict=True):
        results[index] = shown(result)
    return Json([{"index": index, **result} for index, result in enumerate(results)])


def tried(item: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A feed message, or the code and fields of what is wrong with it."""
    try:
        order, faults = read(item)
    except Failure as failure:
        return {}, {"code": failure.code, "fields": []}
    fields = [{"name": fault.name, "message": fault.message} for fault in faults]
    return order, {"code": "request.invalid", "fields": fields} if faults else {}


def read(item: Any) -> tuple[dict[str, Any], Any]:
    """A feed message and its faults; text is required where words are what it brings."""
    if not isinstance(item, dict):
        raise Failure(422, "request.not_an_object")
    order, faults = load(ORDER, item)
    if not faults and order["message"] in NEEDS_TEXT and not order.get("text", "").strip():
        return load(ORDER, {**item, "text": ""})
    return order, faults


def shown(result: feeding.Result) -> dict[str, Any]:
    """A result without its empty fields."""
    return {name: value for name, value in asdict(result).items() if value}


def feed_status(ask: Ask) -> Json:
    """How far the source's order is."""
    house: House = ask.service
    with house.engine.connect() as connection:
        row = appeals.of_source(connection, ask.arguments["source"], ask.arguments["number"])
    if row is None:
        raise Rejected("appeal.unknown_number")
    return Json(followed(house, row))


def create_appeal(ask: Ask) -> Json:
    """An appeal through the portal; the same Idempotency-Key is the same appeal, with the same receipt."""
    house: House = ask.service
    files = checked(house, ask.request)
    made = submit(house, ask.form, ask.idempotency_key or uuid7(ask.at), ask.who.actor(), files=files)
    return Json({"case_no": made.case_no, "receipt": made.receipt}, 201 if made.new else 200)


def read_appeal(ask: Ask) -> Json:
    """By receipt: how far the case is, and the answer."""
    return Json(followed(ask.service, by_receipt(ask)))


def supplement(ask: Ask) -> Json:
    """More words by the asker."""
    row = by_receipt(ask)
    add(ask, row)
    return Json({"case_no": row["case_no"], "state": row["state"]})


def add(ask: Ask, row: Row) -> None:
    """Words and files by the asker; the same message again adds nothing."""
    house: House = ask.service
    ref = ask.idempotency_key or ""
    files = checked(house, ask.request)
    attachments = kept(house, files, row["asker"], row["case_no"], ref or uuid7(ask.at))
    words = Text(ask.form["text"], compare=True)
    house.execute(Supplement(row["stream"], house.moment(ask.who.actor()), words, ref, attachments))


def rate(ask: Ask) -> Json:
    """The asker's own word on a closed round, once a round."""
    row = by_receipt(ask)
    say(ask, row)
    return Json({"case_no": row["case_no"], "round": row["round"]})


def say(ask: Ask, row: Row) -> None:
    """Rejected `appeal.not_closed` before there is an answer to rate, and as the domain says."""
    if row["state"] not in RATED_WHEN:
        raise Rejected("appeal.not_closed")
    house: House = ask.service
    remark = Text(ask.form["remark"]) if ask.form.get("remark") else None
    moment = house.moment(ask.who.actor())
    command = Rate(row["stream"], moment, row["round"], ask.form["satisfied"], remark)
    house.execute(command, once=ask.once_only)


def withdraw(ask: Ask) -> Json:
    """The asker takes it back."""
    row = by_receipt(ask)
    take_back(ask, row)
    return Json({"case_no": row["case_no"], "state": "withdrawn"})


def take_back(ask: Ask, row: Row) -> None:
    """Withdraw it in the asker's words. Rejected `appeal.archived`, and as the domain says."""
    if row["state"] == "archived":
        raise Rejected("appeal.archived")
    house: House = ask.service
    reason = Text(ask.form["reason"]) if ask.form.get("reason") else None
    house.execute(Withdraw(row["stream"], house.moment(ask.who.actor()), reason))


def by_receipt(ask: Ask) -> Row:
    """The appeal of the number in the path, if the receipt fits; otherwise 404, whichever of the two is wrong."""
    typed = ask.request.headers.get("X-Receipt") or ask.query("receipt")
    return found(ask.service, ask.arguments["no"], typed)


def found(house: House, no: str, receipt: str) -> Row:
    """The appeal of this number and receipt. Rejected `appeal.not_found`."""
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, no)
    try:
        fits = row is not None and house.vault.receipt_fits(row["stream"], receipt)
    except ValueError:
        fits = False
    if row is None or not fits:
        raise Rejected("appeal.not_found")
    return row
