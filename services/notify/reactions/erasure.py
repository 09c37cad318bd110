"""An asker was shredded in intake: what was written for them goes too."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.notify.domain.erasing import BeginErasing
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class AskerShredded:
    asker: str
    cases: tuple[str, ...]


def shredded(event: AskerShredded, _heard: Heard, moment: Moment) -> Sequence[BeginErasing]:
    return (BeginErasing(event.asker, moment, event.cases),)


REACTIONS: tuple[Reaction[AskerShredded, Moment], ...] = (
    Reaction("intake", "asker.shredded", AskerShredded, shredded),
)
