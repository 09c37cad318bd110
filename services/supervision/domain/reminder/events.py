"""What is said of reminders. `which` tells several of one duty apart: the number of the instruction, meeting, transfer
or escalation (`2`), and of a meeting's decision (`2.1`); "" where there is but one, and in entries of old."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.stored import stored


@stored("reminder.issued")
@dataclass(frozen=True, slots=True)
class Issued:
    """`colour` is always `none`: cards are said by `card.issued`; `ask` null: nobody waits for an answer.

    `next_at`: when the next step follows unless it is done, the second reminder and then the circular; null: none.
    """

    round: int
    duty: str
    unit: str
    due_at: datetime
    colour: str
    ask: None = None
    number: int = 1
    about: str = "work_order"
    next_at: datetime | None = None
    which: str = ""


@stored("reminder.circulated")
@dataclass(frozen=True, slots=True)
class Circulated:
    round: int
    duty: str
    unit: str
    due_at: datetime
    letter: str
    which: str = ""


@stored("reminder.done")
@dataclass(frozen=True, slots=True)
class Done:
    """It was done, or is no more to be done: nothing follows."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    which: str = ""


@stored("reminder.paused")
@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing follows until it is resumed or done; `amount` of `measure` is unspent, as `shared.calendar.Remaining`."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    amount: int
    measure: str
    which: str = ""


@stored("reminder.resumed")
@dataclass(frozen=True, slots=True)
class Resumed:
    """It goes on after its reminder `number`; `next_at`: when the next step follows unless it is done."""

    round: int
    duty: str
    unit: str
    due_at: datetime
    number: int
    next_at: datetime
    which: str = ""


Event = Issued | Circulated | Done | Paused | Resumed
EVENTS = (Issued, Circulated, Done, Paused, Resumed)
