"""What routing says of a case: whose it is, what the unit did, and when it ended."""

from collections.abc import Callable, Mapping

from services.supervision.domain.assessment.milestone import Milestone
from services.supervision.domain.assessment.story import Story

Change = Callable[[Story, Milestone], None]


def classified(story: Story, what: Milestone) -> None:
    story.last.catalogue = what.said.get("catalogue") or story.last.catalogue
    story.last.level = what.said.get("level") or story.last.level


def held(story: Story, what: Milestone) -> None:
    story.lay_aside(what.at)
    story.owe(what)


def dispatched(story: Story, what: Milestone) -> None:
    _handed(story, what, "dispatched")
    story.owe(what)


def reopened(story: Story, what: Milestone) -> None:
    """What was done in the round before did not help."""
    story.last.reopened_at = what.at
    story.case.case_ended_at, story.case.end = None, ""
    _handed(story, what, "reopened")
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


def recomputed(story: Story, what: Milestone) -> None:
    """The desk's own due times, or the unit's, are others now."""
    story.owe(what)


def suspended(story: Story, what: Milestone) -> None:
    """Its clock stands still; what is due now is another look."""
    if row := story.in_hand:
        row.running = {}
    story.owe(what)


def transferred(story: Story, what: Milestone) -> None:
    """It goes to who has the power; inside the district `dispatched` follows."""
    story.lay_aside(what.at, "transfer" if what.said.get("outside") else "")
    story.owe(what)


def pooled(story: Story, what: Milestone) -> None:
    """It is closed with the answer of the common need."""
    story.lay_aside(what.at, "common_need")


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
    """What followed a leading case or a common need is closed with it: called back, but nobody's handling."""
    if story.in_hand is None:
        story.begin(what, "merged")
    story.last.leading = what.said.get("leading") or story.last.leading
    story.last.closed_at = what.at
    story.end_handling(what.at)
    story.last.ended_at = what.at


def order_merged(story: Story, what: Milestone) -> None:
    story.lay_aside(what.at, "merged")
    story.last.leading = what.said.get("leading", "")


def archived(story: Story, what: Milestone) -> None:
    story.lay_aside(what.at)
    story.case.case_ended_at, story.case.end = what.at, what.said.get("end", "")


def _handed(story: Story, what: Milestone, how: str) -> None:
    story.handed += 1
    story.begin(what, how).begun_at = what.at


def _done(story: Story, what: Milestone, name: str, duty: str) -> None:
    if row := story.in_hand:
        setattr(row, name, getattr(row, name) or what.at)
        row.running.pop(duty, None)


CHANGES: Mapping[str, Change] = {
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
    "work_order.recomputed": recomputed,
    "work_order.urgency_marked": recomputed,
    "work_order.transferred": transferred,
    "work_order.answered": answered,
    "work_order.approved": approved,
    "work_order.sent_back": sent_back,
    "work_order.closed": closed,
    "work_order.reopened": reopened,
    "work_order.merged": order_merged,
    "work_order.pooled": pooled,
    "work_order.archived": archived,
}
