"""The timer of intake: acceptances and asks that nobody answered lapse in the log, and count as overdue until done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.intake.domain.appeal.asks import ask_id
from services.intake.domain.appeal.commands import Accept, AnswerAsk, Receive, Withdraw, appeal_stream
from services.intake.feeding import receive
from services.intake.lapsing import lapse
from services.intake.main import SPEC
from services.intake.readmodels.waits import lapsing, overdue_counts
from shared.house.house import House
from shared.house.lapsing import timer
from shared.kernel.text import Text
from tests.integration.adopted import TUESDAY, adopt
from tests.integration.supervision.office import Clock, world


class Desk:
    """Intake's house alone: nobody answers what it asks."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock(TUESDAY)
        self.house = House(SPEC, world(folder, self.clock, "intake")[0])
        adopt(self.house)

    def order(self, source_no: str, **more: str) -> str:
        """A message of the hotline, which is accepted at once; the stream of its appeal."""
        told = {"source_no": source_no, "title": "供暖", "text": "三号楼不热", "phone": "13900000000", **more}
        receive(self.house, "12345", told)
        return appeal_stream("12345", source_no)

    def portal(self, source_no: str) -> str:
        """An appeal that waits for the desk's acceptance; its stream."""
        stream = appeal_stream("portal", source_no)
        asker = self.house.vault.asker(phone=None, source_user=None, stream=stream)
        moment = self.house.moment(timer("intake"))
        self.house.execute(Receive("portal", source_no, moment, asker, Text("供暖"), Text("不热", compare=True)))
        return stream

    def said(self, type_: str) -> int:
        return sum(entry.type == type_ for entry in self.house.log.read())

    def overdue(self) -> dict[tuple[str, str], int]:
        with self.house.engine.connect() as connection:
            return dict(overdue_counts(connection, self.clock()))

    def due(self, limit: int = 10) -> list[str]:
        with self.house.engine.connect() as connection:
            return list(lapsing(connection, self.clock(), limit))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.house.stop()


@pytest.mark.parametrize("kind", ["urge", "redo", "cancel", "callback-result"])
def test_an_ask_that_nobody_answers_lapses_once_and_is_overdue_until_it_is_answered(desk: Desk, kind: str) -> None:
    stream = desk.order("N1")
    desk.order("N1", message=kind, source_ref="m1")
    assert lapse(desk.house) == 0
    desk.clock.pass_(days=40)
    assert desk.due() == [stream]
    assert (lapse(desk.house), lapse(desk.house), desk.said("appeal.ask_lapsed")) == (1, 0, 1)
    name = kind.partition("-")[0]
    ((_, what),) = desk.overdue()
    assert what == f"ask_{name}"
    answer = AnswerAsk(stream, desk.house.moment(timer("intake")), ask_id(stream, name, "m1"), accepted=True)
    desk.house.execute(answer)
    assert desk.overdue() == {}


def test_an_acceptance_lapses_once_and_is_overdue_until_the_desk_decides(desk: Desk) -> None:
    first, second = desk.portal("P1"), desk.portal("P2")
    desk.clock.pass_(days=40)
    assert (lapse(desk.house), lapse(desk.house), desk.said("appeal.lapsed")) == (2, 0, 2)
    assert list(desk.overdue().values()) == [2]
    desk.house.execute(Accept(first, desk.house.moment(timer("intake"))))
    desk.house.execute(Withdraw(second, desk.house.moment(timer("intake"))))
    assert desk.overdue() == {}


def test_what_was_said_long_ago_does_not_keep_the_timer_from_what_lapsed_now(desk: Desk) -> None:
    earlier = [desk.portal(f"P{number}") for number in range(3)]
    desk.clock.pass_(days=40)
    assert sorted(desk.due()) == sorted(earlier)
    lapse(desk.house)
    later = desk.portal("P9")
    desk.clock.pass_(days=40)
    assert desk.due(limit=1) == [later]
