"""Feed messages into commands: one order or many, by HTTP or from a file; each gets a result of its own."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.domain.appeal.commands import (
    AskCancel,
    AskRedo,
    Command,
    Receive,
    RecordHistory,
    ReportCallback,
    Supplement,
    Urge,
    appeal_stream,
)
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.feed import QuarantineRow
from services.intake.domain.sentences import SENTENCES
from shared.eventlog.codec import EntryTooLarge, NotCanonical
from shared.eventlog.entry import Entry
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text
from shared.kernel.times import stamp
from shared.rules.moment import Moment
from shared.telemetry import metrics, traces
from shared.vault import Shredded

AT_ONCE = 32
RESULTS = {"appeal.received": "registered", "appeal.supplemented": "supplemented"}
TOO_LARGE = "内容过长，一件诉求的文字请控制在六万字以内，其余作为附件"
UNREADABLE = "含有无法保存的字符，请从来源系统重新导出"
ERASED = "诉求人的个人信息已按申请销毁，与这件诉求有关的内容不再登记；如有新的诉求请用新的编号报送"


@dataclass(frozen=True, slots=True)
class Result:
    """`result`: `registered`, `duplicate`, `supplemented`, `recorded` (urge, redo, …) or `quarantined`."""

    result: str
    case_no: str = ""
    code: str = ""
    reason: str = ""


Take = Callable[[House, str, Mapping[str, Any]], Result]


def receive_many(
    house: House, source: str, orders: Sequence[Mapping[str, Any]], origin: str, *, history: bool = False
) -> list[Result]:
    """The result of each order, in their order. Messages about one number are handled one after another.

    `origin` names the file or body (a hash), for the record of what was put aside. `history`: orders of years ago.
    """
    take = record_history if history else receive
    threads: dict[str, list[int]] = {}
    for index, order in enumerate(orders):
        threads.setdefault(str(order.get("source_no", "")), []).append(index)
    results: list[Result | None] = [None] * len(orders)

    context = traces.carried()

    def handle(indices: list[int]) -> None:
        for index in indices:
            with traces.carrying(context), traces.span(house.name, "take order", feed=source):
                results[index] = take_or_quarantine(take, house, source, orders[index], origin, index)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(handle, indices) for indices in threads.values()]:
            done.result()
    return [result for result in results if result is not None]


def take_or_quarantine(
    take: Take, house: House, source: str, order: Mapping[str, Any], origin: str, index: int
) -> Result:
    """As `take`; what is refused is put aside with its row and code, and nothing is lost silently."""
    try:
        return take(house, source, order)
    except Rejected as refused:
        code, reason = refused.code, SENTENCES[refused.code].format(**refused.facts)
    except EntryTooLarge:
        code, reason = "feed.too_long", TOO_LARGE
    except NotCanonical:
        code, reason = "feed.bad_characters", UNREADABLE
    except Shredded:
        code, reason = "feed.erased", ERASED
    quarantine(house, source, origin, int(order.get("row", index)), code)
    return Result("quarantined", code=code, reason=reason)


def record_history(house: House, source: str, order: Mapping[str, Any]) -> Result:
    """Keep an order of years ago with the file's times."""
    moment = moment_of(house, source)
    stream, user = appeal_stream(source, order["source_no"]), order.get("user")
    command = RecordHistory(
        source=source,
        source_no=order["source_no"],
        moment=moment,
        asker=house.vault.asker(phone=None, source_user=(source, user) if user else None, stream=stream),
        title=Text(order.get("title") or order.get("text", "")[:30]),
        text=Text(order.get("text", "")),
        asked_at=order.get("asked_at"),
        answer=optional(order, "answer"),
        answered_at=order.get("answered_at"),
        kind=order.get("kind", ""),
    )
    entries = house.execute(command)
    return Result("registered" if entries else "duplicate", house.executor.subject(appeal, stream))


