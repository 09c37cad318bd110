"""A data folder with some orders of nobody, made once and copied."""

import shutil
from pathlib import Path

import pytest

from shared.eventlog.log import directly
from tests.integration.acceptance.invented import orders
from tests.integration.backup.folder import Folder


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Never changed, only copied."""
    folder = Folder(tmp_path_factory.mktemp("begun") / "var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.cli.embedded.offload", directly)
        folder.take(orders(4))
    return folder


@pytest.fixture
def folder(begun: Folder, tmp_path: Path) -> Folder:
    """A copy of it, stopped."""
    return Folder(Path(shutil.copytree(begun.path, tmp_path / "var")))
