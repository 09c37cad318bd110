"""The keys that sign checkpoints: which are in use is said, so that nobody takes a key in or out unseen."""

from dataclasses import dataclass, replace

from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class Adopt:
    """`verifiers` are the verifier lines of all keys that sign from now on, in the order in which they were made."""

    verifiers: tuple[str, ...]
    moment: Moment


@stored("ledger.key_adopted")
@dataclass(frozen=True, slots=True)
class KeyAdopted:
    """`verifier` is the line of a key that signs from now on, `retired` are those that sign no more."""

    verifier: str
    retired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The verifier lines in use."""

    verifiers: tuple[str, ...] = ()


def decide(command: Adopt, state: Keys) -> list[KeyAdopted]:
    """One entry for each new key; those taken out are named with the last of them, or with the newest that stays."""
    if not command.verifiers:
        raise Rejected("signing_key.none")
    retired = tuple(line for line in state.verifiers if line not in command.verifiers)
    new = [line for line in command.verifiers if line not in state.verifiers]
    said = [KeyAdopted(line, ()) for line in new]
    if said:
        said[-1] = replace(said[-1], retired=retired)
    elif retired:
        said = [KeyAdopted(command.verifiers[-1], retired)]
    return said


def evolve(state: Keys, event: KeyAdopted) -> Keys:
    """The new one in, the retired ones out."""
    kept = tuple(line for line in state.verifiers if line not in (event.verifier, *event.retired))
    return Keys((*kept, event.verifier))


def address(_command: Adopt) -> Address:
    """One stream for all."""
    return Address(stream_id("ledger_key"), "ledger/key")


signing_key = Decider(
    name="signing_key",
    commands=(Adopt,),
    events=(KeyAdopted,),
    initial=Keys(),
    decide=decide,
    evolve=evolve,
    address=address,
)
