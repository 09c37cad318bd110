"""What somebody is likely to do next, by what they see; and now and then what nobody should."""

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from services.intake.domain.appeal.state import Phase
from services.routing.domain.work_order.state import OPEN, State
from services.supervision.domain.callback.state import Phase as Calling
from services.supervision.domain.card.state import Phase as Shown
from services.supervision.domain.commitment.decide import Phase as Promised
from services.supervision.domain.letter.state import Phase as Sent
from tests.simulation.people import asking, calling, gathering, handling, meeting, overseeing, ways
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import DEEDS, Act, pick

if TYPE_CHECKING:
    from tests.simulation.town import Town

Weights = dict[str, float]
SOURCES: Mapping[str, float] = {"12345": 4, "96888": 4, "portal": 3, "desk": 1}
UNUSUAL = 0.07
"""How often somebody does anything at all, whatever they see."""
REGISTERED = (asking, handling, calling, ways, gathering, meeting, overseeing)
"""Imported for the deeds they register."""

BY_PHASE: Mapping[Phase, Weights] = {
    Phase.RECEIVED: {"accept": 8, "decline": 1, "withdraw": 0.5, "urge": 1, "ask_cancel": 0.3, "supplement": 1},
    Phase.ACCEPTED: {"supplement": 0.5, "withdraw": 0.1, "ask": 0.2},
    Phase.DECLINED: {"supplement": 0.3, "decline": 0.2},
    Phase.WITHDRAWN: {"supplement": 0.3, "withdraw": 0.2},
}
BY_STATE: Mapping[State, Weights] = {
    State.HELD: {"dispatch": 8, "classify": 2},
    State.DISPATCHED: {"sign": 8, "return_order": 1},
    State.RETURNED: {"settle_return": 8},
    State.SIGNED: {"contact": 3, "progress": 1, "answer": 5, "return_order": 0.7},
    State.ANSWERED: {"approve": 7, "send_back": 1, "contact": 1},
    State.APPROVED: {"close": 7, "contact": 4},
    State.CLOSED: {"reopen": 0.3, "ask_redo": 0.5},
    State.ARCHIVED: {"reopen": 0.1, "ask_redo": 0.2},
}
BY_CALL: Mapping[Calling, Weights] = {
    Calling.PLANNED: {"record": 4, "attempt": 2, "settle_not_called": 0.7},
    Calling.REFERRED: {"settle_dissatisfied": 5, "approve_final": 5, "decline_final": 0.7},
    Calling.SETTLED: {"record": 0.1},
}
WAYS_BY_PHASE: Mapping[Phase, Weights] = {
    Phase.RECEIVED: {"answer_at_once": 0.7, "merge": 1, "mark_urgency": 0.3},
    Phase.ACCEPTED: {"merge": 0.5, "mark_urgency": 0.3, "correct_phone": 0.3},
    Phase.MERGED: {"separate": 0.4, "urge": 0.6, "ask_cancel": 0.2, "withdraw": 0.2, "correct_phone": 0.2},
}
WAYS_BY_STATE: Mapping[State, Weights] = {
    State.HELD: {"hand_over": 1, "instruct": 0.7, "gather": 1.5, "convene": 0.5},
    State.DISPATCHED: {"support": 0.5, "hand_over": 0.3},
    State.SIGNED: {
        "ask_time": 1.5,
        "settle_time": 1.5,
        "suspend": 1,
        "support": 1,
        "answer_with_parts": 3,
        "escalate": 0.5,
        "sign_part": 1,
        "deliver_part": 1.5,
        "excuse_part": 0.5,
        "convene": 1,
        "gather": 0.4,
        "instruct": 0.5,
        "report_instruction": 0.5,
        "finish_instruction": 0.4,
        "answer_escalation": 0.4,
        "hand_over": 0.3,
    },
    State.SUSPENDED: {"resume": 5, "suspend": 1, "progress": 1},
    State.TRANSFERRED: {"settle_transfer": 4, "chase": 2},
    State.POOLED: {"lead_need": 3, "answer_need": 3, "close_need": 3, "leave_need": 0.7, "convene": 0.5, "hold": 0.5},
    State.CLOSED: {"propose_exclusion": 0.2, "approve_exclusion": 0.3, "revoke_exclusion": 0.1},
    State.ARCHIVED: {"propose_exclusion": 0.3, "approve_exclusion": 0.5, "refuse_exclusion": 0.1},
}
"""What is added in wild histories."""
BY_CARD: Mapping[Shown, Weights] = {
    Shown.CALLED_FOR: {"withdraw_card": 0.2},
    Shown.ISSUED: {"explain_card": 2, "withdraw_card": 0.4},
    Shown.EXPLAINED: {"accept_explanation": 2, "withdraw_card": 0.4},
}
BY_LETTER: Mapping[Sent, Weights] = {
    Sent.WRITTEN: {"reply_to_letter": 2, "withdraw_letter": 0.3},
    Sent.REPLIED: {"accept_reply": 2, "withdraw_letter": 0.2},
}
BY_PROMISE: Mapping[Promised, Weights] = {
    Promised.UNKNOWN: {"register_promise": 0.15},
    Promised.OPEN: {"show_evidence": 0.4, "register_promise": 0.1},
    Promised.SHOWN: {"confirm_kept": 0.4, "send_evidence_back": 0.3, "withdraw_promise": 0.1},
}
"""About any of the cards and letters of the case, and whatever stands of what was promised."""
CONVENED: Weights = {"hold": 2.5, "cancel_meeting": 0.3}
DECIDED: Weights = {"finish_decision": 1.5}
WHILE_OPEN: Weights = {"urge": 0.7, "supplement": 0.5, "ask_cancel": 0.2, "report_callback": 0.1}


