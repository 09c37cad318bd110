"""What concerns several cases: merging two, and common needs."""

from services.cli.demo.cast import Cast, Part
from services.cli.demo.steps.desk import moment as at_desk
from services.intake.domain.appeal.desk_commands import AddFollower, Merge
from services.routing.domain.common_need.commands import AnswerNeed, CloseNeed, Gather, Lead
from services.routing.domain.work_order.pooling_commands import Pool
from shared.kernel.numbering import stream_id
from shared.kernel.text import Text

LEADING = "merged_leading"
UNIT = "human_resources"


def merge(cast: Cast, part: Part) -> None:
    """Into the story that was told to lead."""
    leading, moment = cast.parts[LEADING][0], at_desk(cast)
    reason = Text("与主件反映的是同一处问题")
    cast.intake.execute(
        Merge(part.stream, part.case_no, moment, leading.case_no, leading.stream, reason),
        AddFollower(leading.stream, moment, part.case_no, part.stream),
    )


def need_of(part: Part) -> str:
    """One for the stories of each plot."""
    return stream_id("common_need", "demo", part.story.plot)


def gather(cast: Cast, part: Part) -> None:
    """By the last of them: all stories of this plot, and of the one it is named after, are one need."""
    name, moment = need_of(part), cast.desk()
    members = [one.case_no for one in (*cast.parts[part.story.plot.removesuffix("_last")], part)]
    title, catalogue = Text("企业招工难，希望集中组织招聘"), "labour.employment"
    gathered = Gather(name, title, catalogue, tuple(members), moment)
    cast.routing.execute(gathered, *(Pool(one, name, moment) for one in members))


def lead(cast: Cast, part: Part) -> None:
    cast.routing.execute(Lead(need_of(part), "leader", UNIT, cast.desk()))


def answer(cast: Cast, part: Part) -> None:
    public = Text("将于下月上旬举办重点企业专场招聘会，并为用工企业提供免费的岗前培训，届时逐家通知。")
    cast.routing.execute(AnswerNeed(need_of(part), public, True, cast.of_unit(UNIT)))


def close(cast: Cast, part: Part) -> None:
    cast.routing.execute(CloseNeed(need_of(part), cast.leader(cast.routing)))


STEPS = {"merge": merge, "gather": gather, "lead_need": lead, "answer_need": answer, "close_need": close}
