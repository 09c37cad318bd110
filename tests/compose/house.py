"""The compose file brought up in a folder of its own, on free ports, and what can be done to it."""

import json
import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from signal import SIGKILL
from typing import Any

from shared.testing.process import HOST, free_port
from tests.compose.building import ROOT
from tests.compose.engine import Engine
from tests.compose.visitor import Visitor

PROJECT = "huying-test"
SERVICES = ("identity", "intake", "routing", "supervision", "notify", "ledger")
SERVERS = ("postgres", "rabbitmq", "proxy", "prometheus", "alertmanager")
"""Grafana is in no package of Debian's: its files are checked in tests/unit/deploy instead."""


class House:
    """`folder` holds copies of what an operator has: docker-compose.yml, deploy/, scripts/make-secrets."""

    def __init__(self, engine: Engine, folder: Path, images: Mapping[str, str]) -> None:
        self.engine, self.folder = engine, folder
        ports = {name: f"{HOST}:{free_port()}" for name in ("HUYING", "PROMETHEUS", "ALERTMANAGER", "GRAFANA")}
        self._variables = {
            **images,
            **{f"{name}_ADDRESS": address for name, address in ports.items()},
            "COMPOSE_PROJECT_NAME": PROJECT,
        }
        self.address, self._prometheus, self._alertmanager = (
            f"http://{ports[name]}" for name in ("HUYING", "PROMETHEUS", "ALERTMANAGER")
        )
        (folder / "scripts").mkdir()
        shutil.copy(ROOT / "docker-compose.yml", folder)
        shutil.copy(ROOT / "scripts" / "make-secrets", folder / "scripts")
        shutil.copytree(ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("secrets"))

    # what an operator says

    def make_secrets(self) -> str:
        """`make secrets`."""
        return self.engine.run(["scripts/make-secrets"], self.folder, more=self._variables)

    def compose(self, *words: str, seconds: float = 300) -> str:
        """`docker-compose …`."""
        return self.engine.run([*self.engine.compose, *words], self.folder, seconds, self._variables)

    def up(self) -> float:
        """Everything but Grafana; the seconds until all were healthy."""
        began = time.monotonic()
        self.compose("up", "-d", *SERVERS, "verifier")
        until(lambda: not self.unhealthy(), 120, lambda: f"not healthy: {self.unhealthy()}\n{self.last_words()}")
        return time.monotonic() - began

    def huying(self, *words: str) -> str:
        """The command line beside the running system."""
        return self.compose("run", "--rm", "-T", "huying", *words)

    # what can be seen

    def secret(self, name: str) -> str:
        """A file of secrets."""
        return (self.folder / "deploy" / "secrets" / name).read_text().strip()

    def visitor(self) -> Visitor:
        """Somebody at the proxy."""
        return Visitor(self.address)

    def inspect(self, name: str) -> dict[str, Any]:
        """All that Docker tells of a container."""
        return self.containers()[name][0]

    def containers(self) -> dict[str, list[dict[str, Any]]]:
        """What Docker tells of every container, by its name in the compose file."""
        ids = self.engine.docker("ps", "-aq", "--filter", f"label=com.docker.compose.project={PROJECT}").split()
        told: dict[str, list[dict[str, Any]]] = {}
        for one in json.loads(self.engine.docker("inspect", *ids)) if ids else []:
            told.setdefault(one["Config"]["Labels"]["com.docker.compose.service"], []).append(one)
        return told

    def unhealthy(self) -> list[str]:
        """Services and servers of which not every container is running and healthy."""
        told = self.containers()
        return [name for name in (*SERVERS, *SERVICES) if not all(map(healthy, told.get(name) or [{"State": {}}]))]

    def last_words(self) -> str:
        """The end of everybody's log."""
        return self.compose("logs", "--tail=15")[-8000:]

    def prometheus(self, path: str) -> Any:
        """The data of an answer of Prometheus's API."""
        return Visitor(self._prometheus).get(f"/api/v1/{path}").json["data"]

    def alerts(self) -> list[dict[str, str]]:
        """The labels of what Alertmanager was told and still holds."""
        return [alert["labels"] for alert in Visitor(self._alertmanager).get("/api/v2/alerts").json]

    # what can be done to it

    def kill(self, name: str) -> None:
        """SIGKILL to the container's first process, as by the kernel: Docker starts it again by itself."""
        process = int(self.inspect(name)["State"]["Pid"])
        assert process > 1, f"{name} has no process just now"  # 0 would be ourselves
        os.kill(process, SIGKILL)


def healthy(container: dict[str, Any]) -> bool:
    """Whether Docker says so."""
    state = container["State"]
    return bool(state.get("Running") and state["Health"]["Status"] == "healthy")


def until(true: Callable[[], Any], seconds: float, otherwise: Callable[[], str]) -> float:
    """Wait until something holds; the seconds it took. AssertionError with what `otherwise` says."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, f"after {seconds:.0f} s {otherwise()}"
        time.sleep(1)
    return time.monotonic() - began
