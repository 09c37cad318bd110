"""Whoever follows another case, or belongs to a common need: closed with its answer, told, and called back themselves.

Read forwards: each closing of a leading case or need against what became of every case that followed it then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.eventlog.fact import Fact
from shared.rules.cards import percent_of, sampled
from tests.simulation.invariants.record import Record

JOINS = {"work_order.merged": "leading", "work_order.pooled": "common_need"}
LEAVES = {"work_order.released", "work_order.unpooled", "work_order.closed", "work_order.archived"}
EXCUSES = ("anonymous", "no_number", "not_sampled")
NO_ANSWER = ("withdrawn", "cancelled", "transfer_confirmed")


@dataclass
class Followers:
    """Who follows what at the end, and all closings, by what was answered."""

    of: dict[str, str] = field(default_factory=dict)
    closings: list[Fact] = field(default_factory=list)

    def read(self, fact: Fact) -> None:
        """One more event of an order."""
        if fact.type in JOINS:
            self.of[fact.subject] = _what(fact, JOINS[fact.type])
        elif fact.type in LEAVES:
            self.of.pop(fact.subject, None)
        if fact.type == "work_order.closed":
            self.closings.append(fact)


def everybody_who_was_gathered_is_answered_and_called_back(record: Record) -> Iterator[str]:
    """Followers of a case and members of a need; each with an asker of their own."""
    followers = Followers()
    for fact in record.said["routing"]:
        followers.read(fact)
    yield from _left_behind(record, followers)
    for closed in followers.closings:
        if closed.data["leading"] or closed.data["common_need"]:
            yield from _told(record, closed)
        yield from _called(record, closed)


def _what(fact: Fact, name: str) -> str:
    return f"common_need/{fact.data[name]}" if name == "common_need" else str(fact.data[name])


def _left_behind(record: Record, followers: Followers) -> Iterator[str]:
    """Nobody still waits for an answer that was given, or that never comes."""
    state = {}
    for fact in record.about("routing", "work_order.closed", "common_need.closed", "work_order.archived"):
        state[fact.subject] = fact
    for fact in record.about("routing", "work_order.reopened"):
        if fact.subject in state and state[fact.subject].position < fact.position:
            del state[fact.subject]
    for case_no, leading in followers.of.items():
        if leading in state:
            yield f"{case_no} still follows {leading}, of which was said {state[leading].type}"


def _told(record: Record, closed: Fact) -> Iterator[str]:
    """In the words of who was answered first."""
    if "notify" not in record.said or closed.data["anonymous"] or closed.data["phone"] is None:
        return
    about = [
        one for one in record.about("notify", "delivery.planned", "erasure.begun") if one.subject == closed.subject
    ]
    template = "asker.common_closed" if closed.data["common_need"] else "asker.closed"
    if not any(one.type != "delivery.planned" or one.data["template"] == template for one in about):
        yield f"{closed.subject} was closed with {_with(closed)}, and its asker was not told"


def _called(record: Record, closed: Fact) -> Iterator[str]:
    """By a callback of this case and round; or nobody is called, for a reason that holds."""
    round_ = closed.data["round"]
    callbacks = record.about("supervision", "callback.planned", "callback.settled")
    ours = [fact for fact in callbacks if (fact.subject, fact.data["round"]) == (closed.subject, round_)]
    if not any(fact.type == "callback.planned" for fact in ours):
        yield f"{closed.subject} was closed in round {round_} with {_with(closed)}, and no callback was planned"
    for fact in ours:
        if fact.type == "callback.settled" and fact.data["reason"] in EXCUSES and not fact.actor.unit:
            yield from _excused(record, closed, fact.data["reason"])


def _excused(record: Record, closed: Fact, reason: str) -> Iterator[str]:
    percent = percent_of(record.town.rules.sampling, "closed", "", "")
    holds = {
        "anonymous": closed.data["anonymous"],
        "no_number": closed.data["phone"] is None,
        "not_sampled": not sampled(closed.subject, percent),
    }
    if not holds[reason]:
        yield f"{closed.subject} was not called back in round {closed.data['round']} as {reason}, which it is not"


def _with(closed: Fact) -> str:
    return closed.data["leading"] or closed.data["common_need"] or "its own answer"