def quarantine(house: House, source: str, origin: str, row: int, code: str) -> None:
    """Record that a row was put aside."""
    house.execute(QuarantineRow(source, origin, row, code, moment_of(house, source)))
    metrics.fed(house.name, source, "quarantined")


def receive(house: House, source: str, order: Mapping[str, Any]) -> Result:
    """What became of one message. Rejected with a code of intake; EntryTooLarge, NotCanonical, Unavailable."""
    moment = moment_of(house, source)
    stream = appeal_stream(source, order["source_no"])
    entries = house.execute(command_of(house, source, order, moment))
    result = Result(what_became(entries), house.executor.subject(appeal, stream))
    metrics.fed(house.name, source, result.result, moment.at.timestamp())
    return result


def moment_of(house: House, source: str) -> Moment:
    """A feed's moment."""
    return house.moment(Actor(f"feed:{source}"))


def what_became(entries: Sequence[Entry]) -> str:
    """The result in one word: of nothing said, a duplicate."""
    if not entries:
        return "duplicate"
    return next((RESULTS[entry.type] for entry in entries if entry.type in RESULTS), "recorded")


def command_of(house: House, source: str, order: Mapping[str, Any], moment: Moment) -> Command:
    """The command a message asks for; `message` is `new` unless it says otherwise."""
    stream, ref = appeal_stream(source, order["source_no"]), reference(order)
    words = optional(order, "text") or optional(order, "remark")
    match order.get("message", "new"):
        case "urge":
            return Urge(stream, moment, ref, words)
        case "supplement":
            return Supplement(stream, moment, Text(order.get("text", ""), compare=True), ref)
        case "redo":
            return AskRedo(stream, moment, ref, words)
        case "cancel":
            return AskCancel(stream, moment, ref, words)
        case "callback-result":
            return reported(stream, ref, order, moment)
        case _:
            return received(house, source, order, moment)


def reported(stream: str, ref: str, order: Mapping[str, Any], moment: Moment) -> ReportCallback:
    """The source's own callback; silence about contact means that somebody was reached if anything was said."""
    resolved, satisfied = order.get("resolved"), order.get("satisfied")
    contacted = order.get("contacted", resolved is not None or satisfied is not None)
    return ReportCallback(
        stream=stream,
        moment=moment,
        source_ref=ref,
        contacted=bool(contacted),
        resolved=resolved,
        satisfied=satisfied,
        remark=optional(order, "remark") or optional(order, "text"),
        at=order.get("asked_at"),
    )


def received(house: House, source: str, order: Mapping[str, Any], moment: Moment) -> Receive:
    """A new order."""
    stream = appeal_stream(source, order["source_no"])
    text = order.get("text", "")
    user = order.get("user")
    known = house.executor.state(appeal, stream).asker
    phone = order.get("phone") if any(sign.isdigit() for sign in order.get("phone") or "") else None
    return Receive(
        source=source,
        source_no=order["source_no"],
        moment=moment,
        asker=known or house.vault.asker(phone=phone, source_user=(source, user) if user else None, stream=stream),
        title=Text(order.get("title") or text[:30]),
        text=Text(text, compare=True),
        kind=order.get("kind", ""),
        name=optional(order, "name"),
        phone=optional(order, "phone"),
        enterprise=optional(order, "enterprise"),
        credit_code=optional(order, "credit_code"),
        place=order.get("place", ""),
        asked_at=order.get("asked_at"),
        source_due_at=order.get("source_due_at"),
        urgent=bool(order.get("urgent", False)),
    )


def optional(order: Mapping[str, Any], name: str) -> Text | None:
    """A private field of the message, if it was given."""
    value = order.get(name)
    return Text(value) if value else None


def reference(order: Mapping[str, Any]) -> str:
    """The source's name for this one message: its own reference, else its time, else its kind."""
    asked_at = order.get("asked_at")
    return str(
        order.get("source_ref") or (stamp(asked_at) if isinstance(asked_at, datetime) else order.get("message", "new"))
    )
