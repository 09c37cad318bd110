"""The real installation under a scenario: PostgreSQL, RabbitMQ, a process for each service, and clocks that all read one file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from joserfc.jwk import OKPKey

from shared.eventlog.clock import now
from tests.faults import town as faults
from tests.faults.service import Service
from tests.scenarios.town import Town

PROGRAM = ("-m", "tests.faults.broken_clock")


class Shifted(faults.Town):
    """A town whose services' clocks are ahead by what a file says."""

    @property
    def offset(self) -> Any:
        """The file."""
        return self.folder / "offset"

    def service(self, name: str, label: str = "", **options: Any) -> Service:
        """A process with such a clock."""
        self.offset.touch()
        if not self.offset.read_text():
            self.offset.write_text("0")
        variables = {**self.variables, "CLOCK_OFFSET": str(self.offset)}
        return super().service(name, label, program=PROGRAM, variables=variables, **options)

    def now(self) -> datetime:
        """The time as the services have it."""
        return now() + timedelta(seconds=float(self.offset.read_text()))

    def forward(self, at: datetime) -> None:
        """Set all clocks forward; a time that has passed changes nothing."""
        if at > self.now():
            written = self.offset.with_name("offset.new")
            written.write_text(str((at - now()).total_seconds()))
            written.rename(self.offset)


@contextmanager
def real() -> Iterator[Town]:
    """A running installation until the block ends. ServerMissing without the programs."""
    with faults.town_of(Shifted) as there:
        secrets = there.folder / "secrets"
        signing = json.loads((secrets / "identity.json").read_text())["signing_key"]
        yield Town(
            mode="real",
            address=lambda service: there.services[service].address,
            now=there.now,
            forward=there.forward,
            key=OKPKey.import_key(signing),
            feed_keys=json.loads((secrets / "feed-keys.json").read_text()),
            settle=lambda: None,
            patience=20,
        )
