"""Every ask between services gets exactly one answer, which names it, and exactly that answer reaches who asked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from shared.eventlog.fact import Fact
from tests.simulation.invariants.record import Record

ASKED: Mapping[str, tuple[str, str]] = {
    "appeal.urged": ("routing", "urge"),
    "appeal.redo_asked": ("routing", "redo"),
    "appeal.cancel_asked": ("routing", "cancel"),
    "appeal.callback_reported": ("supervision", "callback"),
    "callback.reopen_asked": ("routing", "reopen"),
}
AT_DESK = "appeal.at_desk"


def every_ask_is_answered_once(record: Record) -> Iterator[str]:
    """Asks of intake and supervision, answers of routing and supervision, and what the askers recorded."""
    asks = {fact.data["ask"]: fact for name in ("intake", "supervision") for fact in record.about(name, *ASKED)}
    given = [
        *record.about("routing", "work_order.ask_answered"),
        *record.about("supervision", "callback.source_answered"),
    ]
    heard = [*record.about("intake", "appeal.ask_answered"), *record.about("supervision", "callback.reopen_answered")]
    answers = _by_ask("answered", given, asks)
    recorded = _by_ask("recorded", heard, asks)
    yield from answers.faults
    yield from recorded.faults
    for ask, asking in asks.items():
        yield from _one(asking, answers.by_ask.get(ask), recorded.by_ask.get(ask))


class _by_ask:  # noqa: N801 - a function with two results
    """Answers by ask; `faults` are those that name no ask, or one that was answered before."""

    def __init__(self, how: str, answers: list[Fact], asks: Mapping[str, Fact]) -> None:
        counted = Counter(answer.data["ask"] for answer in answers)
        self.by_ask = {answer.data["ask"]: answer for answer in answers}
        self.faults = [f"ask {ask} was {how} {times} times" for ask, times in counted.items() if times > 1]
        self.faults += [f"{how} {ask}: nobody asked" for ask in counted if ask not in asks]


def _one(asking: Fact, answer: Fact | None, recorded: Fact | None) -> Iterator[str]:
    name = f"{asking.type} of {asking.subject}"
    if recorded is None:
        yield f"{name} was never answered"
        return
    if recorded.data["code"] == AT_DESK:
        if answer is not None:
            yield f"{name} was answered at the desk and by {answer.service} ({answer.data['code']})"
        return
    if answer is None:
        yield f"{name}: an answer was recorded that nobody gave"
        return
    if answer.service != ASKED[asking.type][0] or answer.subject != asking.subject:
        yield f"{name} was answered by {answer.service} about {answer.subject}"
    if any(answer.data[part] != recorded.data[part] for part in ("accepted", "code")):
        yield f"{name}: answered {answer.data}, recorded {recorded.data}"
