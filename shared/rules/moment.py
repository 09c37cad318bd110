"""The moment at which a command is given: when, by whom, under which rules. It travels inside the command."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.actor import Actor
from shared.rules.rules import Rules


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` has a zone; `rules` are those in force then."""

    at: datetime
    by: Actor
    rules: Rules
