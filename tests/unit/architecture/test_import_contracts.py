"""Each import contract fails on a planted violation and names itself; the real tree keeps them all.

The violations are planted in a small tree of the same shape, held to the very same `.importlinter`.
"""

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SERVICES = ("intake", "routing", "cli")
ROOMS = ("main", "web", "readmodels", "reactions", "domain")
SHARED = ("kernel", "calendar", "rules", "proof", "eventlog", "bus", "edge", "house", "web", "vault", "testing")


@dataclass(frozen=True, slots=True)
class Plant:
    """Imports written into modules (`importer`, `imported`) that must break the contract called `name`."""

    name: str
    imports: tuple[tuple[str, str], ...] = field(default=())

    def __str__(self) -> str:
        return ", ".join(f"{importer} imports {imported}" for importer, imported in self.imports)


INDEPENDENT = "Services never import each other; only services.cli sees them all"
PAGES = "Inside a service: main > web > readmodels > domain"
REACTIONS = "Inside a service: main > reactions > domain"
PURE = "The pure rooms know no framework, database, clock or randomness"
LAYERS = "In shared: the rooms that touch the world stand above the pure ones"
BELOW = "What is shared knows no service"
EDGE = "Only shared.edge imports nameko and eventlet"
BUS = "Only shared.bus and shared.edge import kombu"

VIOLATIONS = [
    Plant(INDEPENDENT, (("services.intake.main", "services.routing.domain.thing"),)),
    Plant(INDEPENDENT, (("services.routing.web.thing", "services.intake.readmodels.thing"),)),
    Plant(INDEPENDENT, (("services.intake.main", "services.cli.main"),)),
    Plant(PAGES, (("services.intake.domain.thing", "services.intake.readmodels.thing"),)),
    Plant(PAGES, (("services.intake.readmodels.thing", "services.intake.web.thing"),)),
    Plant(PAGES, (("services.routing.web.thing", "services.routing.main"),)),
    Plant(REACTIONS, (("services.intake.domain.thing", "services.intake.reactions.thing"),)),
    Plant(REACTIONS, (("services.intake.reactions.thing", "services.intake.main"),)),
    Plant(
        "Reactions know neither pages nor read models",
        (("services.intake.reactions.thing", "services.intake.readmodels.thing"),),
    ),
    Plant("Pages know no reactions", (("services.intake.web.thing", "services.intake.reactions.thing"),)),
    Plant(PURE, (("services.intake.domain.thing", "sqlalchemy"),)),
    Plant(PURE, (("services.intake.reactions.thing", "time"),)),
    Plant(PURE, (("shared.kernel.thing", "random"),)),
    Plant(PURE, (("shared.calendar.thing", "os"),)),
    Plant(PURE, (("shared.rules.thing", "sqlite3"),)),
    Plant(PURE, (("shared.proof.thing", "secrets"),)),
    Plant(PURE, (("services.intake.domain.thing", "shared.vault.thing"), ("shared.vault.thing", "sqlalchemy"))),
    Plant(LAYERS, (("shared.kernel.thing", "shared.eventlog.thing"),)),
    Plant(LAYERS, (("shared.calendar.thing", "shared.house.thing"),)),
    Plant(LAYERS, (("shared.web.thing", "shared.testing.thing"),)),
    Plant(BELOW, (("shared.web.thing", "services.intake.domain.thing"),)),
    Plant(EDGE, (("services.intake.main", "nameko"),)),
    Plant(EDGE, (("shared.bus.thing", "eventlet"),)),
    Plant(EDGE, (("services.cli.main", "eventlet.hubs"),)),
    Plant(BUS, (("shared.eventlog.thing", "kombu"),)),
    Plant(BUS, (("services.intake.main", "amqp"),)),
]

ALLOWED = [
    ("services.cli.main", "services.intake.main"),
    ("services.cli.main", "services.routing.domain.thing"),
    ("services.intake.main", "services.intake.web.thing"),
    ("services.intake.main", "services.intake.reactions.thing"),
    ("services.intake.main", "shared.edge.thing"),
    ("services.intake.web.thing", "services.intake.readmodels.thing"),
    ("services.intake.web.thing", "services.intake.domain.thing"),
    ("services.intake.readmodels.thing", "services.intake.domain.thing"),
    ("services.intake.readmodels.thing", "sqlalchemy"),
    ("services.intake.reactions.thing", "services.intake.domain.thing"),
    ("services.intake.domain.thing", "shared.kernel.thing"),
    ("services.intake.domain.thing", "datetime"),
    ("shared.edge.thing", "nameko"),
    ("shared.edge.thing", "eventlet"),
    ("shared.edge.thing", "kombu"),
    ("shared.bus.thing", "kombu"),
    ("shared.rules.thing", "shared.calendar.thing"),
    ("shared.web.thing", "shared.kernel.thing"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--config", str(ROOT / ".importlinter")]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def write(folder: Path, module: str, text: str) -> None:
    path = folder / Path(*module.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    for package in path.relative_to(folder).parents:
        (folder / package / "__init__.py").touch()
    with path.open("a") as module_file:
        module_file.write(text)


def plant(folder: Path, imports: tuple[tuple[str, str], ...]) -> Path:
    for service in SERVICES:
        for room in ROOMS:
            write(folder, f"services.{service}.{room}" + ("" if room == "main" else ".thing"), "")
    for room in SHARED:
        write(folder, f"shared.{room}.thing", "")
    for importer, imported in imports:
        write(folder, importer, f"import {imported}\n")
    (folder / "__init__.py").unlink()
    return folder


def broken(output: str) -> list[str]:
    return [line.rsplit(" BROKEN", 1)[0] for line in output.splitlines() if line.endswith(" BROKEN")]


@pytest.mark.slow
@pytest.mark.parametrize("violation", VIOLATIONS, ids=str)
def test_a_planted_violation_breaks_its_contract_by_name(violation: Plant, tmp_path: Path) -> None:
    run = lint(plant(tmp_path, violation.imports))
    assert run.returncode == 1, run.stdout + run.stderr
    assert any(name.startswith(violation.name) for name in broken(run.stdout)), run.stdout
    assert violation.imports[-1][1].split(".")[0] in run.stdout.split("Broken contracts")[-1]


def test_what_the_rule_allows_keeps_every_contract(tmp_path: Path) -> None:
    run = lint(plant(tmp_path, tuple(ALLOWED)))
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_service_with_only_a_domain_breaks_nothing(tmp_path: Path) -> None:
    plant(tmp_path, ())
    shutil.rmtree(tmp_path / "services" / "routing")
    write(tmp_path, "services.ledger.domain.thing", "")
    run = lint(tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_contract_is_shown_failing() -> None:
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    names = [config[section]["name"] for section in config.sections() if ":contract:" in section]
    shown = [violation.name for violation in VIOLATIONS]
    assert [name for name in names if not any(name.startswith(start) for start in shown)] == []
    assert len(names) >= len(set(shown))


def test_the_real_tree_keeps_every_contract() -> None:
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
