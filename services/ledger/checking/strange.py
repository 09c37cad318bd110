"""Naming a leaf that does not meet its entry: which entry of which log, what became of it, and what to do next."""

from services.ledger.checking.naming import Named, fault
from services.ledger.checking.seen import Seen

KEEP = "keep a copy of both databases as they are, and look for it in the last backup and with those who heard it"
"""What is needed of an entry that its log and the ledger's copy do not tell: docs/operations/trouble.md says how."""


def strange(number: int, source: str, position: int, digest: bytes, seen: Seen | None) -> Named:
    """The fault of a leaf: over `position` of `source`, with this digest. `seen` is what the tree is over of that log."""
    entry = f"entry {position} of {source}"
    if seen is None:
        return fault(number, "leaf_unknown", f"the leaf is over {entry}, and there is no such log here; {KEEP}")
    stands = seen.digest(position)
    if position <= seen.after or stands == digest:
        return fault(number, "leaf_order", f"{entry} does not come here: leaves were moved; {KEEP}")
    if stands:
        return fault(number, "leaf_digest", f"what stands for {entry} is not what was sealed; {KEEP}")
    if seen.in_log(position):
        service = source.rpartition("/")[2]
        again = f"huying relay resend {service} --from {position - 1}"
        return fault(number, "leaf_unknown", f"the ledger's copy lacks {entry}, its log has it: {again}")
    return fault(number, "leaf_unknown", f"{entry} was sealed, and neither its log nor the ledger has it; {KEEP}")
