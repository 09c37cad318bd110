"""All ways out of one installation: which gateway takes a message, and where a unit is reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.notify.gateways.outbox import Outbox
from services.notify.gateways.outgoing import SOURCE, UNIT, Gateway
from services.notify.gateways.write_back import WriteBackFiles


@dataclass(frozen=True, slots=True)
class Gateways:
    """`channels`: channel → gateway; `sources`: feed → gateway; `units`: unit → channel → address.

    What is not configured is written to files: nothing is lost for want of a gateway.
    """

    outbox: Outbox
    files: WriteBackFiles
    channels: Mapping[str, Gateway] = field(default_factory=dict)
    sources: Mapping[str, Gateway] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, to: str, whose: str, channel: str, address: str) -> Gateway:
        """The gateway for a message; a file where none is configured, or a unit's address is not known."""
        if to == SOURCE:
            return self.sources.get(whose, self.files)
        if to == UNIT and not address:
            return self.outbox
        return self.channels.get(channel, self.outbox)

    def unit_address(self, unit: str, channel: str) -> str:
        """Where a unit is reached by this channel, or ""."""
        return self.units.get(unit, {}).get(channel, "")

    def erase(self, asker: str, cases: tuple[str, ...]) -> None:
        """Remove every file about an asker and these cases for good. Said twice it changes nothing. OSError."""
        self.outbox.erase(asker)
        for case_no in cases:
            self.files.erase(case_no)


def file_gateways(folder: Path) -> Gateways:
    """Files for everything, below a data folder: `outbox/` and `writeback/`."""
    return Gateways(Outbox(folder / "outbox"), WriteBackFiles(folder / "writeback"))
