"""An appeal by a person through a channel of ours: it gets a number, and a receipt to follow it by."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from services.intake.attaching.keeping import kept
from services.intake.domain.appeal.commands import Receive, appeal_stream
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.complaint import ReceiveComplaint
from services.intake.enterprises import noted
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.numbering import case_number, stream_id
from shared.kernel.text import Text
from shared.web.uploads import Upload


class Submitted(NamedTuple):
    """`new` is False for the same key again."""

    case_no: str
    receipt: str
    new: bool


def submit(
    house: House,
    form: Mapping[str, Any],
    key: str,
    by: Actor,
    channel: str = "portal",
    files: Sequence[tuple[Upload, str]] = (),
) -> Submitted:
    """Register it. `key` names it at its source (an Idempotency-Key or a fresh id); `files` with their media types."""
    stream = appeal_stream(channel, key)
    phone = form.get("phone")
    readable = phone if phone and any(sign.isdigit() for sign in phone) else None
    moment = house.moment(by)
    asker = house.vault.asker(phone=readable, source_user=None, stream=stream)
    known = bool(house.executor.recalled(appeal, stream).asker)
    command = Receive(
        source=channel,
        source_no=key,
        moment=moment,
        asker=asker,
        title=Text(form["title"]),
        text=Text(form["text"], compare=True),
        kind=form.get("kind", ""),
        anonymous=not phone and not form.get("name"),
        has_receipt=True,
        name=given(form, "name"),
        phone=given(form, "phone"),
        enterprise=given(form, "enterprise"),
        credit_code=given(form, "credit_code"),
        urgent=form.get("urgent", False),
        confidential=form.get("confidential", False),
        attachments=() if known else kept(house, files, asker, case_number(stream, moment.at), key),
    )
    entries = house.execute(command, *(() if known else noted(house, command)))
    return Submitted(house.executor.subject(appeal, stream), house.vault.receipt(stream), bool(entries))


def complain(house: House, content: str, matter: str) -> str:
    """A complaint about officials: no case, no number; its receipt. `matter` is whatever names it, such as a form's key."""
    matter = stream_id("complaint", matter)
    house.execute(ReceiveComplaint(matter, house.moment(Actor("asker")), Text(content)))
    return house.vault.receipt(f"complaint/{matter}")


def given(form: Mapping[str, Any], name: str) -> Text | None:
    """A private field, if it was filled in."""
    return Text(form[name]) if form.get(name) else None
