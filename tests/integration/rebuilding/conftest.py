"""The demo's month, played once for the run, and at work without HTTP."""

from collections.abc import Iterator

import pytest

from services.cli.alone import drain, started
from services.cli.demo import play
from services.cli.installation import Installation
from services.cli.settings import Settings
from shared.eventlog.log import directly


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """All services after a month of invented cases, in plain threads."""
    folder, settings = tmp_path_factory.mktemp("played"), Settings(demo=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.cli.embedded.offload", directly)
        assert play(folder, settings)
        with started(folder, settings) as embedded:
            drain(embedded)
            yield embedded
