"""Whoever is overtaken on a stream loads it again and decides again: three times, and no more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.eventlog.clock import now, uuid7
from shared.eventlog.engine import sqlite
from shared.eventlog.entry import Draft
from shared.eventlog.log import Log
from shared.eventlog.unit import Append, Conflict
from shared.house.spec import Spec
from shared.kernel.decider import Address, Decider
from shared.kernel.numbering import stream_id
from shared.kernel.stored import stored
from shared.rules.moment import Moment
from tests.integration.house.conftest import Build
from tests.integration.house.town import WANG, Town, together

WHERE = Address(stream_id("count", "a"), "count/a")


@dataclass(frozen=True, slots=True)
class Count:
    moment: Moment


@stored("toy.counted")
@dataclass(frozen=True, slots=True)
class Counted:
    number: int


class Overtaken:
    """A decider that another process overtakes after it was loaded, `left` times; `decided` counts its decisions."""

    def __init__(self) -> None:
        self.left = self.decided = 0
        self.other: Log | None = None

    def decide(self, _: Count, count: int) -> Sequence[Counted]:
        self.decided += 1
        if self.left and self.other:
            self.left -= 1
            self.other.append(
                Append(WHERE, count, [Draft(uuid7(now()), "toy.counted", now(), {"number": count + 1}, WANG)])
            )
        return [Counted(count + 1)]

    def spec(self) -> Spec:
        counting = Decider(
            name="counting",
            commands=(Count,),
            events=(Counted,),
            initial=0,
            decide=self.decide,
            evolve=lambda _, event: event.number,
            address=lambda _: WHERE,
        )
        return Spec(name="intake", title="Shop", folder=Path(__file__).parent, deciders=(counting,), needs_rules=False)


@pytest.fixture
def overtaken() -> Overtaken:
    return Overtaken()


@pytest.fixture
def town(build: Build, overtaken: Overtaken, tmp_path: Path) -> Iterator[Town]:
    """A shop that counts, and another process on its log."""
    town = build(overtaken.spec())
    engine = sqlite(tmp_path / "intake.db")
    overtaken.other = Log(engine, "/toy/intake", now, lambda _connection, _done: None)
    yield town
    overtaken.other.stop()
    engine.dispose()


def count(town: Town) -> None:
    shop = town.houses["intake"]
    shop.execute(Count(shop.moment(WANG)))


def numbers(town: Town) -> list[int]:
    return [fact.data["number"] for fact in town.said("intake")]


def test_three_conflicts_are_overcome_by_deciding_again(town: Town, overtaken: Overtaken) -> None:
    count(town)
    overtaken.left, overtaken.decided = 3, 0
    count(town)
    assert overtaken.decided == 4
    assert numbers(town) == [1, 2, 3, 4, 5]


def test_a_fourth_conflict_is_told_and_nothing_of_ours_is_written(town: Town, overtaken: Overtaken) -> None:
    overtaken.left = 10
    with pytest.raises(Conflict):
        count(town)
    assert (overtaken.decided, numbers(town)) == (4, [1, 2, 3, 4])
    overtaken.left = 0
    count(town)
    assert numbers(town) == [1, 2, 3, 4, 5]


def test_many_at_once_on_one_stream_are_all_in_and_none_twice(
    town: Town, overtaken: Overtaken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.house.execute.ATTEMPTS", 50)
    together(*[lambda: count(town)] * 12)
    assert numbers(town) == list(range(1, 13))
    assert overtaken.decided >= 12
    count(town)
    assert numbers(town)[-1] == 13
