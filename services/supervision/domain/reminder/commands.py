"""What may be asked of the reminders of a case. `which` tells several of one duty apart: see `events`."""

from dataclasses import dataclass
from datetime import datetime

from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Remind:
    """`duty` of `unit` lapsed at `due_at`; `about` is the aggregate it is of. A lapse of intake belongs to round 1."""

    case_no: str
    moment: Moment
    round: int
    duty: str
    unit: str
    due_at: datetime
    about: str = "work_order"
    which: str = ""


@dataclass(frozen=True, slots=True)
class NoteDone:
    """What was overdue need not be followed any more: these `duties` of `about` (none named: all), of `unit` or any,
    and where there are several, only the one (with all that belongs to it) that `which` names."""

    case_no: str
    moment: Moment
    about: str
    duties: tuple[str, ...] = ()
    unit: str = ""
    which: str = ""


@dataclass(frozen=True, slots=True)
class NotePaused:
    """These duties of `about` sleep since `at`: what follows waits, and keeps the time it has left."""

    case_no: str
    moment: Moment
    about: str
    duties: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class NoteResumed:
    """The duties of `about` run again since `at`: what waited goes on."""

    case_no: str
    moment: Moment
    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RemindAgain:
    """The second reminders that are due by now."""

    case_no: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Circulate:
    """The circular of this lapse, under the number `letter`."""

    case_no: str
    moment: Moment
    round: int
    duty: str
    unit: str
    due_at: datetime
    letter: str
    which: str = ""


Command = Remind | NoteDone | NotePaused | NoteResumed | RemindAgain | Circulate
COMMANDS = (Remind, NoteDone, NotePaused, NoteResumed, RemindAgain, Circulate)
