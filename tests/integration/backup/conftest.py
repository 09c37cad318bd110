"""Folders in this process, in plain threads."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.eventlog.log import directly
from shared.telemetry.logs import configure
from tests.integration.acceptance.invented import orders
from tests.integration.backup.folder import Folder

FIRST, MORE = orders(12)[:8], orders(12)[8:]


@dataclass(frozen=True, slots=True)
class Story:
    """A folder with some orders, a backup of it, and the same folder some orders later."""

    backup: Path
    later: Folder


@pytest.fixture(autouse=True)
def plain_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.cli.embedded.offload", directly)
    configure()  # log lines on stderr, beside the documents


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Never changed, only copied."""
    place = tmp_path_factory.mktemp("told")
    folder = Folder(place / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.cli.embedded.offload", directly)
        folder.take(FIRST)
        folder.ask("backup", "--to", place / "backup")
        folder.take(MORE)
    return Story(place / "backup", folder)


@pytest.fixture
def later(told: Story, tmp_path: Path) -> Folder:
    """A copy of the folder as it was later."""
    return Folder(Path(shutil.copytree(told.later.path, tmp_path / "var")))


@pytest.fixture
def elsewhere(told: Story, tmp_path: Path) -> Callable[[], Folder]:
    """Makes an empty folder with nothing but the master key that was kept apart."""

    def made() -> Folder:
        folder = tmp_path / "elsewhere"
        folder.mkdir()
        shutil.copy2(told.later.path / "master.key", folder / "master.key")
        return Folder(folder)

    return made
