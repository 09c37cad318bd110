"""The digest (汇总通知): what a unit need not know at once, told as one message. Its sending is a delivery like any other."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment

TEMPLATE = "unit.digest"


@dataclass(frozen=True, slots=True)
class PlanDigest:
    """`deliveries` (their ids) go to the unit by one message that names the `cases`."""

    unit: str
    moment: Moment
    channel: str
    deliveries: tuple[str, ...]
    cases: tuple[str, ...]

    @property
    def delivery(self) -> str:
        """The stream it is sent in. A notice is gathered once at most, so the first one names the digest."""
        return stream_id("digest", self.deliveries[0])


@stored("digest.planned")
@dataclass(frozen=True, slots=True)
class Planned:
    delivery: str
    unit: str
    template: str
    channel: str
    deliveries: tuple[str, ...]
    cases: tuple[str, ...]
    templates: str
    template_hash: str


@dataclass(frozen=True, slots=True)
class State:
    """Whether it was planned."""

    planned: bool = False


def decide(command: PlanDigest, state: State) -> Sequence[Planned]:
    """Said once."""
    if state.planned:
        return []
    rules = command.moment.rules
    return [
        Planned(
            delivery=command.delivery,
            unit=command.unit,
            template=TEMPLATE,
            channel=command.channel,
            deliveries=command.deliveries,
            cases=command.cases,
            templates=rules.hashes.get("templates", ""),
            template_hash=rules.templates[TEMPLATE].hash,
        )
    ]


def evolve(_: State, __: Planned) -> State:
    return State(planned=True)


def subject(unit: str) -> str:
    """What a digest is about."""
    return f"unit/{unit}"


def address(command: PlanDigest) -> Address:
    """A stream of its own beside that in which it is sent."""
    return Address(stream_id("digest_plan", command.delivery), subject(command.unit))


digest: Decider[PlanDigest, State, Planned] = Decider(
    name="digest",
    commands=(PlanDigest,),
    events=(Planned,),
    initial=State(),
    decide=decide,
    evolve=evolve,
    address=address,
)
