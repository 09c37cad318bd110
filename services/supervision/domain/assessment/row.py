"""A row of the assessment: one unit's handling of one case in one round, with the times that rates are made of.

A case that no unit has yet has one row without a unit; of the rows of a case exactly one is the `first`, where what is
counted by case is counted. No personal data.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


class Lapse(NamedTuple):
    """A duty that was not done by its time, whether its owner has said so yet or not."""

    duty: str
    unit: str
    round: int
    due_at: datetime


@dataclass(slots=True, kw_only=True)
class Row:
    """`begun_at`: the unit got it, `how` by dispatch or by reopening; None for what is closed with the `leading` case or
    the common need it followed. `ended_at`: the unit has it no more. `aside`: why nobody here has the case now
    (`merged`, `common_need`, `transfer` outside). `running`: what it must do by when; `asleep`: while a return is
    settled. `lapses` are the unit's own, `elsewhere` (on the first row) those of desks and other units in the case.
    """

    case_no: str
    first: bool = True
    round: int = 0
    unit: str = ""
    # what the case is
    channel: str = ""
    kind: str = ""
    place: str = ""
    catalogue: str = ""
    level: str = ""
    leading: str = ""
    # what intake did with it
    received_at: datetime | None = None
    responded_at: datetime | None = None
    response: str = ""
    withdrawn_at: datetime | None = None
    case_ended_at: datetime | None = None
    end: str = ""
    aside: str = ""
    # what the unit did
    begun_at: datetime | None = None
    how: str = ""
    signed_at: datetime | None = None
    contacted_at: datetime | None = None
    extensions: int = 0
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    reopened_at: datetime | None = None
    # what the asker said of it
    planned_at: datetime | None = None
    callback_late_at: datetime | None = None
    called_at: datetime | None = None
    attempts: int = 0
    recorded_at: datetime | None = None
    resolved: bool | None = None
    satisfied: bool | None = None
    settled_at: datetime | None = None
    settled: str = ""
    reason: str = ""
    dropped: bool = False
    returns: list[datetime] = field(default_factory=list)
    running: dict[str, datetime] = field(default_factory=dict)
    asleep: dict[str, datetime] = field(default_factory=dict)
    lapses: list[Lapse] = field(default_factory=list)
    elsewhere: list[Lapse] = field(default_factory=list)

    @property
    def theme(self) -> str:
        """The first level of the catalogue."""
        return self.catalogue.partition(".")[0]

    @property
    def returned_at(self) -> datetime | None:
        """When the unit first said that it is not its duty."""
        return self.returns[0] if self.returns else None

    @property
    def open(self) -> bool:
        """Whether a unit has it in hand."""
        return self.begun_at is not None and self.ended_at is None

    @property
    def case_open(self) -> bool:
        """Whether anything is still to be done in the case."""
        return self.case_ended_at is None

    def late(self, *duties: str) -> datetime | None:
        """When the first of these duties lapsed; None if none did."""
        return min((lapse.due_at for lapse in self.lapses if lapse.duty in duties), default=None)
