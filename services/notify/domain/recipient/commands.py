"""What may be asked of a recipient."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.text import Private
from shared.rules.moment import Moment

ASKER, UNIT, SOURCE = "asker", "unit", "source"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDelivery:
    """Tell `to` (`asker`, `unit` or `source`) what the heard event `cause` (id `cause_id`, its type) means for them.

    The rest fills the template's places, as far as the event says it; the source's template is only a name.
    """

    case_no: str
    moment: Moment
    cause_id: str
    cause: str
    template: str
    to: str
    unit: str = ""
    round: int = 0
    duty: str = ""
    due_at: datetime | None = None
    end: str = ""
    resolved: bool | None = None
    public: Private | None = None
    advice: Private | None = None


Command = NoteRecipient | PlanDelivery
COMMANDS = (NoteRecipient, PlanDelivery)
