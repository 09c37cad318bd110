"""Both ways to run, one after the other; the steps; what the tags mean."""

import os
from collections.abc import Callable, Iterator

import pytest
from pytest_bdd.steps import StepNamePrefix

from shared.testing.process import ServerMissing
from tests.scenarios.accounts import make_account
from tests.scenarios.real import real
from tests.scenarios.steps import acting, listing, seeing, timing
from tests.scenarios.story import OTHERS, NotThere, Story
from tests.scenarios.town import Town, embedded

# pytest-bdd finds a step as a fixture, and fixtures in a conftest by their names there.
for steps in (acting, listing, seeing, timing):
    globals().update(
        {name: value for name, value in vars(steps).items() if name.startswith(StepNamePrefix.step_def.value)}
    )

NOT_YET, REALLY = "尚未实现", "真实"
EVERY = os.environ.get("HUYING_SCENARIOS") == "all"
"""Whether the real installation runs every scenario, or one of each feature."""


@pytest.fixture(scope="session", params=["embedded", "real"], autouse=True)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The system, once for all scenarios. Without the servers a newcomer's are skipped; in CI that is an error."""
    if request.param == "embedded":
        with embedded(tmp_path_factory.mktemp("embedded")) as there:
            make_account(there, OTHERS["区领导"])
            yield there
        return
    try:
        with real() as there:
            make_account(there, OTHERS["区领导"])
            yield there
    except ServerMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without HUYING_SCENARIOS=all the real installation runs what is tagged `@真实` alone: it takes minutes."""
    left = [item for item in items if isinstance(item, pytest.Function) and not EVERY and _is_left(item)]
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=left)


def _is_left(item: pytest.Function) -> bool:
    """Of another folder, nothing is."""
    town = item.callspec.params.get("town") if hasattr(item, "callspec") else None
    return town == "real" and item.get_closest_marker("servers") is None


@pytest.fixture
def story(town: Town) -> Story:
    """What this scenario knows."""
    return Story(town)


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool | None:
    """`@尚未实现` is an expected failure that turns red when it no longer fails, `@真实` runs on servers in `make test`."""
    if tag == REALLY:
        pytest.mark.servers(function)
    if tag == NOT_YET:
        pytest.mark.xfail(
            strict=True, raises=NotThere, reason="the contract (decision 18) says it, nothing does it yet"
        )(function)
    return True
