"""Feed messages into commands: one order or many, by HTTP or from a file; each gets a result of its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.intake.domain.appeal.commands import Receive, appeal_stream
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.feed import QuarantineRow
from services.intake.domain.sentences import SENTENCES
from services.intake.enterprises import noted
from services.intake.feed_commands import HISTORY, PRESENT, Order, Taking
from shared.eventlog.codec import EntryTooLarge, NotCanonical
from shared.eventlog.entry import Entry
from shared.house.deciding import Task
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.telemetry import metrics, traces
from shared.vault import Shredded

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


def receive_many(
    house: House, source: str, orders: Sequence[Order], origin: str, *, history: bool = False
) -> list[Result]:
    """The result of each order, in their order. Messages about one number are handled one after another.

    `origin` names the file or body (a hash), for the record of what was put aside. `history`: orders of years ago.
    """
    taking = HISTORY if history else PRESENT
    rounds = rounds_of(orders)
    results: list[Result | None] = [None] * len(orders)
    for indices in rounds:
        done = together(house, source, [orders[index] for index in indices], taking)
        for index, result in zip(indices, done, strict=True):
            results[index] = result or take_or_quarantine(house, source, orders[index], origin, index, taking)
    return [result for result in results if result is not None]


def rounds_of(orders: Sequence[Order]) -> list[list[int]]:
    """The indices of the orders: the first messages about each number, then the second ones, and so on."""
    rounds: list[list[int]] = []
    seen: Counter[str] = Counter()
    for index, order in enumerate(orders):
        number = str(order.get("source_no", ""))
        if seen[number] == len(rounds):
            rounds.append([])
        rounds[seen[number]].append(index)
        seen[number] += 1
    return rounds


def together(house: House, source: str, orders: Sequence[Order], taking: Taking) -> list[Result | None]:
    """What became of messages about different numbers, committed as one group; None for what is to be taken alone."""
    askers = askers_of(house, source, orders, taking)
    tasks = [task_of(house, source, order, asker, taking) for order, asker in zip(orders, askers, strict=True)]
    done = house.executor.execute_many(tasks)
    return [
        None if entries is None else result_of(house, source, order, entries, taking)
        for order, entries in zip(orders, done, strict=True)
    ]


def task_of(house: House, source: str, order: Order, asker: str, taking: Taking) -> Task:
    """The command of a message, in a trace of its own."""
    with traces.span(house.name, "take order", feed=source):
        return Task(commands_of(house, source, order, asker, taking), context=traces.carried())


def commands_of(house: House, source: str, order: Order, asker: str, taking: Taking) -> list[Any]:
    """The command of a message; a new order with a valid credit code is also noted in its enterprise's profile."""
    command = taking.command(source, order, moment_of(house, source), asker)
    if not isinstance(command, Receive) or house.executor.recalled(appeal, command.stream).asker:
        return [command]
    return [command, *noted(house, command)]


def askers_of(house: House, source: str, orders: Sequence[Order], taking: Taking) -> list[str]:
    """Who asks in each message, asked of the vault only for numbers that are not registered; empty for who needs none."""
    streams = [appeal_stream(source, order["source_no"]) for order in orders]
    house.executor.fetch(appeal, streams)
    known = [house.executor.recalled(appeal, stream).asker for stream in streams]
    appearances = [taking.appearance(source, order) for order in orders]
    new = [one for one, asker in zip(appearances, known, strict=True) if one is not None and not asker]
    met = dict(zip([one.stream for one in new], house.vault.askers(new), strict=True)) if new else {}
    return [asker or met.get(stream, "") for stream, asker in zip(streams, known, strict=True)]


def take_or_quarantine(house: House, source: str, order: Order, origin: str, index: int, taking: Taking) -> Result:
    """The result of one message alone; what is refused is put aside with its row and code, nothing is lost silently."""
    try:
        with traces.span(house.name, "take order", feed=source):
            return take(house, source, order, taking)
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


def take(house: House, source: str, order: Order, taking: Taking) -> Result:
    """What became of one message. Rejected with a code of intake; EntryTooLarge, NotCanonical, Unavailable."""
    (asker,) = askers_of(house, source, [order], taking)
    entries = house.execute(*commands_of(house, source, order, asker, taking))
    return result_of(house, source, order, entries, taking)


def receive(house: House, source: str, order: Order) -> Result:
    """What became of one message of today; raises as `take` does."""
    return take(house, source, order, PRESENT)


def result_of(house: House, source: str, order: Order, entries: Sequence[Entry], taking: Taking) -> Result:
    """The result of a message that led to these entries, counted."""
    result = taking.result(entries)
    if taking is PRESENT:
        metrics.fed(house.name, source, result, house.clock().timestamp())
    return Result(result, house.executor.subject(appeal, appeal_stream(source, order["source_no"])))


def quarantine(house: House, source: str, origin: str, row: int, code: str) -> None:
    """Record that a row was put aside."""
    house.execute(QuarantineRow(source, origin, row, code, moment_of(house, source)))
    metrics.fed(house.name, source, "quarantined")


def moment_of(house: House, source: str) -> Moment:
    """A feed's moment."""
    return house.moment(Actor(f"feed:{source}"))
