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
        made = _more(story)
        town.settle()
        yield Asking(town, {"source": ["96888"], "no": list(story.cases.values()), **made})


def _more(story: Story) -> dict[str, list[str]]:
    """A common need, a commitment, an article and a watch; parts of the rules; days of briefs."""
    for name in ("like", "alike"):
        story.push("96888", VAGUE, name)
        story.town.until(lambda: (story.known(), "routing never took the case"))
    like = "\n".join(story.cases[name] for name in ("like", "alike"))
    for who, action, said in (
        ("分办员", "归集共性问题", {"title": "进度慢", "catalogue": "housing.street", "cases": like}),
        ("督查员", "登记承诺", {"unit": "housing", "kind": "land", "matter": "给地", "due_on": "2099-01-01"}),
        ("督查员", "列入重点跟踪", {"unit": "housing"}),
    ):
        story.do(who, action, said)
        story.done()
    watch = story.last.said["watch"]
    article = {"title": "怎样办营业执照", "text": "带身份证到窗口"}
    written = story.town.ask(story.who("分办员"), "POST", "/intake/api/v1/knowledge", article)
    days = [story.local().date().isoformat(), "2026-W48"]
    return {
        "need": [story.made["need"]],
        "id": [story.made["commitment"]],
        "watch": [watch],
        "article": [written.said["article"]],
        "part": ["limits", "units", "roles"],
        "rate": ["resolution", "all"],
        "action": ["approve", "refuse", "juggle"],
        "day": days,
    }
