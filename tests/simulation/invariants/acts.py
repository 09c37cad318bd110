"""Acts on lapses: shown once as called for, by numbered letters, taken back by people, and never while something waits.

Also what other accounts than the own must approve, and when a promise was kept.
"""

from collections import Counter
from collections.abc import Iterator

from shared.eventlog.fact import Fact
from shared.kernel.times import unstamp
from tests.simulation.invariants.record import Record

MACHINES = "system"
BY_HAND = "by_hand"
ACTS = ("card.issued", "letter.issued", "reminder.circulated")


def acts_on_lapses_are_called_for(record: Record) -> Iterator[str]:
    """Read from the log of supervision."""
    yield from _nothing_waited(record)
    yield from _letters(record)
    for (service, _), facts in record.streams.items():
        if service == "supervision":
            yield from _cards([fact for fact in facts if fact.type.startswith("card.")])
            yield from _promises([fact for fact in facts if fact.type.startswith("commitment.")])
            yield from _exclusions([fact for fact in facts if fact.type.startswith("exclusion.")])


def _nothing_waited(record: Record) -> Iterator[str]:
    """Whatever is parked may say that it was done in time. A person may write at any time."""
    parked: set[tuple[str, str, int]] = set()
    for fact in record.said["supervision"]:
        if fact.type.startswith("message."):
            key = fact.subject, fact.data["source"], fact.data["position"]
            (parked.add if fact.type == "message.parked" else parked.discard)(key)
        elif (
            fact.type in ACTS
            and fact.data.get("ground") != BY_HAND
            and any(subject == fact.subject for subject, _, _ in parked)
        ):
            yield f"{fact.type} of {fact.subject} while messages about it were parked"


def _letters(record: Record) -> Iterator[str]:
    """Numbered from 1 within a year, each number used for one letter, which its card or circular names."""
    issued = [fact.data["number"] for fact in record.about("supervision", "letter.issued")]
    taken = [
        f"{fact.data['year']}-{fact.data['number']}" for fact in record.about("supervision", "letter_number.taken")
    ]
    years = Counter(number.partition("-")[0] for number in issued)
    if issued != taken or set(issued) != {f"{year}-{n}" for year, most in years.items() for n in range(1, most + 1)}:
        yield f"letters {issued}, numbers {taken}"
    acts = record.about("supervision", "card.issued", "reminder.circulated")
    letters = record.about("supervision", "letter.issued")
    issued = [fact.data["number"] for fact in letters if fact.data["ground"] != BY_HAND]
    if sorted(filter(None, (fact.data["letter"] for fact in acts))) != sorted(issued):
        yield f"letters {issued} are not those of the cards and circulars"


def _cards(facts: list[Fact]) -> Iterator[str]:
    """One card for each time it was called for; nobody calls for one that stands."""
    called: dict[str, Fact] = {}
    shown: set[str] = set()
    for fact in facts:
        ground = fact.data["ground"]
        if fact.type == "card.called_for":
            if ground in called:
                yield f"the {ground} card of {fact.subject} was called for again while it stood"
            called[ground] = fact
        elif fact.type == "card.issued":
            yield from _as_called(fact, called.get(ground), ground in shown)
            shown.add(ground)
        elif fact.type == "card.withdrawn":
            if fact.actor.account.startswith(MACHINES):
                yield f"the {ground} card of {fact.subject} was taken back by {fact.actor.account}"
            called.pop(ground)
            shown.discard(ground)
    for ground in called.keys() - shown:
        yield f"the {ground} card of {facts[0].subject} was called for and never shown"


def _as_called(fact: Fact, called: Fact | None, again: bool) -> Iterator[str]:
    if called is None or again:
        yield f"the {fact.data['ground']} card of {fact.subject} was shown, and nobody called for it"
    elif (fact.data["colour"], bool(fact.data["letter"])) != (called.data["colour"], called.data["letter"]):
        yield f"{fact.subject} was shown {fact.data}, called for was {called.data}"


def _promises(facts: list[Fact]) -> Iterator[str]:
    for fact in facts:
        if fact.type == "commitment.kept":
            late = unstamp(facts[0].data["due_at"]) < fact.time
            if fact.data["late"] != late or "commitment.evidence_shown" not in [one.type for one in facts]:
                yield f"{fact.subject} was kept late: {late}, on record: {fact.data['late']}"


def _exclusions(facts: list[Fact]) -> Iterator[str]:
    """Proposed by one, approved by another."""
    proposer: dict[str, str] = {}
    for fact in facts:
        if fact.type == "exclusion.proposed":
            proposer[fact.data["rate"]] = fact.actor.account
        elif fact.type == "exclusion.approved" and proposer[fact.data["rate"]] == fact.actor.account:
            yield f"{fact.actor.account} approved leaving {fact.subject} out of {fact.data['rate']}, and had proposed it"
