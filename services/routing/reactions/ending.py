"""Routing heard by itself: where an order's fact ends what other aggregates still wait for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.domain.extension.commands import DropExtension
from services.routing.domain.part.commands import ReleasePart
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class ExtensionDropped:
    round: int
    unit: str


@dataclass(frozen=True, slots=True)
class PartsReleased:
    round: int
    supporting: tuple[str, ...]


def dropped(event: ExtensionDropped, heard: Heard, moment: Moment) -> Sequence[DropExtension]:
    return [DropExtension(heard.subject, event.unit, event.round, moment)]


def released(event: PartsReleased, heard: Heard, moment: Moment) -> Sequence[ReleasePart]:
    return [
        ReleasePart(case_no=heard.subject, unit=unit, round=event.round, moment=moment, over_at=heard.time)
        for unit in event.supporting
    ]


REACTIONS: tuple[Reaction[Any, Moment], ...] = (
    Reaction("routing", "work_order.extension_dropped", ExtensionDropped, dropped),
    Reaction("routing", "part.extension_dropped", ExtensionDropped, dropped),
    Reaction("routing", "work_order.parts_released", PartsReleased, released),
)
