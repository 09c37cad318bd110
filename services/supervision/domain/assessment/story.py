"""One case's milestones told in order: what each changes in its rows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from services.supervision.domain.assessment.milestone import DUTIES, Milestone
from services.supervision.domain.assessment.row import Lapse, Row
from shared.kernel.times import unstamp

CASE = ("channel", "kind", "place", "received_at", "responded_at", "response", "withdrawn_at", "case_ended_at", "end")
"""What every row of a case repeats."""
UNITS = frozenset({"sign", "first_contact", "answer", "approve", "close"})
DESKS = frozenset({"accept", "dispatch", "settle_return", "callback", "settle"})
"""The duties whose end is told by a milestone, so that silence until the due time is a lapse. Of others, such as
reviews and confirmations, only the lapse that is said counts."""


class Story:
    """A case in the making: its rows, the last of which is the latest handling; what desks owe it."""

    def __init__(self, case_no: str) -> None:
        self.case = Row(case_no=case_no)
        self.rows = [self.case]
        self.desk: dict[str, tuple[str, datetime]] = {}

    @property
    def last(self) -> Row:
        """The latest handling, or the case as nobody has it yet."""
        return self.rows[-1]

    @property
    def in_hand(self) -> Row | None:
        """The handling that goes on."""
        return self.last if self.last.open else None

    def of_round(self, round_: int) -> Row:
        """The last handling of this round; the latest where there is none of it."""
        return next((row for row in reversed(self.rows) if row.round == round_), self.last)

    def end_handling(self, at: datetime) -> None:
        """The unit has it no more."""
        if row := self.in_hand:
            row.ended_at, row.running, row.asleep = at, {}, {}

    def begin(self, what: Milestone, how: str) -> Row:
        """Another handling; the first takes the place of the row without a unit."""
        self.end_handling(what.at)
        untouched = self.last is self.case and not self.case.unit
        row = self.case if untouched else Row(case_no=what.case_no, first=False)
        if not untouched:
            row.catalogue, row.level, row.leading = self.last.catalogue, self.last.level, self.last.leading
            self.rows.append(row)
        row.unit, row.round, row.how = what.said["unit"], what.said.get("round", 1), how
        row.catalogue = what.said.get("catalogue") or row.catalogue
        row.level = what.said.get("level") or row.level
        self.desk = {}
        return row

    def owe(self, what: Milestone) -> None:
        """The duties an entry names: the unit's own, and those of desks."""
        row = self.last
        for one in what.said.get(DUTIES, ()):
            due_at = unstamp(one["due_at"])
            if one["duty"] in UNITS and row.open:
                row.running[one["duty"]] = due_at
            elif one["duty"] in DESKS:
                self.desk[one["duty"]] = one["unit"], due_at

    def lapse(self, lapse: Lapse) -> None:
        """Said once, however often it is heard."""
        row = self.of_round(lapse.round)
        owner = row.lapses if lapse.unit == row.unit else self.case.elsewhere
        if lapse not in owner:
            owner.append(lapse)
        if lapse.duty == "callback":
            row.callback_late_at = lapse.due_at

    def overdue(self, at: datetime) -> None:
        """What was due before this time and not done has lapsed, said or not."""
        if row := self.in_hand:
            for duty in [duty for duty, due_at in row.running.items() if due_at < at]:
                self.lapse(Lapse(duty, row.unit, row.round, row.running.pop(duty)))
        for duty in [duty for duty, (_, due_at) in self.desk.items() if due_at < at]:
            unit, due_at = self.desk.pop(duty)
            self.lapse(Lapse(duty, unit, max(self.last.round, 1), due_at))

    def told(self, as_of: datetime) -> list[Row]:
        """The rows as they were at that time."""
        self.overdue(as_of)
        for row in self.rows[1:]:
            for name in CASE:
                setattr(row, name, getattr(self.case, name))
        return self.rows


def received(story: Story, what: Milestone) -> None:
    case = story.case
    case.received_at, case.channel = what.at, what.said.get("channel", "")
    case.kind, case.place = what.said.get("kind", ""), what.said.get("place", "")
    story.owe(what)


