"""A small routing service in memory: deeds of several commands on several aggregates, and routing hearing itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.routing.domain.extension import extension
from services.routing.domain.extension import stream_of as extension_stream
from services.routing.domain.extension.state import Extension
from services.routing.domain.part import part
from services.routing.domain.part import stream_of as part_stream
from services.routing.domain.part.state import Part
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.state import WorkOrder
from services.routing.reactions.ending import REACTIONS
from shared.house.speech import plain, read_into
from shared.kernel.decider import Decider
from shared.kernel.reaction import Heard
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from shared.kernel.text import Closed, Home, Text
from tests.unit.routing.orders import CASE, SYSTEM, moment

DECIDERS: dict[type, Decider[Any, Any, Any]] = {
    command: decider for decider in (work_order, part, extension) for command in decider.commands
}
BY_TYPE = {reaction.type: reaction for reaction in REACTIONS}


@dataclass
class Desk:
    """`said` is what each stream holds, `states` what it has come to."""

    said: dict[str, list[Any]] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)
    hours: float = 0

    def do(self, *commands: Any) -> list[Any]:
        """One deed: everything, or nothing when one command refuses; then what routing does on hearing itself."""
        try:
            news, states = self._decided(commands)
        except Rejected:
            return []
        self.states |= states
        for stream, event in news:
            self.said.setdefault(stream, []).append(event)
        events = [event for _, event in news]
        for event in events:
            self._hear(event)
        return events

    def _decided(self, commands: Sequence[Any]) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
        news: list[tuple[str, Any]] = []
        states: dict[str, Any] = {}
        for command in commands:
            decider = DECIDERS[type(command)]
            stream = decider.address(command).stream
            before = states.get(stream, self.states.get(stream, decider.initial))
            events = decider.decide(command, before)
            states[stream] = decider.fold(events, before)
            news += [(stream, event) for event in events]
        return news, states

    def _hear(self, event: Any) -> None:
        reaction = BY_TYPE.get(stored_name(type(event)))
        if reaction is not None:
            data = plain(event, Home(CASE, "own", ""), _closed)
            now = moment(SYSTEM, self.hours)
            heard = Heard("id", "routing", reaction.type, CASE, now.at, now.at, 1, SYSTEM)
            self.do(*reaction.react(read_into(reaction.reader, data), heard, now))

    def order_said(self) -> list[Any]:
        return self.said.get(stream_of(CASE), [])

    @property
    def order(self) -> WorkOrder:
        order: WorkOrder = self.states.get(stream_of(CASE), work_order.initial)
        return order

    def part_said(self, unit: str, number: int) -> list[Any]:
        return self.said.get(part_stream(CASE, unit, number), [])

    def part(self, unit: str, number: int) -> Part:
        found: Part = self.states.get(part_stream(CASE, unit, number), part.initial)
        return found

    def extension_said(self, unit: str) -> list[Any]:
        return self.said.get(extension_stream(CASE, unit), [])

    def extension(self, unit: str) -> Extension:
        found: Extension = self.states.get(extension_stream(CASE, unit), extension.initial)
        return found

    def due(self, unit: str) -> datetime:
        """When what this unit must give is due: the answer, or its part."""
        order = self.order
        due_at = order.answer_due if unit == order.unit else self.part(unit, order.round).due_at
        return due_at or moment(SYSTEM, self.hours).at


def _closed(text: Text, path: str) -> Closed:
    return Closed(text.key or "", 1, "nonce", "cipher", "digest", Home(CASE, "own", path))
