"""Intake, routing and supervision on one wire: a case goes round until its asker is satisfied."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.intake import feeding
from services.intake.main import SPEC as INTAKE
from services.intake.submitting import complain
from services.routing.adopt import adopt
from services.routing.domain.work_order import stream_of, work_order
from services.routing.domain.work_order.commands import Answer, Approve, Close, FirstContact, Sign
from services.routing.main import SPEC as ROUTING
from services.supervision.lapsing import turn
from services.supervision.main import SPEC as SUPERVISION
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.text import Text
from tests.integration.adopted import JURISDICTION, TUESDAY
from tests.integration.supervision.office import DISCIPLINE, SUPERVISOR, Clock, Office, world

HEATING = {"title": "三号楼供热管网漏水", "text": "供热管网漏水，暖气不热，请尽快处理。", "kind": "求助"}


@dataclass
class District:
    """Three houses at work in threads."""

    intake: House
    routing: House
    office: Office

    @property
    def houses(self) -> tuple[House, House, House]:
        return self.intake, self.routing, self.office.house

    def settle(self, until: Callable[[], object]) -> None:
        """Wait until this is so."""
        end = time.monotonic() + 20
        while not until():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.01)

    def state(self, no: str) -> Any:
        return self.routing.executor.state(work_order, stream_of(no))

    def handle(self, no: str) -> None:
        """The unit does everything up to closing."""
        unit = self.state(no).unit
        officer, head = (self.routing.moment(Actor(name, unit)) for name in ("jingban", "juzhang"))
        self.routing.execute(Sign(no, officer))
        self.routing.execute(FirstContact(no, True, officer.at, None, officer))
        self.routing.execute(Answer(no, Text("已更换阀门"), Text("已修复"), True, officer))
        self.routing.execute(Approve(no, head))
        self.routing.execute(Close(no, officer))

    def called(self, no: str, round_: int, satisfied: bool) -> None:
        row = self.office.row
        self.settle(lambda: (row(no).get("state"), row(no).get("round")) == ("planned", round_))
        self.office.called(no, satisfied)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    clock = Clock(TUESDAY)
    there, vault = world(tmp_path, clock, "intake", "routing", "supervision")
    intake, routing, supervision = (House(spec, there) for spec in (INTAKE, ROUTING, SUPERVISION))
    made = District(intake, routing, Office(supervision, clock, vault))
    for house in made.houses:
        house.subscribe(there.wire)
        house.start_workers()
    for house in made.houses:
        house.relay.start()
    adopt(routing, JURISDICTION)
    made.settle(lambda: all(house.ready for house in made.houses))
    yield made
    for house in made.houses:
        for worker in house.workers:
            worker.stopping = True
    there.wire.close()
    for house in made.houses:
        house.stop()


def test_dissatisfied_goes_round_again_and_satisfied_is_archived(district: District) -> None:
    order = {"source_no": "GD-1", **HEATING, "name": "王小明", "phone": "13912345678", "message": "new"}
    no = feeding.receive(district.intake, "96888", order).case_no
    assert no
    for round_, satisfied in ((1, False), (2, True)):
        district.settle(lambda at=round_: (district.state(no).round, district.state(no).unit) == (at, "housing"))  # type: ignore[misc]
        district.handle(no)
        district.called(no, round_, satisfied)
    district.settle(lambda: district.state(no).end)
    assert district.state(no).end == "satisfied"
    assert [data["accepted"] for data in district.office.said("callback.reopen_answered")] == [True]
    assert district.office.row(no)["end"] == "satisfied"


def test_dissatisfied_twice_shows_the_unit_a_red_card_for_supervision_hears_itself(district: District) -> None:
    order = {"source_no": "GD-2", **HEATING, "name": "王小明", "phone": "13912345678", "message": "new"}
    no = feeding.receive(district.intake, "96888", order).case_no
    for round_ in (1, 2):
        district.settle(lambda at=round_: (district.state(no).round, district.state(no).unit) == (at, "housing"))  # type: ignore[misc]
        district.handle(no)
        district.called(no, round_, satisfied=False)
    district.settle(lambda: district.office.said("card.called_for"))
    turn(district.office.house)
    (card,) = district.office.api("/cards", SUPERVISOR)[1]["cards"]
    assert (card["case_no"], card["unit"], card["colour"], card["ground"]) == (no, "housing", "red", "dissatisfied")


def test_a_complaint_reaches_the_discipline_room_and_no_work_order_is_opened(district: District) -> None:
    content = json.dumps({"about": "某局窗口", "act": "索要好处"}, ensure_ascii=False)
    complain(district.intake, content, "matter-1")
    district.settle(lambda: district.office.api("/complaints", DISCIPLINE)[1]["complaints"])
    (listed,) = district.office.api("/complaints", DISCIPLINE)[1]["complaints"]
    _, found = district.office.api(f"/complaints/{listed['matter']}", DISCIPLINE)
    assert (found["content"], found["received_at"]) == (content, "2026-11-24T01:30:00.000000Z")
    assert {entry.type for entry in district.routing.log.read()} == {"rules.adopted"}
    assert district.office.api("/callbacks", DISCIPLINE)[1]["callbacks"] == []
