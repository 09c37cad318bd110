"""The ledger and its witnesses: cosigned and served with the checkpoint, waited for by nobody, believed when they know more."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import BaseWSGIServer

from services.cli.witnessing.alarms import Alarms
from services.cli.witnessing.cosigning import Cosigner
from services.cli.witnessing.counting import Counting
from services.cli.witnessing.serving import Application, server
from services.cli.witnessing.state import State
from services.ledger.measures import witnesses
from services.ledger.tree import keys
from services.ledger.tree.asking import POLICY, witnesses_of
from services.ledger.tree.proving import checkpoint
from services.ledger.tree.sequencer import ask_witnesses
from shared.proof.checkpoint import open_checkpoint
from shared.proof.keys import COSIGNS
from shared.proof.signing import SecretKey
from shared.telemetry.gauges import WITNESS_BEHIND
from tests.integration.ledger.office import ORIGIN, Office

WITNESS = SecretKey("witness.invalid/discipline", COSIGNS, b"the witness's secret of 32 bytes")
CASE = "20261124-7K3QX0M2VBP"


class Watched:
    """An office whose policy names one witness, which runs on a free port."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        state = State(folder / "witness.sqlite")
        logs = {ORIGIN: keys.read(folder / keys.NAME).verifiers}
        cosigner = Cosigner(WITNESS, logs, state, Alarms(state, self.office.clock), self.office.clock)
        self.server: BaseWSGIServer = server("127.0.0.1", 0, Application(cosigner, Counting(logs, state)))
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.policy(f"http://127.0.0.1:{self.server.port}")

    def policy(self, address: str) -> None:
        """Whom the ledger asks, and where."""
        path = self.office.folder / "witnesses.policy"
        path.write_text(f"witness discipline {WITNESS.public.text()} {address}\nquorum discipline\n")
        self.office.world.gateways = {**self.office.world.gateways, POLICY: path}

    def grow(self, count: int = 1) -> None:
        for _ in range(count):
            self.office.hear(self.office.books["intake"].say(CASE, "appeal.supplemented", {"number": 1}))
        assert self.office.turn() > 0

    def cosigned(self) -> bool:
        """Whether the newest checkpoint has the witness's signature, which is checked."""
        with self.office.house.engine.connect() as connection:
            stored = checkpoint(connection)
        assert stored is not None
        verifiers = [*keys.read(self.office.folder / keys.NAME).verifiers, WITNESS.public]
        return open_checkpoint(stored.note, verifiers)[1].is_signed_by(WITNESS.public)

    def behind(self) -> float:
        """Seconds, as the metric tells it."""
        [reading] = [one for one in witnesses(self.office.house) if one.gauge is WITNESS_BEHIND]
        return reading.values["discipline",]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.office.stop()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    there = Watched(tmp_path)
    yield there
    there.stop()


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 15
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_each_checkpoint_is_cosigned_and_served_with_the_cosignature(watched: Watched) -> None:
    for count in (1, 4, 300):
        watched.grow(count)
        assert not watched.cosigned()
        ask_witnesses(watched.office.house)
        until(watched.cosigned)
    served = watched.office.ask("/log/checkpoint", None).get_data(as_text=True)
    assert [line.split()[1] for line in served.splitlines() if line.startswith("\u2014")] == [ORIGIN, WITNESS.name]


def test_what_a_witness_missed_it_cosigns_when_it_is_back(watched: Watched) -> None:
    watched.grow()
    address = (watched.office.folder / "witnesses.policy").read_text().split()[3]
    watched.policy("http://127.0.0.1:9")
    began = time.monotonic()
    ask_witnesses(watched.office.house)
    assert time.monotonic() - began < 1
    watched.grow(3)
    watched.office.clock.at += timedelta(minutes=20)
    assert watched.behind() >= 1200
    watched.policy(address)
    time.sleep(0.05)
    Path(watched.office.world.gateways[POLICY]).touch()
    until(lambda: ask_witnesses(watched.office.house) or watched.cosigned())
    assert watched.behind() == 0


def test_a_witness_that_knows_more_than_a_restored_ledger_stops_its_signing(watched: Watched, tmp_path: Path) -> None:
    watched.grow(5)
    ask_witnesses(watched.office.house)
    until(watched.cosigned)
    restored = tmp_path / "restored"
    restored.mkdir()
    (restored / keys.NAME).write_text((watched.office.folder / keys.NAME).read_text())
    old = Office(restored)
    old.hear(watched.office.books["intake"].messages[0])
    assert old.turn() > 0  # as far as the backup went
    old.stop()
    again = Office(restored)
    again.world.gateways = watched.office.world.gateways
    again.hear(watched.office.books["intake"].messages[1])
    again.clock.at += timedelta(minutes=1)
    assert again.turn() == 0
    again.stop()


def test_a_policy_that_cannot_be_read_asks_nobody_and_stops_nothing(watched: Watched) -> None:
    Path(watched.office.world.gateways[POLICY]).write_text("no policy\n")
    assert witnesses_of(watched.office.house).parties() == ()
    watched.grow()


def test_metrics_are_read_where_no_witness_is_named(office: Office) -> None:
    [reading] = list(witnesses(office.house))
    assert reading.values == {}
