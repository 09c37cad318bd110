"""What a stream is about is said by its first entry: a command that was refused leaves nothing behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.eventlog import schema
from shared.eventlog.clock import now
from shared.eventlog.engine import sqlite
from shared.eventlog.log import Log
from shared.house.execute import Executor
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored
from shared.rules.moment import Moment
from tests.integration.house.test_remembered_streams import NoVault, moment


@dataclass(frozen=True, slots=True)
class Reserve:
    """A numbered place for somebody, who may not be welcome."""

    place: int
    whom: str
    welcome: bool
    moment: Moment


@stored("toy.reserved")
@dataclass(frozen=True, slots=True)
class Reserved:
    place: int


def decide(command: Reserve, taken: bool) -> Sequence[Reserved]:
    if not command.welcome:
        raise Rejected("toy.unwelcome")
    return [] if taken else [Reserved(command.place)]


PLACES = Decider(
    name="places",
    commands=(Reserve,),
    events=(Reserved,),
    initial=False,
    decide=decide,
    evolve=lambda _, __: True,
    address=lambda command: Address(stream_id("place", str(command.place)), command.whom),
)


@pytest.mark.parametrize("alone", [True, False])
def test_what_is_said_after_a_refusal_is_about_who_said_it(tmp_path: Path, alone: bool) -> None:
    engine = sqlite(tmp_path / "log.db")
    schema.metadata.create_all(engine)
    log = Log(engine, "/toy/places", now, lambda _connection, _done: None)
    vault: Any = NoVault()
    executor = Executor(log, vault, now, (PLACES,), alone=alone)
    with pytest.raises(Rejected):
        executor.execute(Reserve(1, "wang", False, moment()))
    (entry,) = executor.execute(Reserve(1, "li", True, moment()))
    assert entry.subject == "li"
    assert executor.execute(Reserve(1, "zhao", True, moment())) == []
    log.stop()
    engine.dispose()