def choose(town: "Town", rng: Random, most: int, *, wide: bool = False) -> Act:
    """Somebody's next act: a new appeal while there are fewer than `most`, or something about one that there is.

    `wide`: by all the ways that there are.
    """
    cases = town.cases
    if len(cases) < most and (not cases or rng.random() < 0.12):
        return _drawn(Case(len(cases), pick(rng, SOURCES)), "ask", rng)
    case = town.latest if rng.random() < 0.4 else cases[rng.randrange(len(cases))]
    if rng.random() < UNUSUAL:
        return _drawn(case, rng.choice(sorted(name for name, one in DEEDS.items() if wide or not one.wide)), rng)
    weights = likely(town, case, wide=wide)
    return _drawn(case, pick(rng, weights), rng)


def likely(town: "Town", case: Case, *, wide: bool = False) -> Weights:
    """What may be done about the case, with how likely it is."""
    order, callback = town.order(case), town.callback(case)
    weights: Weights = {"complain": 0.02, **BY_PHASE.get(town.appeal(case).phase, {"ask": 1})}
    weights |= BY_STATE.get(order.state, {})
    if wide:
        weights |= WAYS_BY_PHASE.get(town.appeal(case).phase, {}) | WAYS_BY_STATE.get(order.state, {})
        weights |= _overseen(town, case)
    if order.state in OPEN:
        weights |= WHILE_OPEN
    if order.state is State.APPROVED and not (order.reached or len(order.contacts) >= 3):
        weights |= {"contact": 9, "close": 0.7}
    if order.state in (State.CLOSED, State.ARCHIVED):
        weights |= BY_CALL.get(callback.phase, {})
        if callback.by == "source" and callback.phase is Calling.PLANNED:
            weights |= {"report_callback": 6, "record": 0.5, "attempt": 0.3}
    return weights


def _overseen(town: "Town", case: Case) -> Weights:
    """What supervision, units and those who meet may do beside."""
    weights: Weights = {}
    for shown in town.cards(case):
        weights |= BY_CARD.get(shown.phase, {})
    for one in town.meetings(town.case_no(case)).values():
        weights |= CONVENED if not (one.held or one.cancelled) else {}
        weights |= DECIDED if not all(task.done for task in one.tasks.values()) else {}
    weights["write_letter"] = 0.15
    for sent in town.letters(case).values():
        weights |= BY_LETTER.get(sent.phase, {})
    for name in overseeing.PROMISES:
        weights |= BY_PROMISE.get(town.promise(name).phase, {})
    return weights


def _drawn(case: Case, name: str, rng: Random) -> Act:
    return Act(case, name, DEEDS[name].draw(rng))
