"""All ways out of one installation: which gateway takes a message, and where a unit is reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from services.notify.gateways.outbox import Outbox
from services.notify.gateways.outgoing import SOURCE, UNIT, Gateway
from services.notify.gateways.receipts import Receipts
from services.notify.gateways.write_back import WriteBackFiles

FILE, HTTP = "file", "http"


class Way(NamedTuple):
    """How one message goes: `channel` is the one it really takes, `address` a unit's ("" for anybody else)."""

    gateway: Gateway
    channel: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Gateways:
    """`channels`: channel → gateway; `sources`: feed → gateway; `units`: unit → channel → address.

    What is not configured is written to files: nothing is lost for want of a gateway. `site` is the address that
    people know the system by, such as `https://huying.example.cn`; "" before it is configured.
    `receipts`: channel → how its gateway tells afterwards what became of a message.
    """

    outbox: Outbox
    files: WriteBackFiles
    channels: Mapping[str, Gateway] = field(default_factory=dict)
    sources: Mapping[str, Gateway] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    site: str = ""
    receipts: Mapping[str, Receipts] = field(default_factory=dict)

    def way(self, to: str, whose: str, channels: Sequence[str]) -> Way:
        """The way for a message; `channels` are those it may go by, the preferred one first."""
        if to == SOURCE:
            back = self.sources.get(whose)
            return Way(back, HTTP) if back else Way(self.files, FILE)
        if to == UNIT:
            return self._to_unit(self.units.get(whose, {}), channels)
        known = self.channels.get(channels[0]) if channels else None
        return Way(known, channels[0]) if known else Way(self.outbox, FILE)

    def _to_unit(self, addresses: Mapping[str, str], channels: Sequence[str]) -> Way:
        for channel in channels:
            if channel in addresses and channel in self.channels:
                return Way(self.channels[channel], channel, addresses[channel])
        return Way(self.outbox, FILE)

    @property
    def reached(self) -> tuple[str, ...]:
        """The units that are told otherwise than by a file."""
        return tuple(unit for unit, addresses in self.units.items() if addresses.keys() & self.channels.keys())

    def erase(self, asker: str, cases: Sequence[str]) -> None:
        """Remove every file about an asker and these cases for good. Said twice it changes nothing. OSError."""
        self.outbox.erase(asker)
        for case_no in cases:
            self.files.erase(case_no)


def file_gateways(folder: Path) -> Gateways:
    """Files for everything, below a data folder: `outbox/` and `writeback/`."""
    return Gateways(Outbox(folder / "outbox"), WriteBackFiles(folder / "writeback"))
