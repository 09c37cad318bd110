"""The controlled failures: what is wrong on purpose, and by what words it is found.

Most are looked for in histories of seeds, where trouble of many kinds meets them. Where a thing has to happen that is rare
there, a narrow history is made for it instead, without chance: no change of the menu moves that.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.simulation import faulty, misjudging, narrow
from tests.simulation.misjudging import decided


class Failure(NamedTuple):
    """What is wrong, by what words it is found, and where: in this narrow history, or in those of seeds.

    `first` is the seed that is looked at before all others. It saves time, no more.
    """

    made_of: Mapping[str, Any]
    found_by: str
    where: narrow.History | None = None
    first: int = 1


FAILURES: Mapping[str, Failure] = {
    "an inbox that forgets": Failure({"node": faulty.ForgetsItsInbox}, r"handled .* 2 times"),
    "a relay that skips an entry after a crash": Failure({"node": faulty.SkipsAnEntry}, r"never handled|gap"),
    "a log that loses its end in a crash": Failure({"node": faulty.LosesItsEnd}, r"copy differs|fork", first=2),
    "a log that minds no version": Failure({"node": faulty.MindsNoVersion}, r"the duty was due", first=22),
    "a parking lot that holds nobody": Failure({"node": faulty.HoldsNobody}, r"handled .* after", first=4),
    "a replay that handles twice": Failure({"node": faulty.TakesItTwice}, r"handled .* 2 times", first=4),
    "a wire that swaps two messages of a case": Failure({"lanes": faulty.Swaps}, r"handled .* after"),
    "a wire that confirms what it may still lose": Failure({"lanes": faulty.ConfirmsEarly}, r"never handled|gap"),
    "an acknowledgement before the commit": Failure({"lanes": faulty.AcknowledgesFirst}, r"never handled|gap", first=4),
    "a case index that goes by arrival": Failure({"index": faulty.ByArrival}, r"in the ledger, but", first=2),
    "a deed that does not say the lapse first": Failure(
        {"specs": decided("routing", "work_order", misjudging.never_late)}, r"came before the lapse"
    ),
    "an ask that nobody answers": Failure(
        {"specs": decided("routing", "work_order", misjudging.unanswered)}, r"was never answered"
    ),
    "an ask that is answered twice": Failure(
        {"specs": decided("routing", "work_order", misjudging.answered_twice)}, r"answered 2 times"
    ),
    "a closing that says more than was done": Failure(
        {"specs": decided("routing", "work_order", misjudging.closed_untold)}, r"does not bear out", narrow.unreachable
    ),
    "an order that is handed to nobody": Failure(
        {"specs": decided("routing", "work_order", misjudging.handed_to_nobody)}, r"nobody has it"
    ),
    "a round that nobody owes anything in": Failure(
        {"specs": decided("routing", "work_order", misjudging.handed_without_duties)},
        r"owes nothing by any time",
        narrow.again,
    ),
    "an asker who is not told of the closing": Failure(
        {"specs": decided("notify", "recipient", misjudging.told_of_no_closing)},
        r"to be told by asker.closed, told 0 times",
        narrow.again,
    ),
    "a notice that gets lost by coming early": Failure(
        {"specs": decided("notify", "recipient", misjudging.deferred_nothing)},
        r"to be told by asker.dispatched, told 0 times",
        narrow.late_receipt,
    ),
    "a follower who is left waiting": Failure(
        {"specs": decided("routing", "work_order", misjudging.left_waiting)},
        r"still follows 2\S+, of which was said work_order.(closed|archived)",
        narrow.merged,
    ),
    "a member of a common need who is left waiting": Failure(
        {"specs": decided("routing", "work_order", misjudging.left_waiting)},
        r"still follows common_need/n1",
        narrow.common_need,
    ),
    "a member of a common need who is not told": Failure(
        {"specs": decided("notify", "recipient", misjudging.told_of_no_common_closing)},
        r"was closed with n1, and its asker was not told",
        narrow.common_need,
    ),
    "a follower's asker who is called by nobody": Failure(
        {"specs": decided("supervision", "callback", misjudging.called_by_nobody)},
        r"was closed in round 1 with 2\S+, and no callback was planned",
        narrow.merged,
    ),
    "a follower's asker who is said to be anonymous": Failure(
        {"specs": decided("supervision", "callback", misjudging.excused)},
        r"was not called back in round 1 as anonymous, which it is not",
        narrow.merged,
    ),
    "a card while something waits": Failure(
        {"waits": lambda node, subject: False},  # noqa: ARG005 - it never looks
        r"card.issued of \S+ while messages about it were parked",
        narrow.done_unheard,
    ),
    "a card that is shown twice": Failure(
        {"specs": decided("supervision", "card", misjudging.shown_twice)}, r"nobody called for it", narrow.neglected
    ),
    "an explanation that nobody misses": Failure(
        {"specs": decided("supervision", "card", misjudging.never_lapsed)},
        r"'explain', .* neither met nor lapsed",
        narrow.neglected,
    ),
    "a decision that nobody misses": Failure(
        {"specs": decided("routing", "meeting", misjudging.never_lapsed)},
        r"'decision', 1, 1.* neither met nor lapsed",
        narrow.met,
    ),
    "a promise that nobody misses": Failure(
        {"specs": decided("supervision", "commitment", misjudging.never_lapsed)},
        r"came before the lapse of keep",
        narrow.promised,
    ),
    "a promise that is kept late and praised": Failure(
        {"specs": decided("supervision", "commitment", misjudging.kept_in_time)}, r"was kept late", narrow.promised
    ),
    "an exclusion by one alone": Failure(
        {"specs": decided("supervision", "exclusion", misjudging.approved_alone)}, r"had proposed it", narrow.left_out
    ),
    "rates that praise what is bad, without what is left out": Failure(
        {"rates": misjudging.CONTRARY}, r"signed_in_time without what is left out is", narrow.left_out
    ),
    "an assessment that forgets who was handled again": Failure(
        {"rows": misjudging.rows_of_first_rounds}, r"signed_in_time as of .* by a plain count", narrow.again
    ),
    "rates that count for two periods": Failure(
        {"rates": misjudging.TIMELESS}, r"returned until .* and after is", narrow.neglected
    ),
}