def responding(response: str, *, ends: bool = False) -> Callable[[Story, Milestone], None]:
    """Intake answered the asker in this way; the first answer counts."""

    def respond(story: Story, what: Milestone) -> None:
        case = story.case
        if case.responded_at is None:
            case.responded_at, case.response = what.at, response
        case.kind = what.said.get("kind") or case.kind
        story.last.leading = what.said.get("leading", story.last.leading)
        story.desk.pop("accept", None)
        if ends:
            case.case_ended_at, case.end = what.at, response

    return respond


def withdrawn(story: Story, what: Milestone) -> None:
    """What is closed already stays so."""
    if story.last.closed_at is None or story.in_hand:
        story.case.withdrawn_at, story.case.case_ended_at, story.case.end = what.at, what.at, "withdrawn"
        story.end_handling(what.at)
    story.desk = {}


def separated(story: Story, what: Milestone) -> None:  # noqa: ARG001 — the time is in the next dispatch
    story.last.leading = ""
    story.case.case_ended_at, story.case.end = None, ""


def classified(story: Story, what: Milestone) -> None:
    story.last.catalogue = what.said.get("catalogue") or story.last.catalogue
    story.last.level = what.said.get("level") or story.last.level


def held(story: Story, what: Milestone) -> None:
    story.end_handling(what.at)
    story.desk = {}
    story.owe(what)


def dispatched(story: Story, what: Milestone) -> None:
    story.begin(what, "dispatched").begun_at = what.at
    story.owe(what)


def reopened(story: Story, what: Milestone) -> None:
    """What was done in the round before did not help."""
    story.last.reopened_at = what.at
    story.case.case_ended_at, story.case.end = None, ""
    story.begin(what, "reopened").begun_at = what.at
    story.owe(what)


def signed(story: Story, what: Milestone) -> None:
    _done(story, what, "signed_at", "sign")


def contacted(story: Story, what: Milestone) -> None:
    """An attempt on record fulfils the duty too, as it does for routing."""
    _done(story, what, "contacted_at", "first_contact")


def returned(story: Story, what: Milestone) -> None:
    if row := story.in_hand:
        row.returns.append(what.at)
        row.asleep, row.running = row.running, {}
    story.owe(what)


def return_settled(story: Story, what: Milestone) -> None:
    """Accepted: it is held, or dispatched to another. Refused: the unit's duties run on as they were."""
    story.desk.pop("settle_return", None)
    if what.said.get("accepted"):
        story.end_handling(what.at)
    elif row := story.in_hand:
        row.running, row.asleep = row.asleep, {}


def extension_requested(story: Story, what: Milestone) -> None:
    if row := story.in_hand:
        row.extensions += 1
    story.owe(what)


def owed(story: Story, what: Milestone) -> None:
    """Due times of the unit's own changed."""
    story.desk.pop("settle_extension", None)
    if what.said.get("unit") in ("", None, story.last.unit):
        story.owe(what)


def suspended(story: Story, what: Milestone) -> None:
    """Its clock stands still; what is due now is another look."""
    if row := story.in_hand:
        row.running = {}
    story.owe(what)


def transferred(story: Story, what: Milestone) -> None:
    """It goes to who has the power; inside the district `dispatched` follows."""
    story.end_handling(what.at)
    story.owe(what)


def answered(story: Story, what: Milestone) -> None:
    _done(story, what, "answered_at", "answer")
    story.owe(what)


def approved(story: Story, what: Milestone) -> None:
    if row := story.in_hand:
        row.running.pop("approve", None)
    story.owe(what)


def sent_back(story: Story, what: Milestone) -> None:
    if row := story.in_hand:
        row.answered_at = None
    approved(story, what)


def closed(story: Story, what: Milestone) -> None:
    """A merged case is closed with its leading one: it is called back, but was nobody's handling."""
    if story.in_hand is None:
        story.begin(what, "merged")
    story.last.leading = what.said.get("leading") or story.last.leading
    story.last.closed_at = what.at
    story.end_handling(what.at)
    story.last.ended_at = what.at


