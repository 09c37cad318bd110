"""Transfers out of the district, leaders' instructions and meetings, as the order sees them."""

from dataclasses import replace

import pytest

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.asking_commands import Reopen
from services.routing.domain.work_order.commands import Classify, Withdraw
from services.routing.domain.work_order.dispatching import usual_form
from services.routing.domain.work_order.events import (
    Answered,
    Archived,
    Coordinated,
    Dispatched,
    FollowersReleased,
    Held,
    Transferred,
)
from services.routing.domain.work_order.leading_commands import Transfer
from services.routing.domain.work_order.state import State
from shared.testing.given import scenario
from tests.unit.routing.leading import CONFIRMED, COORDINATE, INSIDE, INSTRUCT, OUT, REFUSED
from tests.unit.routing.merging import ADD, FOLLOWER
from tests.unit.routing.orders import (
    ANSWER,
    CASE,
    DESK,
    DISPATCH,
    NOTE_UNSURE,
    OFFICER,
    OPEN,
    RULES,
    SIGN,
    hour,
    later,
    moment,
    said,
    to,
)

given = scenario(work_order)
STRICT = replace(RULES, coordination={"complex": "consultation", "key": "leader", "major": "special"})


def test_outside_the_district_the_desk_waits_for_the_receiver() -> None:
    outcome = given(*to(State.SIGNED)).when(later(OUT, 1)).then_types(Transferred)
    event = outcome.events[0]
    assert (event.unit, event.to, event.to_name, event.outside) == ("housing", "", "法院", True)
    assert [(one.duty, one.unit, one.due_at) for one in outcome.state.duties] == [
        ("confirm_transfer", "government_data", hour(41))
    ]
    assert outcome.state.unit == ""


def test_a_body_may_be_named_freely_but_not_left_out() -> None:
    outcome = given(*to(State.SIGNED)).when(Transfer(CASE, "", "", " 某某公司 ", moment(DESK)))
    assert outcome.events[0].to_name == "某某公司"
    given(*to(State.SIGNED)).when(Transfer(CASE, "", "", " ", moment(DESK))).rejected("transfer.no_receiver")
    given(*to(State.SIGNED)).when(Transfer(CASE, "", "moon", "", moment(DESK))).rejected("transfer.unknown_receiver")


def test_inside_the_district_the_next_unit_has_limits_of_its_own() -> None:
    outcome = given(*to(State.SIGNED)).when(later(INSIDE, 1)).then_types(Transferred, Dispatched)
    sent = outcome.events[1]
    assert (sent.unit, sent.by) == ("finance", "transfer")
    assert {one.duty: one.due_at for one in sent.duties}["sign"] == hour(5)
    assert outcome.state.state is State.DISPATCHED


def test_it_is_not_transferred_to_the_unit_that_has_it_nor_before_it_is_classified() -> None:
    own = replace(INSIDE, unit="housing")
    given(*to(State.SIGNED)).when(own).rejected("work_order.transferred_to_itself")
    given(*to(State.HELD)).when(INSIDE).rejected("work_order.not_classified")


def test_a_unit_cannot_transfer() -> None:
    given(*to(State.SIGNED)).when(later(OUT, 0, OFFICER)).rejected("work_order.not_the_desk")


def test_a_transfer_is_over_when_the_receiver_confirms() -> None:
    given(*to(State.TRANSFERRED)).when(CONFIRMED).then(Archived(1, "transfer_confirmed", ""))


def test_refused_by_the_receiver_it_waits_for_the_desk() -> None:
    outcome = given(*to(State.TRANSFERRED)).when(REFUSED).then_types(Held)
    assert outcome.events[0].code == "transfer_refused"


def test_followers_of_a_transferred_order_are_let_go() -> None:
    outcome = given(*said(NOTE_UNSURE, OPEN, ADD)).when(OUT)
    assert outcome.events[-1] == FollowersReleased(1, "", "transferred", (FOLLOWER,))


def test_what_went_elsewhere_is_not_done_again_here() -> None:
    gone = (*to(State.TRANSFERRED), Archived(1, "transfer_confirmed", ""))
    ask = Reopen(CASE, "ask-1", "redo", 0, None, moment())
    assert given(*gone).when(ask).events[0].code == "work_order.elsewhere"


def test_an_asker_may_take_back_what_was_transferred() -> None:
    given(*to(State.TRANSFERRED)).when(Withdraw(CASE, moment())).then(Archived(1, "withdrawn", ""))


def test_instructed_while_it_waits_at_the_desk_it_goes_to_the_first_addressee() -> None:
    classified = said(NOTE_UNSURE, OPEN, Classify(CASE, "loan", "", moment(DESK)))
    outcome = given(*classified).when(INSTRUCT).then_types(Dispatched, Coordinated)
    assert (outcome.events[0].unit, outcome.events[0].form, outcome.events[0].by) == (
        "finance",
        "instructed",
        "instruction",
    )


def test_instructed_while_a_unit_has_it_that_unit_keeps_it() -> None:
    given(*to(State.SIGNED)).when(INSTRUCT).then(Coordinated(1, "housing", "instruction"))


@pytest.mark.parametrize(
    ("level", "refusal", "enough", "not_enough"),
    [
        ("complex", "work_order.needs_consultation", "on_site", "instruction"),
        ("key", "work_order.needs_leader", "instruction", ""),
        ("major", "work_order.needs_special", "special", "consultation"),
    ],
)
def test_the_answer_waits_for_what_the_level_of_the_case_asks_for(
    level: str, refusal: str, enough: str, not_enough: str
) -> None:
    way = said(NOTE_UNSURE, OPEN, replace(DISPATCH, level=level), SIGN)
    answer = replace(ANSWER, moment=moment(OFFICER, 0, STRICT))
    given(*way).when(answer).rejected(refusal)
    if not_enough:
        given(*way, Coordinated(1, "housing", not_enough)).when(answer).rejected(refusal)
    given(*way, Coordinated(1, "housing", enough)).when(answer).then_types(Answered)


def test_an_ordinary_case_that_is_to_be_handled_by_a_special_meeting_waits_for_it() -> None:
    way = said(NOTE_UNSURE, OPEN, replace(DISPATCH, form="convened"), SIGN)
    given(*way).when(ANSWER).rejected("work_order.needs_special")
    given(*way, Coordinated(1, "housing", "special")).when(ANSWER).then_types(Answered)


@pytest.mark.parametrize(
    ("level", "form"),
    [("general", "immediate"), ("complex", "assigned"), ("key", "assigned"), ("major", "convened")],
)
def test_each_level_has_its_usual_form_of_handling(level: str, form: str) -> None:
    assert usual_form(level) == form


def test_an_ordinary_case_waits_for_nothing_also_when_it_is_reopened_one_level_higher() -> None:
    again = Reopen(CASE, "ask-1", "dissatisfied", 1, None, moment())
    reopened = given(*to(State.CLOSED)).when(again).events
    signed = work_order.decide(SIGN, work_order.fold((*to(State.CLOSED), *reopened)))
    answer = replace(ANSWER, moment=moment(OFFICER, 0, STRICT))
    given(*to(State.CLOSED), *reopened, *signed).when(answer).then_types(Answered)


def test_a_kind_of_coordination_is_noted_once() -> None:
    given(*to(State.SIGNED), Coordinated(1, "housing", "consultation")).when(COORDINATE).then()
