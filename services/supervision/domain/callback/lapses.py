"""What has lapsed by now, oldest first, with what follows: a lapsed ask makes a duty, which may have lapsed too."""

from datetime import datetime

from services.supervision.domain.callback.events import AskLapsed, Event, Lapsed, SourceAnswered
from services.supervision.domain.callback.evolve import evolve
from services.supervision.domain.callback.reopening import waits_for
from services.supervision.domain.callback.state import Ask, Callback, Reply
from shared.rules.moment import Moment


def lapses(callback: Callback, moment: Moment) -> list[Event]:
    """What is done at its due time is in time."""
    said: list[Event] = []
    while event := oldest(callback, moment):
        said.append(event)
        callback = evolve(callback, event)
    return said


def oldest(callback: Callback, moment: Moment) -> Event | None:
    overdue: list[tuple[datetime, Event]] = [
        (duty.due_at, Lapsed(callback.round, duty.duty, duty.unit, duty.due_at)) for duty in callback.duties
    ]
    overdue += [(ask.due_at, ask_lapsed(callback, ask, moment)) for ask in callback.asks if ask.reply is Reply.OPEN]
    if callback.noted:
        refused = SourceAnswered(callback.noted.ask, False, "callback.not_planned")
        overdue.append((callback.noted.due_at, refused))
    past = [(due_at, event) for due_at, event in overdue if due_at < moment.at]
    return min(past, key=lambda one: one[0])[1] if past else None


def ask_lapsed(callback: Callback, ask: Ask, moment: Moment) -> AskLapsed:
    """The desk must settle it, counted from the lapse, whenever that is said."""
    duty = moment.rules.duty("settle", ask.desk, ask.due_at, "callback")
    return AskLapsed(ask.round, ask.id, ask.due_at, ask.desk, (duty,) if waits_for(callback, ask) else ())
