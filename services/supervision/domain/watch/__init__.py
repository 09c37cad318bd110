"""A watch (重点跟踪): a case, or all cases of a unit, theme, place or channel, that supervision keeps an eye on.

No words of anybody: what is watched is said by codes alone.
"""

from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Criteria:
    """Either a case, or one or more of the others, all of which must fit; empty fits all."""

    case_no: str = ""
    unit: str = ""
    theme: str = ""
    place: str = ""
    channel: str = ""

    @property
    def group(self) -> tuple[str, str, str, str]:
        """What is asked of cases in general."""
        return self.unit, self.theme, self.place, self.channel

    @property
    def id(self) -> str:
        """The same criteria are the same watch."""
        return stream_id("watch", self.case_no, *self.group)


@dataclass(frozen=True, slots=True)
class PlaceWatch:
    criteria: Criteria
    moment: Moment


@dataclass(frozen=True, slots=True)
class LiftWatch:
    criteria: Criteria
    moment: Moment


@stored("watch.placed")
@dataclass(frozen=True, slots=True)
class Placed:
    """On the subject's case where no criteria are given."""

    watch: str
    unit: str
    theme: str
    place: str
    channel: str


@stored("watch.lifted")
@dataclass(frozen=True, slots=True)
class Lifted:
    watch: str


Command = PlaceWatch | LiftWatch
Event = Placed | Lifted


@dataclass(frozen=True, slots=True)
class Watch:
    placed: bool = False


def decide(command: Command, state: Watch) -> list[Event]:
    criteria = command.criteria
    if isinstance(command, LiftWatch):
        return [Lifted(criteria.id)] if state.placed else []
    if bool(criteria.case_no) == any(criteria.group):
        raise Rejected("watch.case_or_criteria")
    return [] if state.placed else [Placed(criteria.id, *criteria.group)]


def evolve(state: Watch, event: Event) -> Watch:  # noqa: ARG001 — what is watched stands in the address
    return Watch(isinstance(event, Placed))


def address(command: Command) -> Address:
    criteria = command.criteria
    return Address(criteria.id, criteria.case_no or f"watch/{criteria.id}")


watch: Decider[Command, Watch, Event] = Decider(
    name="watch",
    commands=(PlaceWatch, LiftWatch),
    events=(Placed, Lifted),
    initial=Watch(),
    decide=decide,
    evolve=evolve,
    address=address,
)
