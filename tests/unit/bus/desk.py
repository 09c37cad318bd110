"""What the bus's tests share: a desk that handles messages, and the messages."""

from shared.eventlog.clock import now, uuid7
from shared.eventlog.entry import Draft, Entry
from shared.eventlog.fact import fact_of
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Hearing, Message, Unit
from shared.kernel.actor import Actor
from shared.kernel.decider import Address
from shared.kernel.numbering import stream_id

SYSTEM = Actor("system:routing")


def message(position: int, subject: str = "a", source: str = "intake", *, redelivered: bool = False) -> Message:
    return Message(source, position, f"id{position}", "appeal.received", subject, b"{}", redelivered)


class Desk:
    """Handles messages by one entry each; `broken` are the positions it cannot handle."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.broken: dict[int, Exception] = {}
        self.handled: list[int] = []

    def said(self, subject: str) -> list[int]:
        """The positions handled for a subject, in the order of the log."""
        return [fact_of(entry.body).data["position"] for entry in self.log.stream(stream_id("desk", subject))]

    def __call__(
        self, message: Message, hearing: Hearing = Hearing.HANDLED, also: tuple[Append, ...] = ()
    ) -> list[Entry]:
        error = self.broken.get(message.position)
        if error is not None:
            raise error
        address = Address(stream_id("desk", message.subject), message.subject)
        at = now()
        said = Append(address, None, [Draft(uuid7(at), "done", at, {"position": message.position}, SYSTEM)])
        entries = self.log.commit(Unit([said, *also], message, hearing))
        self.handled.append(message.position)
        return entries
