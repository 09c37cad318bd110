"""The same people's deeds undisturbed and disturbed end the same: each case's state, and what each service said of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from shared.eventlog.fact import Fact
from tests.simulation.invariants import faults
from tests.simulation.people.case import Case
from tests.simulation.replay import Replay
from tests.simulation.rules import CASEWORK
from tests.simulation.script import COMMUTING, record, repeat
from tests.simulation.town import LAPSES, Town
from tests.simulation.wild import settled

Ends = Mapping[int, Any]


def play(calm: Town, rough: Town, seed: int, acts: int, cases: int) -> list[str]:
    """Every fault of either history, and between them."""
    script = record(calm, Random(seed), acts, cases)
    settled(calm)
    Replay(rough, seed).play(script)
    return [*faults(calm), *faults(rough), *differences(calm, rough)]


def play_timers(early: Town, late: Town, seed: int, acts: int, cases: int) -> list[str]:
    """The same script with timers before every burst, and with none until the end: no log of a case may differ."""
    script = record(Town(), Random(seed), acts, cases)
    for town, timers in ((early, True), (late, False)):
        repeat(town, script, timers)
        settled(town)
    between = [
        f"case {case.slot}, {service}, with timers early and late:\n  {ours}\n  {theirs}"
        for case in early.cases
        for service in CASEWORK
        if (ours := lapses(early, service, case)) != (theirs := lapses(late, service, case))
    ]
    return [*faults(early), *faults(late), *between, *differences(early, late)]


def lapses(town: Town, service: str, case: Case) -> list[Any]:
    """All that a service said of a case, in order; of a lapse also when it happened.

    An answer that comes after its ask has lapsed is nobody's deed: it comes when the other service's timer has run.
    """
    facts = (town.ground.sealing.fact(entry.body) for entry in town.nodes[service].log.entries)
    ours = (fact for fact in facts if fact.subject == town.case_no(case) and not _private(fact))
    ours = (fact for fact in ours if not fact.data.get("late"))
    return [(_told(fact), fact.time if fact.type.endswith(LAPSES) else None) for fact in ours]


def differences(one: Town, other: Town) -> Iterator[str]:
    """What ended otherwise, by case."""
    for case in one.cases:
        ours, theirs = ends(one, one.case_no(case)), ends(other, other.case_no(case))
        for what, end in ours.items():
            if end != theirs[what]:
                yield f"case {case.slot}, {what}:\n  {end}\n  {theirs[what]}"


def ends(town: Town, case_no: str) -> Mapping[str, Any]:
    """Where a case came to: its state, its story in each service, who was told what."""
    told: dict[str, list[Fact]] = {name: [] for name in town.nodes}
    fact_of = town.ground.sealing.fact
    for name, node in town.nodes.items():
        told[name] = [fact_of(entry.body) for entry in node.log.entries if entry.subject == case_no]
    state = town.index.state(case_no)
    return {
        "state": (state.state, state.waits_for, state.unit, state.round),
        **{name: _story(told[name]) for name in CASEWORK},
        "in any order": Counter(
            _told(fact, without="unit") for name in CASEWORK for fact in told[name] if fact.type in COMMUTING
        ),
        "planned": Counter(_planned(fact) for fact in told.get("notify", ()) if _is_planned(fact)),
    }


def _story(facts: list[Fact]) -> list[Any]:
    """What a service said in which order, but for what commutes, for reminders and cards."""
    return [_told(fact) for fact in facts if fact.type not in COMMUTING and not _private(fact)]


def _private(fact: Fact) -> bool:
    return fact.type.startswith(("message.", "reminder.", "card.", "letter.", "personal."))


ACTS = ("unit.reminder", "unit.card", "unit.explanation", "unit.letter")
"""Of these there are more where the timer ran before what was overdue was done."""


def _is_planned(fact: Fact) -> bool:
    return fact.type == "delivery.planned" and fact.data["template"] not in ACTS


CODES = ("round", "unit", "kind", "code", "accepted", "late", "end", "reason", "why", "level", "duty", "reached", "by")


def _told(fact: Fact, without: str = "") -> Any:
    said = (name for name in CODES if name != without and not isinstance(fact.data.get(name, {}), dict))
    return fact.type, *(f"{name}={fact.data[name]}" for name in said)


def _planned(fact: Fact) -> Any:
    """Whom an urging reaches depends on who has the order when it is heard."""
    parts = ("template", "to", "round", "duty", "end", "channel")
    return *(fact.data[name] for name in parts), fact.data["unit"] * (fact.data["template"] != "unit.urged")
