"""联系号码不是诉求人的: the number that was called is not the asker's, by its tag."""

from collections.abc import Sequence
from datetime import datetime

from services.supervision.domain.patterns.finding import Check, Finding, evidence
from services.supervision.domain.patterns.story import Said, Story
from shared.rules.rules import Rules

CODE, CHECK = "foreign_contact_number", "own_number_too"
CONTACTED = "work_order.contacted"


def foreign_contact_number(story: Story, rules: Rules, now: datetime) -> Sequence[Finding]:  # noqa: ARG001
    most = rules.patterns[CODE].numbers["contacts"]
    return [found for round_ in story.rounds if (found := _of_round(story, round_, most))]


def _of_round(story: Story, round_: int, most: int) -> Finding | None:
    foreign = [one for one in story.of(CONTACTED, round_=round_) if one.data.get("number_is_askers") is False]
    if not foreign or len(foreign) < most or explained(story, round_, foreign):
        return None
    check = Check(CHECK, "已核对：这一轮没有拨通过诉求人本人的号码，诉求人的号码前后也没有更正过")
    proof = [evidence(story, one, "拨打的不是诉求人的号码") for one in foreign]
    words = f"联系{len(foreign)}次，拨打的号码都不是诉求人登记的"
    return Finding(CODE, story.case_no, round_, foreign[-1].by, words, proof, check)


def explained(story: Story, round_: int, foreign: Sequence[Said]) -> bool:
    """The asker was reached under the own number too, or the number on file was corrected."""
    own = [one for one in story.of(CONTACTED, round_=round_) if one.data.get("number_is_askers") is True]
    reached = any(one.data.get("reached") for one in own)
    corrected = story.of("work_order.asker_corrected", "appeal.corrected")
    return bool(foreign) and (reached or any(one.data.get("field") == "phone" for one in corrected))
