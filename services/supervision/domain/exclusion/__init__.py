"""An exclusion (剔除): a case left out of a rate, proposed with a reason by one account and approved by another."""

from services.supervision.domain.exclusion.commands import (
    ApproveExclusion,
    Command,
    ProposeExclusion,
    RefuseExclusion,
    RevokeExclusion,
)
from services.supervision.domain.exclusion.decide import address, decide
from services.supervision.domain.exclusion.events import EVENTS, Event
from services.supervision.domain.exclusion.state import Exclusions, evolve
from shared.kernel.decider import Decider

exclusion: Decider[Command, Exclusions, Event] = Decider(
    name="exclusion",
    commands=(ProposeExclusion, ApproveExclusion, RefuseExclusion, RevokeExclusion),
    events=EVENTS,
    initial=Exclusions(),
    decide=decide,
    evolve=evolve,
    address=address,
)
