"""What the ten rates of the assessment are by a plain count over raw logs.

The count knows nothing of milestones, rows and stories: it looks for entries, case by case. It is held against the
assessment over the demo's month and over simulated histories.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.eventlog.fact import Fact

Handling = tuple[str, int]
"""A case, and which of the times that a unit was handed it."""
Round = tuple[str, int]
Count = tuple[int, int]
CLOSING = ("answer", "approve", "close")
HANDED = ("work_order.dispatched", "work_order.reopened")
GONE = {f"work_order.{end}" for end in ("held", "closed", "archived", "merged", "pooled", "transferred")}
"""After these no unit has the order in hand, until it is dispatched again."""
RESPONSES = ("appeal.accepted", "appeal.declined", "appeal.answered_at_once", "appeal.merged")
EXCUSED = ("anonymous", "no_number", "not_sampled")


class Raw:
    """Entries of intake, routing and supervision, in this order, those of each as they were said; `until` a time."""

    def __init__(self, facts: Iterable[Fact], until: datetime | None = None) -> None:
        every = list(facts)
        self.facts = [fact for fact in every if until is None or fact.time < until]
        self.handling = _handlings(every)
        self.begun = {self.handling[fact.position] for fact in self.of(*HANDED)}

    def of(self, *types: str) -> list[Fact]:
        """Those of these types."""
        return [fact for fact in self.facts if fact.type in types]

    def handlings(self, *types: str) -> set[Handling]:
        """In which something was said."""
        return {self.handling[fact.position] for fact in self.of(*types)} & self.begun

    def rounds(self, *types: str) -> dict[Round, Mapping[str, Any]]:
        """What was said last of each case and round."""
        return {(fact.subject, fact.data["round"]): fact.data for fact in self.of(*types)}

    def lapsed(self, *duties: str) -> set[Handling]:
        """In which one of these duties of the order lapsed."""
        late = (fact for fact in self.of("work_order.lapsed") if fact.data["duty"] in duties)
        return {self.handling[fact.position] for fact in late} & self.begun

    def in_time(self, done: set[Handling], *duties: str) -> Count:
        """Of what was done or lapsed: what never lapsed."""
        late = self.lapsed(*duties)
        whole = done | late
        return len(whole) - len(late), len(whole)

    def own_closings(self) -> list[Fact]:
        """Without what was closed with the answer of another case, or of a common need: nobody handled that."""
        closed = self.of("work_order.closed")
        return [fact for fact in closed if not fact.data["leading"] and not fact.data["common_need"]]

    def closed_in_time(self) -> Count:
        """Of what a unit closed, or was late with."""
        return self.in_time({self.handling[fact.position] for fact in self.own_closings()}, *CLOSING)

    def returned(self) -> Count:
        """Of the dispatches; a round begun anew is none."""
        dispatched = self.handlings("work_order.dispatched")
        return len(dispatched & self.handlings("work_order.returned")), len(dispatched)

    def reopened(self) -> Count:
        """Who was handled again: of what was closed the round before."""
        again = {(fact.subject, fact.data["round"] - 1) for fact in self.of("work_order.reopened")}
        closings = {(fact.subject, fact.data["round"]) for fact in self.own_closings()}
        return len(again & closings), len(closings)

    def records(self) -> Mapping[Round, Mapping[str, Any]]:
        """The last talk of each case and round."""
        talks = (fact for fact in self.of("callback.recorded") if fact.data["contacted"])
        return {(fact.subject, fact.data["round"]): fact.data for fact in talks}

    def said(self, name: str) -> Count:
        """What askers said, of those who said anything."""
        said = [data[name] for data in self.records().values() if data[name] is not None]
        return sum(said), len(said)

    def response(self) -> Count:
        """By what intake did first."""
        first: dict[str, str] = {}
        for fact in self.of(*RESPONSES, "appeal.withdrawn"):
            first.setdefault(fact.subject, fact.type)
        late = {fact.subject for fact in self.of("appeal.lapsed")}
        answered = {no for no, type_ in first.items() if type_ != "appeal.withdrawn"}
        return len(answered - late), len(answered | late)

    def called_back(self) -> Count:
        """Of the rounds whose callback was planned, and came to something or ran out of time."""
        ends, attempts = self.rounds("callback.settled"), self.of("callback.attempted")
        talked = set(self.records()) | {key for key, data in ends.items() if data["end"] == "unreachable"}
        talked |= {(fact.subject, fact.data["round"]) for fact in attempts if fact.data["outcome"] == "refused"}
        excused = {key for key, data in ends.items() if data["end"] == "not_called" and data["reason"] in EXCUSED}
        late = (fact for fact in self.of("callback.lapsed") if fact.data["duty"] == "callback")
        lapsed = {(fact.subject, fact.data["round"]) for fact in late}
        dropped = set(self.rounds("callback.dropped"))
        known = ((talked | set(ends) | lapsed) & set(self.rounds("callback.planned"))) - excused - dropped
        return len(talked & known), len(known)

    def overdue_open(self) -> Count:
        """Whose order it is now, walking each case once."""
        now: dict[str, Handling] = {}
        late: set[Handling] = set()
        for fact in self.of(*HANDED, *GONE, "work_order.lapsed"):
            if fact.type in HANDED:
                now[fact.subject] = self.handling[fact.position]
            elif fact.type in GONE:
                now.pop(fact.subject, None)
            elif fact.data["duty"] in CLOSING:
                late.add(self.handling[fact.position])
        return len(late & set(now.values())), len(now)

    def count(self, code: str) -> Count:
        """So many of so many, of the rate of this code."""
        return COUNTS[code](self)


def _handlings(facts: Iterable[Fact]) -> dict[int, Handling]:
    """By the position in routing's log. What lapsed before the order was handed over is said right after that."""
    handling: dict[int, Handling] = {}
    times: dict[str, int] = {}
    for fact in facts:
        if fact.service == "routing":
            times[fact.subject] = times.get(fact.subject, 0) + (fact.type in HANDED)
            handling[fact.position] = fact.subject, times[fact.subject]
    return handling


COUNTS: Mapping[str, Callable[[Raw], Count]] = {
    "response": Raw.response,
    "resolution": lambda raw: raw.said("resolved"),
    "satisfaction": lambda raw: raw.said("satisfied"),
    "signed_in_time": lambda raw: raw.in_time(raw.handlings("work_order.signed"), "sign"),
    "first_contact": lambda raw: raw.in_time(raw.handlings("work_order.contacted"), "first_contact"),
    "closed_in_time": Raw.closed_in_time,
    "returned": Raw.returned,
    "reopened": Raw.reopened,
    "called_back": Raw.called_back,
    "overdue_open": Raw.overdue_open,
}
