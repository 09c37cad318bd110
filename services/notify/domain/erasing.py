"""Erasing the files that were written for an asker, after the asker's keys were destroyed (销毁)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class BeginErasing:
    """The asker was shredded: nothing of theirs, nor about these cases, may stay in a file."""

    asker: str
    moment: Moment
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmErased:
    """The files are gone."""

    asker: str
    moment: Moment


@stored("outbox.erasing")
@dataclass(frozen=True, slots=True)
class Erasing:
    asker: str
    cases: tuple[str, ...]


@stored("outbox.erased")
@dataclass(frozen=True, slots=True)
class Erased:
    asker: str


Command = BeginErasing | ConfirmErased
Event = Erasing | Erased


@dataclass(frozen=True, slots=True)
class State:
    """`begun` and not yet `done`: there are files to remove."""

    begun: bool = False
    done: bool = False


def decide(command: Command, state: State) -> Sequence[Event]:
    """Each is said once; confirming what was never begun says nothing."""
    match command:
        case BeginErasing():
            return [] if state.begun else [Erasing(command.asker, command.cases)]
        case ConfirmErased():
            return [Erased(command.asker)] if state.begun and not state.done else []


def evolve(state: State, event: Event) -> State:
    match event:
        case Erasing():
            return replace(state, begun=True)
        case Erased():
            return replace(state, done=True)


def address(command: Command) -> Address:
    """One stream for each asker."""
    return Address(stream_id("outbox", command.asker), f"asker/{command.asker}")


erasing: Decider[Command, State, Event] = Decider(
    name="erasing",
    commands=(BeginErasing, ConfirmErased),
    events=(Erasing, Erased),
    initial=State(),
    decide=decide,
    evolve=evolve,
    address=address,
)
