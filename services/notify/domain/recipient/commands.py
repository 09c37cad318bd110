"""What may be asked of a recipient."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Private
from shared.rules.moment import Moment

ASKER, UNIT, SOURCE = "asker", "unit", "source"
NAME, PHONE = "name", "phone"


@dataclass(frozen=True, slots=True)
class NoteRecipient:
    """Whom a case belongs to, as intake received it; name and phone keep their home there."""

    case_no: str
    moment: Moment
    asker: str
    anonymous: bool
    name: Private | None
    phone: Private | None
    source: str
    source_no: str
    confidential: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class CorrectRecipient:
    """Intake corrected the `field` (NAME or PHONE): what is planned from now on goes there."""

    case_no: str
    moment: Moment
    field: str
    value: Private | None


@dataclass(frozen=True, slots=True)
class MarkUrgency:
    """The case was marked urgent, or is no longer."""

    case_no: str
    moment: Moment
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDelivery:
    """Tell `to` (`asker`, `unit` or `source`) what the heard event `cause` (id `cause_id`, its type) means for them.

    The rest fills the template's places, as far as the event says it; the source's template is only a name.
    `part` tells apart what one event says to several units. `urgent`: it is, whatever the case is.
    """

    case_no: str
    moment: Moment
    cause_id: str
    cause: str
    template: str
    to: str
    part: str = ""
    unit: str = ""
    round: int = 0
    duty: str = ""
    due_at: datetime | None = None
    end: str = ""
    resolved: bool | None = None
    public: Private | None = None
    advice: Private | None = None
    leading: str = ""
    to_name: str = ""
    kind: str = ""
    at: datetime | None = None
    number: str = ""
    urgent: bool = False


Command = NoteRecipient | CorrectRecipient | MarkUrgency | PlanDelivery
COMMANDS = (NoteRecipient, CorrectRecipient, MarkUrgency, PlanDelivery)
