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
        *((22, "call_dissatisfied"), *AGAIN, (22, "call_dissatisfied"), (30, "propose_final"), (20, "approve_final")),
    ),
    "redo": (*TO_CLOSED, (10, "redo")),
    # answered at the desk
    "at_once": ((2, "answer_at_once"), (26, "call_satisfied")),
    "at_once_freely": ((1, "answer_freely"),),
    # several cases, one handling
    "merged_leading": (*TO_CLOSED, (22, "call_satisfied")),
    "merged_follower": ((3, "merge"), (76, "call_satisfied")),
    "need": (),
    "need_last": ((2, "accept"), (3, "gather"), (5, "lead_need"), (96, "answer_need"), (20, "close_need")),
    "open_need": (),
    "open_need_last": ((2, "accept"), (3, "gather"), (5, "lead_need")),
    # with others' help
    "supported": (
        *(*TO_CONTACTED, (2, "support"), (3, "sign_part"), (20, "deliver_part"), (2, "excuse_part")),
        *((20, "answer"), (3, "approve"), (1, "close"), (22, "call_satisfied")),
    ),
    "parts_waiting": (*TO_CONTACTED, (2, "support"), (3, "sign_part"), (1, "draft")),
    # time
    "extended": (
        *(*TO_CONTACTED, (10, "ask_time"), (3, "grant_time"), (60, "answer"), (3, "approve"), (1, "close")),
        (22, "call_satisfied"),
    ),
    "extended_thrice": (*TO_CONTACTED, *((10, "ask_time"), (3, "grant_time")) * 3),
    "extension_refused": (*TO_CONTACTED, (10, "ask_time"), (3, "refuse_time")),
    "extension_waiting": (*TO_CONTACTED, (3, "ask_time")),
    "suspended": (*TO_CONTACTED, (20, "suspend")),
    "resumed": (*TO_CONTACTED, (20, "suspend"), (120, "resume")),
    # to somebody else
    "transferred_inside": (
        *((1, "dispatch"), (3, "sign"), (5, "transfer_inside"), (4, "sign"), (3, "contact"), (44, "answer")),
        *((3, "approve"), (1, "close"), (22, "call_satisfied")),
    ),
    "transfer_waiting": ((1, "dispatch"), (1, "transfer_outside"), (50, "chase_transfer")),
    "transferred_outside": ((1, "dispatch"), (1, "transfer_outside"), (50, "chase_transfer"), (5, "confirm_transfer")),
    # leaders and meetings
    "instructed": ((1, "dispatch_key"), (3, "instruct"), (2, "sign"), (3, "contact")),
    "instructed_done": (
        *((1, "dispatch_key"), (3, "instruct"), (2, "sign"), (3, "contact"), (60, "report_instruction")),
        *((20, "finish_instruction"), (20, "answer"), (3, "approve"), (1, "close"), (22, "call_satisfied")),
    ),
    "special": (
        *((1, "dispatch_major"), (3, "sign"), (3, "contact"), (2, "instruct"), (10, "convene_special")),
        *((24, "record_meeting"), (20, "report_instruction"), (4, "finish_decision")),
    ),
    "special_convened": ((1, "dispatch_major"), (3, "sign"), (3, "contact"), (10, "convene_special")),
    "on_site": (
        *((1, "dispatch_complex"), (3, "sign"), (3, "contact"), (10, "convene_on_site"), (24, "record_meeting")),
        *((24, "finish_decisions"), (20, "answer"), (3, "approve"), (1, "close"), (22, "call_satisfied")),
    ),
    "escalated": ((1, "dispatch_complex"), (3, "sign"), (3, "contact"), (24, "escalate")),
    "escalated_answered": (
        *((1, "dispatch_complex"), (3, "sign"), (3, "contact"), (24, "escalate"), (48, "answer_escalation")),
        *((20, "answer"), (3, "approve")),
    ),
    # supervision
    "rated": (*TO_CLOSED, (5, "rate_well"), (17, "call_satisfied")),
    "rated_badly": (*TO_CLOSED, (5, "rate_badly")),
    "final_waiting": (
        *TO_CLOSED,
        *((22, "call_dissatisfied"), *AGAIN, (22, "call_dissatisfied"), (30, "propose_final")),
    ),
    "explained": (*TO_CONTACTED, (200, "explain_cards"), (24, "accept_explanations")),
    "red": ((1, "dispatch"), (30, "sign"), (20, "contact"), (240, "answer"), (80, "explain_cards")),
    "reopened_excluded": (*TO_CLOSED, (22, "call_dissatisfied"), (40, "propose_exclusion"), (30, "approve_exclusion")),
    "exclusion_waiting": (*TO_CLOSED, (22, "call_dissatisfied"), (40, "propose_exclusion")),
    "promised_kept": (*TO_CONTACTED, (3, "promise_payment"), (100, "show_kept"), (20, "confirm_kept")),
    "promised_late": (*TO_CONTACTED, (3, "promise_land"), (40, "answer"), (3, "approve"), (1, "close")),
    "promised_open": (*TO_CONTACTED, (3, "promise_training"), (60, "progress")),
    "urged_watched": (*TO_CONTACTED, (50, "urge"), (2, "watch")),
    "sent_back": (*TO_ANSWERED, (3, "send_back")),
    "urgent": ((1, "mark_urgency"), (1, "dispatch"), (1, "sign")),
    "corrected": ((1, "dispatch"), (2, "correct"), (3, "sign")),
}
