"""What becomes of a story: steps, each so many hours after the one before (the first after the receipt)."""

from collections.abc import Mapping

Plot = tuple[tuple[float, str], ...]

TO_SIGNED: Plot = ((1, "dispatch"), (4, "sign"))
TO_CONTACTED: Plot = (*TO_SIGNED, (2, "contact"))
TO_ANSWERED: Plot = (*TO_CONTACTED, (44, "answer"))
TO_CLOSED: Plot = (*TO_ANSWERED, (3, "approve"), (1, "close"))
AGAIN: Plot = ((20, "sign"), (3, "contact"), (26, "answer"), (2, "approve"), (1, "close"))

PLOTS: Mapping[str, Plot] = {
    "desk": (),
    "declined": ((20, "accept_not"),),
    "withdrawn": ((5, "withdraw"),),
    "held": (),
    "dispatched": ((1, "dispatch"),),
    "overdue_sign": ((1, "dispatch"),),
    "overdue_contact": ((1, "dispatch"), (30, "sign")),
    "signed": TO_SIGNED,
    "returned": (*TO_SIGNED, (3, "return")),
    "returned_then_done": (
        *((1, "dispatch"), (3, "sign"), (2, "return"), (5, "settle_return"), (1, "dispatch"), (4, "sign")),
        *((2, "contact"), (44, "answer"), (3, "approve"), (1, "close"), (26, "call_satisfied")),
    ),
    "handling": (*TO_CONTACTED, (30, "progress")),
    "overdue_answer": TO_CONTACTED,
    "urged": (*TO_CONTACTED, (50, "urge")),
    "supplemented": (*TO_CONTACTED, (10, "supplement")),
    "answered": TO_ANSWERED,
    "approved": (*TO_ANSWERED, (3, "approve")),
    "cancelled": (*TO_SIGNED, (10, "cancel")),
    "closed_waiting": TO_CLOSED,
    "satisfied": (*TO_CLOSED, (22, "call_satisfied")),
    "source_satisfied": (*TO_CLOSED, (20, "source_callback")),
    "unreachable": (*TO_CLOSED, (20, "no_answer"), (24, "no_answer"), (24, "no_answer")),
    "not_called": ((1, "dispatch"), (4, "sign"), (44, "answer"), (3, "approve"), (1, "close")),
    "reopened": (*TO_CLOSED, (22, "call_dissatisfied")),
    "reopened_handling": (*TO_CLOSED, (22, "call_dissatisfied"), (20, "sign"), (3, "contact")),
    "reopened_satisfied": (*TO_CLOSED, (22, "call_dissatisfied"), *AGAIN, (22, "call_satisfied")),
    "dissatisfied_final": (
        *TO_CLOSED,
        *((22, "call_dissatisfied"), *AGAIN, (22, "call_dissatisfied"), (30, "settle_dissatisfied")),
    ),
    "redo": (*TO_CLOSED, (10, "redo")),
}
