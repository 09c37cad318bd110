"""An account (账号): who a person is here, and which roles the person holds. Its password is not in the log."""

from services.identity.domain.account.commands import Command
from services.identity.domain.account.decide import COMMANDS, decide
from services.identity.domain.account.events import EVENTS
from services.identity.domain.account.state import Account, evolve
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id


def stream_of(name: str) -> str:
    """The stream of the account of this name."""
    return stream_id("account", name)


def address(command: Command) -> Address:
    return Address(stream_of(command.account), f"account/{command.account}")


account = Decider(
    name="account",
    commands=COMMANDS,
    events=EVENTS,
    initial=Account(),
    decide=decide,
    evolve=evolve,
    address=address,
)
