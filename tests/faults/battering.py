"""Kills at random: services, broker and database, each only when it is up again."""

import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.testing.restartable import Restartable
from tests.faults.feeding import Feeder
from tests.faults.town import Town

SERVERS = 0.25
"""The share of kills that hit the broker or the database."""


@dataclass
class Battering:
    """`kills` so many kills, `each` orders allowed for each; what was hit is counted."""

    town: Town
    chance: random.Random
    pause: tuple[float, float] = (0.2, 2.0)
    hit: Counter[str] = field(default_factory=Counter)

    def run(self, kills: int, feeder: Feeder, each: int) -> None:
        for _ in range(kills):
            feeder.allow(each)
            time.sleep(self.chance.uniform(*self.pause))
            self.once()

    def once(self) -> None:
        """One kill of something that is up."""
        servers: dict[str, Restartable] = {"postgres": self.town.postgres, "rabbitmq": self.town.broker}
        until = time.monotonic() + 90
        while time.monotonic() < until:
            if self.chance.random() < SERVERS:
                name = self.chance.choice(sorted(servers))
                if servers[name].answers():
                    self._server(name, servers[name])
                    return
            else:
                service = self.chance.choice(self.town.processes)
                if service.ready:
                    self.town.kill(service)
                    self.hit[service.name] += 1
                    return
            time.sleep(0.2)
        raise AssertionError("nothing came up within 90 s that could have been killed")

    def _server(self, name: str, server: Restartable) -> None:
        server.kill()
        self.hit[name] += 1
        time.sleep(self.chance.uniform(0, 1.0))
        server.start(wait=False)


class Importer:
    """`huying feed import` of one file after the other, each again until it ends well."""

    def __init__(self, town: Town, files: Sequence[Path]) -> None:
        self._town, self._files = town, files
        self.again = 0
        self.registered = 0
        self.finished = False
        self.unexpected: list[str] = []
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="importer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def finish(self, seconds: float = 1200) -> None:
        self._thread.join(seconds)
        assert self.finished, f"the imports did not end well within {seconds:.0f} s: {self.unexpected[-3:]}"

    def stop(self) -> None:
        self._stopping = True
        self._thread.join(120)

    def _run(self) -> None:
        for file in self._files:
            while not self._stopping and not self._imported(file):
                self.again += 1
                time.sleep(1)
        self.finished = not self._stopping

    def _imported(self, file: Path) -> bool:
        try:
            ran = self._town.huying.run("feed", "import", file, "--source", "12345", "--json")
        except subprocess.TimeoutExpired:
            self.unexpected.append(f"import of {file.name} did not end")
            return False
        if ran.code == 0:
            self.registered += ran.said["registered"]
        elif "Traceback" in ran.err:
            self.unexpected.append(f"import of {file.name} ended with {ran.code}: {ran.err[-1500:]}")
        return ran.code == 0
