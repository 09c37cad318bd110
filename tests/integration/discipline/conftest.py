"""One district for all tests of the folder."""

from collections.abc import Iterator

import pytest

from shared.eventlog.log import directly
from tests.integration.discipline.district import District
from tests.integration.discipline.district import district as made


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.cli.embedded.offload", directly)
        with made(tmp_path_factory.mktemp("district")) as there:
            yield there
