"""What the domain does not hold today, found by this simulation and not yet decided.

Histories go on in spite of these; nothing else is passed over. `test_known.py` shows each one in the history of its
seed, so that who mends it is told to take it out of here.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """`fault` matches what the invariants say; `seed` is of a history where they say it."""

    why: str
    fault: str
    seed: int


KNOWN = (
    Known(
        "A withdrawal that comes after the closing changes nothing in routing: the order may be reopened, and then a "
        "unit works on a case that everybody sees as withdrawn.",
        r"the appeal is withdrawn, and .+ still has an open order",
        54,
    ),
    Known(
        "Supervision does not hear that a reopened order was withdrawn: the callback waits for ever for its closing.",
        r"the callback waits for a round that is archived \(withdrawn\)",
        61,
    ),
    Known(
        "An ask that intake's own desk answers at once is heard by routing too, which refuses it: two answers, of which "
        "the first holds.",
        r"was answered at the desk and by routing \(work_order\.not_accepted\)",
        16,
    ),
    Known(
        "A source's result that waited for the closing is used in the same append in which the callback is planned, even "
        "if its due time is past: the lapse is not said, as it would be had the result come afterwards.",
        r"callback\.(recorded|source_answered|settled|reopen_asked|referred) .* came before the lapse of callback",
        25,
    ),
    Known(
        "Who writes on an open case whose keys were destroyed is told so by the vault (410), not refused by the domain: "
        "such a case can neither be answered nor closed any more.",
        r"met Shredded instead of a refusal",
        41,
    ),
)


def is_known(fault: str) -> bool:
    """Whether the fault is one of these."""
    return any(re.search(known.fault, fault) for known in KNOWN)
