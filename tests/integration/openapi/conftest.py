"""The whole system with a few cases in it, and whoever may ask for what."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.openapi.asking import Asking
from tests.scenarios.story import Story
from tests.scenarios.town import embedded

VAGUE = {"title": "盼望帮助", "text": "几个月来情况一直没有人答复，请有关部门帮助协调", "phone": "13900000001"}
ANSWER = {"internal": "已到现场核实", "public": "已派人到现场修好", "resolved": True}
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("分办员", "派单", {"unit": "housing", "catalogue": "housing.street"}),
    ("住建局经办人", "签收", {}),
    ("住建局经办人", "先行联系", {"reached": True, "contacted_at": "2026-01-05T09:00:00+08:00"}),
    ("住建局经办人", "拟定答复", ANSWER),
    ("住建局负责人", "签发", {}),
    ("住建局经办人", "办结", {}),
)
"""The way of a case: one is left after each of these steps."""


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """A case in every state of its way, and the people of the roles in force."""
    with embedded(tmp_path_factory.mktemp("openapi")) as town:
        story = Story(town)
        for steps in range(len(STEPS) + 1):
            story.push("96888", VAGUE, f"{steps}")
            town.until(lambda: (story.known(), "routing never took the case"))
            for who, action, fields in STEPS[:steps]:
                story.do(who, action, fields)
                story.done()
        town.settle()
        yield Asking(town, tuple(story.cases.values()))
