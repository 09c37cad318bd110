"""What commands and hears here is the real executor and ear but for identifiers: it says the same, word for word."""

from collections.abc import Sequence
from typing import Any

from services.intake.domain.appeal.commands import Accept
from services.routing.domain.work_order.commands import Dispatch
from shared.eventlog.codec import decode, id_of
from shared.eventlog.entry import Entry
from shared.eventlog.log import Log
from shared.eventlog.unit import Message
from shared.house.execute import Executor
from shared.house.hear import Ear
from shared.testing.simulation.hands import CountedEar, CountedExecutor
from shared.testing.simulation.node import InForce
from shared.testing.simulation.sealing import RealSealing
from shared.vault import Vault
from tests.simulation.people import asking  # noqa: F401 - its deeds are in the table then
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import DEEDS
from tests.simulation.people.who import dispatcher
from tests.simulation.rules import SPECS, rules, tables
from tests.simulation.town import Town

CHANCE = {
    "id",
    "salt",
    "prevhash",
    "nonce",
    "cipher",
    "digest",
    "causationid",
    "correlationid",
    "home",
    "same",
    "asker",
}
CASE = Case(0, "portal")


def told(entries: Sequence[Entry]) -> Any:
    """The bytes decoded, without what is drawn or follows from it."""
    return [_without(decode(entry.body)) for entry in entries]


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(item) for name, item in value.items() if name not in CHANCE}
    return [_without(item) for item in value] if isinstance(value, list) else value


class Desk:
    """Intake's commands and routing's ear on logs in memory, with the executor and ear of one kind."""

    def __init__(self, real: bool) -> None:
        self.town = town = Town(sealing=RealSealing())
        self.vault: dict[str, Vault] = {name: town.ground.vault.under(name) for name in ("intake", "routing")}
        self.logs: dict[str, Log] = {name: town.nodes[name].log for name in ("intake", "routing")}
        self.executors = {name: self._executor(name, real) for name in self.logs}
        rulebook: Any = InForce(rules())
        rest = "routing", self.executors["routing"], self.vault["routing"], rulebook, town.clock
        table = tables()["routing"]
        self.ear = Ear(*rest, table) if real else CountedEar(*rest, table, town.ground.sealing)

    def _executor(self, name: str, real: bool) -> Executor:
        log, vault, town, deciders = self.logs[name], self.vault[name], self.town, SPECS[name].deciders
        if real:
            return Executor(log, vault, town.clock, deciders, alone=True)
        memory: Any = log
        return CountedExecutor(memory, vault, town.clock, deciders, town.ground.sealing, town.ground.ids)

    def play(self) -> None:
        """An appeal, accepted, heard by routing, dispatched by the desk."""
        intake, moment = self.executors["intake"], self.town.moment(dispatcher(rules()))
        received = intake.execute(DEEDS["ask"].build(self.town, CASE, 3, "求助", 1, False, None))
        intake.execute(Accept(CASE.stream, moment))
        for entry in self.logs["intake"].tail():
            message = Message("intake", entry.position, id_of(entry.body), entry.type, entry.subject, entry.body)
            self.ear.handle(message)
        number = received[0].subject
        dispatch = Dispatch(number, "housing", "housing.street", "assigned", "", moment)
        self.executors["routing"].execute(dispatch)


def test_the_same_commands_and_messages_lead_to_the_same_entries() -> None:
    real, counted = Desk(real=True), Desk(real=False)
    real.play()
    counted.play()
    for name in real.logs:
        assert told(real.logs[name].tail()) == told(counted.logs[name].tail())
    assert [entry.type for entry in counted.logs["routing"].tail()][-2:] == [
        "work_order.classified",
        "work_order.dispatched",
    ]
    assert real.ear.hears == counted.ear.hears
