"""The timer that says what lapsed, and what lists show of it."""

from services.routing.domain.work_order.commands import Withdraw
from services.routing.lapsing import lapse
from services.routing.readmodels.work_orders.query import lapsing, one
from tests.integration.routing.hall import HEATING, OFFICER, SYSTEM, VAGUE, Hall, to_answered


def lapses(hall: Hall) -> list[str]:
    return [entry.subject for entry in hall.house.log.read() if entry.type == "work_order.lapsed"]


def due(hall: Hall) -> list[str]:
    with hall.house.engine.connect() as connection:
        return list(lapsing(connection, hall.clock.at, 10))


def test_nothing_is_said_before_it_is_due(hall: Hall) -> None:
    hall.receive("三号楼供热管网漏水", HEATING)
    assert lapse(hall.house) == 0


def test_each_lapse_is_said_once(hall: Hall) -> None:
    no, held = hall.receive("三号楼供热管网漏水", HEATING), hall.receive("请帮助协调", VAGUE)
    hall.clock.pass_(days=2)
    assert lapse(hall.house) == 2
    assert lapse(hall.house) == 0
    assert sorted(lapses(hall)) == sorted([no, no, no, held])  # signing, first contact, 24 hours for heating


def test_what_lapsed_stays_on_the_list_until_it_is_done(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    hall.clock.pass_(days=1)
    lapse(hall.house)
    order = one(hall.house.engine, no)
    assert order is not None
    assert (order.due, order.waits_for) == ("sign", "signing")
    assert next(task for task in order.duties if task.duty == "sign").lapsed
    assert hall.told(no, "sign", OFFICER)["due"] != "sign"


def test_a_deed_that_comes_late_leaves_nothing_for_the_timer(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    hall.clock.pass_(hours=20)
    hall.told(no, "sign", OFFICER)
    said = len(lapses(hall))
    assert said >= 1
    assert lapse(hall.house) == 0
    assert len(lapses(hall)) == said


def test_the_unit_has_nothing_to_lapse_while_its_answer_waits_for_the_head(hall: Hall) -> None:
    no = to_answered(hall)
    hall.clock.pass_(days=30)
    assert due(hall) == [no]
    lapse(hall.house)
    order = one(hall.house.engine, no)
    assert order is not None
    assert [task.duty for task in order.duties if task.lapsed] == ["approve"]


def test_an_archived_order_has_nothing_due(hall: Hall) -> None:
    no = hall.receive("三号楼供热管网漏水", HEATING)
    hall.house.execute(Withdraw(no, hall.house.moment(SYSTEM)))
    hall.clock.pass_(days=30)
    assert due(hall) == []
    order = one(hall.house.engine, no)
    assert order is not None
    assert (order.state, order.end, order.due_at) == ("archived", "withdrawn", None)
