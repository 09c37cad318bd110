"""What each entry does to the duties of its case: one table over the clear fields. What is not in it changes none."""

from collections.abc import Mapping

from services.ledger.domain.standing import duty as due
from services.ledger.domain.standing.about import About, Change, asks, in_turn, said, when
from services.ledger.domain.standing.duty import Duties
from services.ledger.domain.standing.entry import Data, Entry


def decided(duties: Duties, entry: Entry) -> Duties:
    """From now on the decisions of a meeting are due, each by the day that the meeting named."""
    for one in entry.data["decisions"]:
        which = f"{entry.data['number']}/{one['number']}"
        duties = due.begun(duties, due.owed("meeting", which, {**one, "duty": "decision"}, entry.time))
    return duties


def refused(data: Data) -> bool:
    """A return that was refused: the unit goes on."""
    return not data["accepted"]


def confirmed(data: Data) -> bool:
    """A transfer to outside, confirmed by the receiver."""
    return bool(data["end"] == "transfer_confirmed")


def of_decision(data: Data) -> bool:
    """A lapse of a meeting's decision, not of its record."""
    return bool(data["decision"])


NUMBER, ITS_UNIT = said("number"), said("number", "unit")
APPEAL, ORDER, CALLBACK = About("appeal"), About("work_order"), About("callback")
ASK, REOPENING = About("ask", said("ask")), About("reopening", said("ask"))
PART, CARD = About("part", said("unit")), About("card", said("unit", "ground"))
WRITTEN, LETTER = About("letter", NUMBER), About("letter", said("letter"))
EXTENSION, ASKED_BY = About("extension", said("unit")), About("extension", said("by"))
TRANSFER, ESCALATION = About("transfer", NUMBER), About("escalation", NUMBER)
INSTRUCTION, WHOLE_INSTRUCTION = About("instruction", ITS_UNIT, of_each=True), About("instruction", NUMBER)
MEETING, DECISION = About("meeting", NUMBER), About("meeting", said("number", "decision"))
"""Asks are those of a source, answered in the end by intake; reopenings are supervision's own."""

