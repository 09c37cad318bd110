"""What the timer does about lapses: cards, second reminders, circulars. Nothing while the case has parked messages.

What waits in the parking lot may say that it was done in time, so acts wait for it. Each act is a command whose
decider looks again whether it may be; a letter takes its number from the year's register in the same unit of work.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.supervision.domain.card.commands import IssueCard
from services.supervision.domain.letter.commands import CIRCULAR, LETTER, IssueLetter
from services.supervision.domain.reminder.commands import Circulate, RemindAgain
from services.supervision.numbers import next_number
from services.supervision.readmodels import cards, follow_ups
from shared.bus.parking import held
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.house.lapsing import MOST, timer
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.telemetry.logs import logger

Commands = Callable[[House, Moment], Sequence[Any]]
Row = Mapping[Any, Any]
"""Of the read model of cards, or of follow-ups."""
CIRCULATED = "circulated"


def act(house: House) -> int:
    """Everything that is due to be done about lapses by now; in how many cases."""
    if not house.ready:
        return 0
    with house.engine.connect() as connection:
        now = house.clock()
        called = cards.to_issue(connection, MOST)
        again = follow_ups.to_remind(connection, now, MOST)
        circulars = follow_ups.to_circulate(connection, now, MOST)
    return (
        sum(_done(house, row["case_no"], showing(row)) for row in called)
        + sum(_done(house, case_no, reminding(case_no)) for case_no in again)
        + sum(_done(house, row["case_no"], circulating(row)) for row in circulars)
    )


def showing(row: Row) -> Commands:
    """The card that was called for, with its letter where the rule wants one."""

    def commands(house: House, moment: Moment) -> Sequence[Any]:
        if not row["with_letter"]:
            return (IssueCard(row["case_no"], moment, row["unit"], row["ground"]),)
        number, taken = next_number(house, moment, row["case_no"])
        letter = _letter(row, moment, number, kind=LETTER, ground=row["ground"], reply=row["explain"])
        return (*taken, letter, IssueCard(row["case_no"], moment, row["unit"], row["ground"], number))

    return commands


def reminding(case_no: str) -> Commands:
    """The second reminders of a case."""
    return lambda _, moment: (RemindAgain(case_no, moment),)


def circulating(row: Row) -> Commands:
    """The circular of one lapse."""

    def commands(house: House, moment: Moment) -> Sequence[Any]:
        number, taken = next_number(house, moment, row["case_no"])
        lapse = (row["round"], row["duty"], row["unit"], row["due_at"])
        letter = _letter(row, moment, number, kind=CIRCULAR, ground=CIRCULATED, reply="")
        return (Circulate(row["case_no"], moment, *lapse, number, row["which"]), *taken, letter)

    return commands


def _letter(row: Row, moment: Moment, number: str, *, kind: str, ground: str, reply: str) -> IssueLetter:
    about = {name: row[name] for name in ("case_no", "unit", "round", "duty", "due_at")}
    return IssueLetter(moment=moment, number=number, kind=kind, ground=ground, reply=reply, **about)


def _done(house: House, case_no: str, commands: Commands) -> bool:
    """The lot is locked meanwhile, so that nothing of the case is parked between looking and acting."""
    with house.lot.lock:
        with house.engine.connect() as connection:
            if held(connection, [case_no]):
                return False
        return executed(house, case_no, commands)


def executed(house: House, case_no: str, commands: Commands) -> bool:
    """Whether it was done; what is refused now is looked at again at the next turn."""
    try:
        return bool(house.execute(*commands(house, house.moment(timer(house.name)))))
    except (Rejected, Conflict, Unavailable) as trouble:
        logger("acting").warning(
            "an act on a lapse was not done",
            service=house.name,
            case=case_no,
            reason=repr(trouble),
            next_step="it is tried again at the next turn",
        )
        return False
