"""What the caller reads out: the jurisdiction's words, a greeting and one question a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.supervision.readmodels.callbacks.query import Row
from services.supervision.web.story import unit_name
from shared.house.house import House

WORDS, AT_ONCE = "callback.script", "callback.script_at_once"
GREETING = "您好，这里是政企沟通“呼应”平台，想听听您对办理结果的意见。"
QUESTIONS = ("请问是您本人反映的吗？", "问题解决了吗？还差什么？", "对办理满意吗？哪里不满意？")


@dataclass(frozen=True, slots=True)
class Script:
    greeting: str
    questions: Sequence[str]


def script(row: Row, house: House, *, at_once: bool) -> Script:
    """Of the rules in force; plain words where they have none."""
    rules = house.rulebook.current
    template = rules.templates.get(AT_ONCE if at_once else WORDS)
    if template is None:
        return Script(GREETING, QUESTIONS)
    values = {"unit": unit_name(row["unit"], rules), "case_no": row["case_no"], "round": str(row["round"])}
    given = {place: values.get(place, "") for place in template.places}
    greeting, questions = template.fill(given)
    return Script(greeting, questions.splitlines())
