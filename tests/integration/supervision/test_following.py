"""Lapses followed on a real house: what sleeps waits, and goes on with it; several of one duty are several."""

from services.supervision.lapsing import turn
from shared.kernel.times import stamp
from tests.integration.supervision.office import Office


def lapsed(office: Office) -> str:
    """A case in which the answer lapsed, after one turn of the timer."""
    no = office.close()
    office.lapse(no)
    turn(office.house)
    return no


def test_reminders_wait_while_a_return_is_settled_and_go_on_when_it_is_refused(office: Office) -> None:
    no = lapsed(office)
    office.hear("routing", "work_order.returned", no, {"round": 1, "unit": "housing"})
    office.clock.pass_(days=20)
    turn(office.house)
    assert [one["number"] for one in office.said("reminder.issued")] == [1]
    office.hear("routing", "work_order.return_settled", no, {"round": 1, "unit": "housing", "accepted": False})
    turn(office.house)
    assert [one["number"] for one in office.said("reminder.issued")] == [1]
    office.clock.pass_(days=4)
    turn(office.house)
    assert [one["number"] for one in office.said("reminder.issued")] == [1, 2]


def test_two_instructions_to_one_unit_due_at_one_time_show_yellow_and_red(office: Office) -> None:
    no, due_at = office.close(), stamp(office.clock.at)
    late = {"round": 1, "duty": "report_instruction", "unit": "housing", "due_at": due_at}
    for number in (1, 2):
        office.hear("routing", "instruction.lapsed", no, {**late, "number": number})
    turn(office.house)
    assert [one["colour"] for one in office.said("card.issued")] == ["yellow", "red"]


def test_reminders_wait_while_the_order_is_suspended_and_go_on_when_that_ends(office: Office) -> None:
    no = lapsed(office)
    office.hear("routing", "work_order.suspended", no, {"round": 1, "unit": "housing"})
    office.clock.pass_(days=20)
    office.lapse(no, unit="government_data", duty="review")
    office.hear("routing", "work_order.suspended", no, {"round": 1, "unit": "housing"})
    turn(office.house)
    issued = [(one["duty"], one["number"]) for one in office.said("reminder.issued")]
    assert issued == [("answer", 1), ("review", 1)]
    assert [one["duty"] for one in office.said("reminder.done")] == ["review"]
    office.hear("routing", "work_order.resumed", no, {"round": 1, "unit": "housing"})
    turn(office.house)
    assert len(office.said("reminder.issued")) == 2
    office.clock.pass_(days=4)
    turn(office.house)
    again = office.said("reminder.issued")[-1]
    assert (again["duty"], again["unit"], again["number"]) == ("answer", "housing", 2)


def test_what_is_merged_while_it_is_suspended_is_followed_no_more(office: Office) -> None:
    no = lapsed(office)
    office.hear("routing", "work_order.suspended", no, {"round": 1, "unit": "housing"})
    office.hear("routing", "work_order.merged", no, {"round": 1, "unit": "housing", "leading": "x"})
    office.hear("routing", "work_order.resumed", no, {"round": 1, "unit": "housing"})
    office.clock.pass_(days=20)
    turn(office.house)
    assert [one["number"] for one in office.said("reminder.issued")] == [1]
    assert office.said("reminder.resumed") == []
