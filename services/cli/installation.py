"""An installation in hand: its services, however they are stored and whatever carries their messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.house.house import House


@dataclass
class Installation:
    """`folder` holds what is written beside the databases (outbox, settings of gateways).

    `handled` says whether everything said was carried to all who hear it, as far as can be seen from here.
    """

    folder: Path
    houses: Mapping[str, House]
    feed_keys: Mapping[str, str]
    handled: Callable[[], bool]
    close_wire: Callable[[], None]

    @property
    def idle(self) -> bool:
        """Whether everything said was handled."""
        return self.handled()
