"""Narrow histories: short and without chance, each made so that one thing happens which is rare in those of seeds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from shared.testing.simulation.mischief import Broken
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Act
from tests.simulation.town import Town
from tests.simulation.wild import settled

History = Callable[[Town], Town]
FIRST, SECOND = Case(0, "12345"), Case(1, "12345")
ROAD = 0
"""Words that a rule dispatches by."""
OURS = True
LATER = timedelta(days=3)


def do(town: Town, case: Case, deed: str, *args: Any) -> None:
    """Somebody does this, and it is heard by everybody."""
    outcome = town.act(Act(case, deed, args))
    assert outcome, deed
    assert outcome.said, f"{deed} of case {case.slot}: {outcome.code}"
    town.deliver()
    town.clock.pass_by(timedelta(minutes=1))


def ask(town: Town, case: Case) -> None:
    """Each by a phone of its own; a rule accepts and dispatches it."""
    do(town, case, "ask", ROAD, "求助", case.slot, False, None)


def closed(town: Town, case: Case) -> None:
    """All that a unit does for a case it was dispatched."""
    do(town, case, "sign", OURS)
    do(town, case, "contact", OURS, OURS)
    do(town, case, "answer", OURS, OURS)
    do(town, case, "approve", OURS, OURS)
    do(town, case, "close", OURS)


def late_receipt(town: Town) -> Town:
    """Notify hears that the order was dispatched before it hears of the appeal."""
    notify = town.nodes["notify"]
    town.act(Act(FIRST, "ask", (ROAD, "求助", 0, False, None)))
    town.relay("intake", 200)
    town.hear(next(queue for queue in town.lanes.full if queue[0] == "routing"), 64)
    town.relay("routing", 200)
    assert not notify.log.entries
    town.ground.choose = max
    return settled(town)


def unreachable(town: Town) -> Town:
    """A case is closed whose asker gave no number."""
    do(town, FIRST, "ask", ROAD, "求助", None, False, None)
    for deed in ("sign", "answer", "approve", "close"):
        do(town, FIRST, deed, *([OURS] if deed in ("sign", "close") else [OURS, OURS]))
    return settled(town)


def again(town: Town) -> Town:
    """A case is closed, and handled again."""
    ask(town, FIRST)
    closed(town, FIRST)
    do(town, FIRST, "reopen", OURS)
    return settled(town)


def merged(town: Town) -> Town:
    """A second asker's case follows the first, which is closed."""
    ask(town, FIRST)
    ask(town, SECOND)
    do(town, SECOND, "merge", 0)
    closed(town, FIRST)
    return settled(town)


def common_need(town: Town) -> Town:
    """Two askers' cases belong to a common need, about which people meet, and which is answered and closed."""
    ask(town, FIRST)
    ask(town, SECOND)
    do(town, FIRST, "gather", "n1", 1)
    do(town, FIRST, "convene", "n1", "special")
    do(town, FIRST, "hold", "n1", 1, 1)
    for deed in ("lead_need", "answer_need", "close_need"):
        do(town, FIRST, deed, "n1")
    return settled(town)


def neglected(town: Town) -> Town:
    """A unit does nothing: it is shown a card, with a letter."""
    ask(town, FIRST)
    return settled(town)


def done_unheard(town: Town) -> Town:
    """A card is called for; then supervision cannot handle what the unit did, and its timer runs."""
    ask(town, FIRST)
    town.clock.pass_by(LATER)
    town.fire("routing")
    town.deliver()
    town.visited_by(Deaf())
    do(town, FIRST, "sign", OURS)
    assert town.nodes["supervision"].log.parked
    town.fire("supervision")
    return settled(town)


class Deaf:
    """Supervision can handle nothing it hears."""

    def passing(self, service: str, point: str) -> None:
        """Nothing."""

    def handling(self, service: str, source: str, position: int) -> None:
        """Broken, in supervision."""
        if service == "supervision":
            raise Broken(f"{source} {position}")


def met(town: Town) -> Town:
    """A meeting about a case makes three decisions, of which one is carried out."""
    ask(town, FIRST)
    do(town, FIRST, "convene", "", "special")
    do(town, FIRST, "hold", "", 3, 1)
    do(town, FIRST, "finish_decision", "", 1, OURS)
    return settled(town)


def promised(town: Town) -> Town:
    """A promise is kept late."""
    ask(town, FIRST)
    do(town, FIRST, "register_promise", "k1", "housing", 2, 0.1)
    town.clock.pass_by(LATER)
    do(town, FIRST, "show_evidence", "k1", OURS)
    do(town, FIRST, "confirm_kept", "k1")
    return settled(town)


def left_out(town: Town) -> Town:
    """Somebody proposes to leave one of two cases out of all rates, which another then may approve."""
    ask(town, SECOND)
    ask(town, FIRST)
    do(town, FIRST, "propose_exclusion", "all", "qian")
    town.act(Act(FIRST, "approve_exclusion", ("all", "leader")))
    return settled(town)


ALL: tuple[History, ...] = (
    *(late_receipt, unreachable, again, merged, common_need),
    *(neglected, done_unheard, met, promised, left_out),
)
