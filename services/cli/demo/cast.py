"""The people of the demo at work in the houses: invented officers, real commands."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from services.cli.demo.stories import Story
from services.cli.installation import Installation
from services.intake import feeding
from services.intake.domain.appeal.commands import appeal_stream
from services.intake.submitting import submit
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.state import WorkOrder
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.rules.moment import Moment
from shared.rules.rules import Rules

FEEDS = ("12345", "96888")
ASKER = Actor("asker")
HELPERS = ("market_regulation", "tax", "housing", "human_resources")
"""Who is asked to help, unless it is the lead: units whose people have accounts in the demo."""


@dataclass(frozen=True, slots=True)
class Part:
    """One story in play: its case number and stream in intake."""

    story: Story
    case_no: str
    stream: str


@dataclass
class Cast:
    """`parts` are the stories that have begun, by their plot: a step may be about another case."""

    installation: Installation
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))

    @property
    def intake(self) -> House:
        """The house of intake."""
        return self.installation.houses["intake"]

    @property
    def routing(self) -> House:
        """The house of routing."""
        return self.installation.houses["routing"]

    @property
    def supervision(self) -> House:
        """The house of supervision."""
        return self.installation.houses["supervision"]

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self.routing.rulebook.current

    def order(self, part: Part) -> WorkOrder:
        """The state of the work order."""
        state: WorkOrder = self.routing.executor.state(work_order, stream_of(part.case_no))
        return state

    def unit_of(self, part: Part) -> str:
        """The case's lead unit now."""
        return self.order(part).unit

    def helpers(self, part: Part) -> list[str]:
        """Two units that may support the lead."""
        return [unit for unit in HELPERS if unit != self.unit_of(part)][:2]

    # who acts

    def desk(self) -> Moment:
        """The dispatch desk."""
        return self.routing.moment(Actor("dispatcher", self.rules.desks["dispatch"], "分办岗"))

    def leader(self, house: House) -> Moment:
        """A leader of the district."""
        return house.moment(Actor("leader", "", "区领导"))

    def officer(self, part: Part) -> Moment:
        """An officer of the lead unit."""
        return self.of_unit(self.unit_of(part))

    def of_unit(self, unit: str) -> Moment:
        """An officer of this unit."""
        return self.routing.moment(Actor(f"{unit}.officer", unit, "经办人"))

    def head(self, part: Part) -> Moment:
        """The lead unit's head."""
        unit = self.unit_of(part)
        return self.routing.moment(Actor(f"{unit}.head", unit, "单位负责人"))

    def supervisor(self) -> Moment:
        """The supervision desk."""
        return self.supervision.moment(Actor("supervisor", self.rules.desks["supervision"], "督查岗"))

    # the beginning

    def begin(self, story: Story) -> Part:
        """The appeal arrives."""
        part = self._fed(story) if story.source in FEEDS else self._submitted(story)
        self.parts[story.plot].append(part)
        return part

    def _said(self, story: Story) -> dict[str, Any]:
        words = {"title": story.title, "text": story.text, "kind": story.kind, **story.more("code")}
        if not story.enterprise:
            return words
        known = {"name": f"来电人{story.number}", "phone": f"0470-0000{story.number:03}"}
        return {**words, **known, "enterprise": story.enterprise}

    def _submitted(self, story: Story) -> Part:
        """At the portal, or written down by an officer who listened."""
        key, by = f"demo-{story.number}", ASKER if story.source == "portal" else self.desk().by
        form = {**self._said(story), "confidential": "confidential" in story.marks}
        made = submit(self.intake, form, key, by, story.source)
        return Part(story, made.case_no, appeal_stream(story.source, key))

    def _fed(self, story: Story) -> Part:
        number = f"DEMO{story.number:05}"
        result = feeding.receive(self.intake, story.source, {"source_no": number, **self._said(story)})
        return Part(story, result.case_no, appeal_stream(story.source, number))
