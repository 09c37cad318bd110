"""Rules over the record (线索规则): pure functions from what was said of a case to what a person should look at.

A rule only points. Each states its evidence (entries) and one named check that would explain them otherwise, computed
from the record too; where the check explains them the rule is silent.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from services.supervision.domain.patterns.after_the_fact_correction import after_the_fact_correction
from services.supervision.domain.patterns.closed_without_contact import closed_without_contact
from services.supervision.domain.patterns.finding import Finding
from services.supervision.domain.patterns.foreign_contact_number import foreign_contact_number
from services.supervision.domain.patterns.ping_pong_returns import ping_pong_returns
from services.supervision.domain.patterns.rating_pressure import rating_pressure
from services.supervision.domain.patterns.serial_extensions import serial_extensions
from services.supervision.domain.patterns.story import Story
from services.supervision.domain.patterns.unsigned import unsigned
from shared.rules.rules import Rules

Rule = Callable[[Story, Rules, datetime], Sequence[Finding]]
RULES: Mapping[str, Rule] = {
    "unsigned": unsigned,
    "ping_pong_returns": ping_pong_returns,
    "serial_extensions": serial_extensions,
    "closed_without_contact": closed_without_contact,
    "foreign_contact_number": foreign_contact_number,
    "after_the_fact_correction": after_the_fact_correction,
    "rating_pressure": rating_pressure,
}
"""Those that look at one case alone; `false_closure` and `copied_answer` compare it with others."""


def found_in(story: Story, rules: Rules, now: datetime) -> list[Finding]:
    """What the rules in force find in one case."""
    return [found for code, rule in RULES.items() if code in rules.patterns for found in rule(story, rules, now)]
