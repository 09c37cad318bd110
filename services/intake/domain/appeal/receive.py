"""Receiving: the number is given once; the same words again say nothing, other words are a supplement."""

import re
from dataclasses import replace
from unicodedata import normalize

from stdnum.cn import uscc

from services.intake.domain.appeal.attachment import MOST, closed_under
from services.intake.domain.appeal.commands import Receive, Supplement
from services.intake.domain.appeal.events import Accepted, Event, Received, Supplemented
from services.intake.domain.appeal.state import Appeal, Phase
from shared.kernel.duty import Duty
from shared.kernel.phone import dialled
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, asker_key
from shared.rules.catalogue import KINDS
from shared.rules.moment import Moment

LONGEST_KIND = 20
MANY_DIGITS = re.compile(r"\d{5}")


def receive(appeal: Appeal, command: Receive) -> list[Event]:
    """Received, and accepted at once where the feed's rule says so; a repeat with other words is a supplement."""
    if appeal.phase is Phase.HISTORY:
        return []
    if appeal.phase is not Phase.UNKNOWN:
        return supplemented(appeal, command, command.source_no)
    if not command.source_no.strip():
        raise Rejected("appeal.no_number")
    if not command.text.value.strip():
        raise Rejected("appeal.no_text")
    few_enough(command)
    event = first(command)
    return [event] if event.duties else [event, Accepted(event.kind, "rule")]


def supplement(appeal: Appeal, command: Supplement) -> list[Event]:
    """Added to whatever became of the appeal: words are never refused, but for an order of years ago."""
    if appeal.phase is Phase.HISTORY:
        raise Rejected("appeal.history")
    if not command.text.value.strip():
        raise Rejected("appeal.no_text")
    few_enough(command)
    return supplemented(appeal, command, command.source_ref)


def supplemented(appeal: Appeal, command: Receive | Supplement, source_ref: str) -> list[Event]:
    """Nothing when this is known, or when its asker was shredded and nothing must come back."""
    text, key = command.text, asker_key(appeal.asker)
    if text.unknown or is_known(appeal, command, source_ref):
        return []
    kept = replace(text, key=key, compare=True)
    return [Supplemented(appeal.supplements + 1, source_ref, kept, closed_under(key, command.attachments))]


def is_known(appeal: Appeal, command: Receive | Supplement, source_ref: str) -> bool:
    """Words are known by their tag; with files the message is, by the name its source gave it."""
    if command.attachments:
        return bool(source_ref) and source_ref in appeal.refs
    return is_first_text(appeal, command.text) or command.text.same in appeal.seen


def few_enough(command: Receive | Supplement) -> None:
    """Rejected with more files than may come at a time."""
    if len(command.attachments) > MOST:
        raise Rejected("appeal.too_many_files", most=MOST)


def is_first_text(appeal: Appeal, text: Text) -> bool:
    """Whether these are the words it was received with; within one unit of work those are still open."""
    if isinstance(appeal.text, Text):
        return appeal.text.value == text.value
    return text.same is not None and text.same == getattr(appeal.text, "same", None)


def first(command: Receive) -> Received:
    """The event of the first receipt."""
    channel, callback_by = origin(command)
    key = asker_key(command.asker)
    return Received(
        channel=channel,
        source=command.source,
        source_no=command.source_no,
        kind=command.kind if command.kind in KINDS else "",
        kind_said=kind_said(command.kind),
        title=command.title.under(key),
        text=replace(command.text, key=key, compare=True),
        asker=command.asker,
        anonymous=command.anonymous,
        name=under(command.name, key),
        phone=under(dialled(command.phone), key) if command.phone else None,
        enterprise=under(command.enterprise, key),
        credit_code=under(command.credit_code, key),
        credit_code_valid=bool(uscc.is_valid(command.credit_code.value)) if command.credit_code else None,
        place=command.place,
        asked_at=command.asked_at or command.moment.at,
        source_due_at=command.source_due_at,
        callback_by=callback_by,
        urgent=command.urgent,
        has_receipt=command.has_receipt,
        duties=duties(command),
        confidential=command.confidential,
        attachments=closed_under(key, command.attachments),
    )


def origin(command: Receive) -> tuple[str, str]:
    """The channel, and who calls back: `us` or `source`."""
    rules = command.moment.rules
    if feed := rules.feeds.get(command.source):
        return feed.channel, feed.callback_by
    if command.source in rules.channels:
        return command.source, "us"
    raise Rejected("appeal.unknown_source", source=command.source)


def duties(command: Receive) -> tuple[Duty, ...]:
    """The desk must accept or decline, unless the feed's orders are accepted by rule."""
    feed = command.moment.rules.feeds.get(command.source)
    if feed and feed.accept == "auto":
        return ()
    return (accept_duty(command.moment, urgent=command.urgent),)


def accept_duty(moment: Moment, *, urgent: bool) -> Duty:
    """The desk's, from this moment on."""
    rules = moment.rules
    return rules.duty("accept", rules.desks["dispatch"], moment.at, rules.limit_for("accept", urgent))


def kind_said(kind: str) -> str:
    """What the source calls its kind, kept in the clear only where it is a short name that hides no number."""
    said = normalize("NFC", kind.strip())
    return "" if said in KINDS or len(said) > LONGEST_KIND or MANY_DIGITS.search(said) else said


def under(text: Text | None, key: str) -> Text | None:
    """The text under this key; none where none was given, or where its asker was shredded."""
    return None if text is None or text.unknown else text.under(key)