INTAKE: Mapping[str, Change] = {
    "appeal.received": APPEAL.begin,
    "appeal.accepted": APPEAL.done(),
    "appeal.declined": APPEAL.done(),
    "appeal.answered_at_once": APPEAL.done(),
    "appeal.merged": APPEAL.done(),
    "appeal.withdrawn": APPEAL.over(),
    "appeal.separated": APPEAL.begin,
    "appeal.order_opened": APPEAL.done(),
    "appeal.urgency_marked": APPEAL.begin,
    "appeal.lapsed": APPEAL.lapse,
    "appeal.urged": asks("urge", "ask"),
    "appeal.redo_asked": asks("redo", "ask"),
    "appeal.cancel_asked": asks("cancel", "ask"),
    "appeal.callback_reported": asks("callback", "ask"),
    "appeal.ask_answered": ASK.done(),
    "appeal.ask_lapsed": ASK.lapse,
}
ROUTING: Mapping[str, Change] = {
    "work_order.held": in_turn(ORDER.over(), ORDER.begin),
    "work_order.dispatched": in_turn(ORDER.done("dispatch"), ORDER.over(), ORDER.begin),
    "work_order.reopened": in_turn(ORDER.over(), ORDER.begin),
    "work_order.signed": ORDER.done("sign"),
    "work_order.contacted": ORDER.done("first_contact"),
    "work_order.returned": in_turn(ORDER.sleep, ORDER.begin),
    "work_order.return_settled": in_turn(ORDER.done("settle_return"), when(refused, ORDER.wake)),
    "work_order.extended": ORDER.begin,
    "work_order.suspended": in_turn(ORDER.done("review"), ORDER.sleep, ORDER.begin),
    "work_order.resumed": in_turn(ORDER.done("review"), ORDER.wake, ORDER.begin),
    "work_order.recomputed": ORDER.begin,
    "work_order.urgency_marked": ORDER.begin,
    "work_order.answered": in_turn(ORDER.done("answer"), ORDER.begin),
    "work_order.sent_back": in_turn(ORDER.done("approve"), ORDER.again("answer")),
    "work_order.approved": in_turn(ORDER.done("approve"), ORDER.begin),
    "work_order.closed": in_turn(ORDER.done("close"), ORDER.over()),
    "work_order.merged": ORDER.over(),
    "work_order.pooled": ORDER.over(),
    "work_order.transferred": in_turn(ORDER.done("dispatch"), ORDER.over(), ORDER.begin),
    "work_order.archived": in_turn(when(confirmed, ORDER.done("confirm_transfer")), ORDER.over()),
    "work_order.lapsed": ORDER.lapse,
    "part.assigned": in_turn(PART.over(), PART.begin),
    "part.signed": PART.done("sign"),
    "part.delivered": in_turn(PART.done("deliver"), PART.over()),
    "part.excused": PART.over(),
    "part.released": PART.over(),
    "part.extended": PART.begin,
    "part.lapsed": PART.lapse,
    "extension.requested": EXTENSION.begin,
    "extension.granted": EXTENSION.done(),
    "extension.refused": EXTENSION.done(),
    "extension.dropped": EXTENSION.over(),
    "extension.lapsed": ASKED_BY.lapse,
    "transfer.made": in_turn(TRANSFER.over(), TRANSFER.begin),
    "transfer.chased": in_turn(TRANSFER.done("chase_transfer"), TRANSFER.begin),
    "transfer.confirmed": TRANSFER.over(),
    "transfer.refused": TRANSFER.over(),
    "transfer.ended": TRANSFER.over(),
    "transfer.lapsed": TRANSFER.lapse,
    "instruction.given": INSTRUCTION.begin,
    "instruction.reported": INSTRUCTION.done(),
    "instruction.done": WHOLE_INSTRUCTION.over(),
    "instruction.lapsed": INSTRUCTION.lapse,
    "meeting.convened": MEETING.begin,
    "meeting.held": in_turn(MEETING.done("record_meeting"), decided),
    "meeting.decision_done": DECISION.done(),
    "meeting.cancelled": MEETING.over(),
    "meeting.lapsed": when(of_decision, DECISION.lapse, MEETING.lapse),
    "escalation.proposed": ESCALATION.begin,
    "escalation.answered": ESCALATION.done(),
    "escalation.lapsed": ESCALATION.lapse,
}
SUPERVISION: Mapping[str, Change] = {
    "callback.planned": in_turn(CALLBACK.over(), CALLBACK.begin),
    "callback.settled": CALLBACK.done(),
    "callback.reopen_asked": in_turn(CALLBACK.done(), asks("reopen", "reopening")),
    "callback.reopen_answered": REOPENING.done(),
    "callback.ask_lapsed": in_turn(REOPENING.lapse, REOPENING.over(), CALLBACK.begin),
    "callback.referred": in_turn(CALLBACK.done(), CALLBACK.begin),
    "callback.reopening": CALLBACK.over(),
    "callback.dropped": CALLBACK.over(),
    "callback.lapsed": CALLBACK.lapse,
    "card.issued": CARD.begin,
    "card.explained": CARD.done(),
    "card.withdrawn": CARD.over(),
    "card.lapsed": CARD.lapse,
    "letter.issued": WRITTEN.begin,
    "letter.replied": LETTER.done(),
    "letter.withdrawn": LETTER.over(),
    "letter.lapsed": LETTER.lapse,
}
CHANGES: Mapping[str, Change] = {**INTAKE, **ROUTING, **SUPERVISION}


def after(duties: Duties, entry: Entry) -> Duties:
    """The duties with one more entry."""
    change = CHANGES.get(entry.type)
    return change(duties, entry) if change else duties
