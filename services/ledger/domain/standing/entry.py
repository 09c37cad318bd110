"""What the fold reads of an entry: its clear fields alone. A fact of the log is one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from shared.kernel.actor import Actor

Data = Mapping[str, Any]


class Entry(Protocol):
    """`service` said it, it happened at `time`, was recorded at `recorded_at`; `data` are its fields."""

    @property
    def service(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def time(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def data(self) -> Data: ...