def order_merged(story: Story, what: Milestone) -> None:
    story.end_handling(what.at)
    story.last.leading = what.said.get("leading", "")
    story.desk = {}


def archived(story: Story, what: Milestone) -> None:
    story.end_handling(what.at)
    story.desk = {}
    story.case.case_ended_at, story.case.end = what.at, what.said.get("end", "")


def lapsed(story: Story, what: Milestone) -> None:
    said = what.said
    round_, duty, unit = said.get("round", 1), said["duty"], said.get("unit", "")
    story.lapse(Lapse(duty, unit, round_, unstamp(said["due_at"])))
    row = story.of_round(round_)
    if unit == row.unit:
        row.running.pop(duty, None)
    if story.desk.get(duty, ("", None))[0] == unit:
        story.desk.pop(duty)


def planned(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).planned_at = what.at
    referred(story, what)


def referred(story: Story, what: Milestone) -> None:
    """What supervision must do next, in place of what it had to do before."""
    story.desk = {}
    story.owe(what)


def attempted(story: Story, what: Milestone) -> None:
    """Who does not want to talk was called all the same."""
    row = story.of_round(what.said.get("round", 1))
    row.attempts = max(row.attempts, what.said.get("attempt", row.attempts + 1))
    if what.said.get("outcome") == "refused":
        row.called_at = row.called_at or what.at


def recorded(story: Story, what: Milestone) -> None:
    """What was said last counts."""
    said, row = what.said, story.of_round(what.said.get("round", 1))
    if said.get("contacted"):
        row.called_at = row.called_at or what.at
        row.recorded_at, row.resolved, row.satisfied = what.at, said.get("resolved"), said.get("satisfied")
    if said.get("satisfied") is not None:
        story.desk = {}


def settled(story: Story, what: Milestone) -> None:
    row = story.of_round(what.said.get("round", 1))
    row.settled_at, row.settled, row.reason = what.at, what.said.get("end", ""), what.said.get("reason", "")
    story.desk = {}


def dropped(story: Story, what: Milestone) -> None:
    story.of_round(what.said.get("round", 1)).dropped = True
    story.desk = {}


def _done(story: Story, what: Milestone, name: str, duty: str) -> None:
    if row := story.in_hand:
        setattr(row, name, getattr(row, name) or what.at)
        row.running.pop(duty, None)


CHANGES: Mapping[str, Callable[[Story, Milestone], Any]] = {
    "appeal.received": received,
    "appeal.accepted": responding("accepted"),
    "appeal.declined": responding("declined", ends=True),
    "appeal.answered_at_once": responding("answered_at_once", ends=True),
    "appeal.merged": responding("merged"),
    "appeal.separated": separated,
    "appeal.withdrawn": withdrawn,
    "work_order.classified": classified,
    "work_order.held": held,
    "work_order.dispatched": dispatched,
    "work_order.signed": signed,
    "work_order.returned": returned,
    "work_order.return_settled": return_settled,
    "work_order.contacted": contacted,
    "work_order.extension_requested": extension_requested,
    "work_order.extended": owed,
    "work_order.extension_refused": owed,
    "work_order.suspended": suspended,
    "work_order.resumed": owed,
    "work_order.transferred": transferred,
    "work_order.answered": answered,
    "work_order.approved": approved,
    "work_order.sent_back": sent_back,
    "work_order.closed": closed,
    "work_order.reopened": reopened,
    "work_order.merged": order_merged,
    "work_order.released": separated,
    "work_order.archived": archived,
    "callback.planned": planned,
    "callback.attempted": attempted,
    "callback.recorded": recorded,
    "callback.referred": referred,
    "callback.ask_lapsed": referred,
    "callback.settled": settled,
    "callback.dropped": dropped,
}


def tell(story: Story, what: Milestone) -> None:
    """Take in one milestone, after what lapsed before it; lapses of every aggregate have one shape."""
    story.overdue(what.at)
    change = lapsed if what.type.endswith(".lapsed") else CHANGES[what.type]
    change(story, what)
