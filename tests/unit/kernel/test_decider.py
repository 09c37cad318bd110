"""The decider: events fold to a state, and the scenarios of the tests tell refusals from silence."""

from dataclasses import dataclass

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from shared.kernel.decider import Address, Decider
from shared.kernel.rejection import Rejected
from shared.testing.given import scenario


@dataclass(frozen=True, slots=True)
class Add:
    amount: int


@dataclass(frozen=True, slots=True)
class Added:
    amount: int


def decide(command: Add, state: int) -> list[Added]:
    if state + command.amount < 0:
        raise Rejected("sum.negative", amount=command.amount)
    return [Added(command.amount)] if command.amount else []


adding: Decider[Add, int, Added] = Decider(
    name="sum",
    commands=(Add,),
    events=(Added,),
    initial=0,
    decide=decide,
    evolve=lambda state, event: state + event.amount,
    address=lambda _: Address("sum", "sum/1"),
)
given = scenario(adding)


@examples(st.lists(st.integers()), st.lists(st.integers()))
def test_folding_in_two_parts_is_folding_at_once(first: list[int], second: list[int]) -> None:
    events = [Added(amount) for amount in (*first, *second)]
    assert adding.fold(events) == sum(first) + sum(second)
    assert adding.fold(events[len(first) :], adding.fold(events[: len(first)])) == adding.fold(events)


def test_nothing_folded_is_the_beginning() -> None:
    assert adding.fold([]) == 0
    assert adding.fold([], 7) == 7


def test_a_scenario_tells_what_was_said() -> None:
    given(Added(1)).when(Add(2)).then(Added(2))
    given().when(Add(0)).then()
    given().when(Add(-1)).rejected("sum.negative")


def test_a_scenario_notices_what_was_not_as_expected() -> None:
    with pytest.raises(AssertionError):
        given().when(Add(2)).then()
    with pytest.raises(AssertionError):
        given().when(Add(-1)).then()
    with pytest.raises(AssertionError):
        given().when(Add(2)).rejected("sum.negative")


def test_a_refusal_carries_its_code_and_facts() -> None:
    with pytest.raises(Rejected, match=r"^sum\.negative$") as caught:
        decide(Add(-3), 0)
    assert caught.value.facts == {"amount": -3}
