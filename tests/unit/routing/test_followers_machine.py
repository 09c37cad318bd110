"""Cases merged, separated, ended and closed in any order, heard in any order: every asker ends with an answer of their
own, or somebody has their order."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.commands import Open, Withdraw
from services.routing.domain.work_order.events import Closed
from services.routing.domain.work_order.merging_commands import Drop, Follow, Separate
from services.routing.domain.work_order.state import OPEN, State, WorkOrder
from services.routing.reactions import other_cases
from shared.house.speech import plain, read_into
from shared.kernel.reaction import Heard
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from shared.kernel.text import Closed as ClosedText
from shared.kernel.text import Home, Text
from tests.unit.routing.orders import (
    ANSWER,
    APPROVE,
    CLOSE,
    CONTACT,
    DISPATCH,
    NOON,
    NOTE_UNSURE,
    SIGN,
    SYSTEM,
    moment,
)

CASES = tuple(f"20261124-{letter * 11}" for letter in "ABCD")
REACTIONS = {one.type: one for one in other_cases.REACTIONS}
FORWARD = (DISPATCH, SIGN, CONTACT, ANSWER, APPROVE, CLOSE)
PLACES = st.integers(0, len(CASES) - 1)
MOVES = st.one_of(
    st.tuples(st.just("merge"), PLACES, PLACES),
    st.tuples(st.just("merge"), PLACES, PLACES),
    st.tuples(st.sampled_from(["open", "close", "separate", "withdraw", "decline", "cancel"]), PLACES, PLACES),
    st.tuples(st.just("hear"), st.integers(0, 7), st.integers(1, 3)),
)


@dataclass
class World:
    """The orders of all cases; what is on its way lies in lanes: one for each source and case, as on the bus."""

    said: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    lanes: dict[tuple[str, str], deque[Any]] = field(default_factory=lambda: defaultdict(deque))

    def order(self, case: str) -> WorkOrder:
        return work_order.fold(self.said[case])

    def tell(self, *commands: Any) -> None:
        """Commands as one unit; what they lead to is on its way to routing itself."""
        for command in commands:
            if type(command) not in work_order.commands:
                continue
            events = work_order.decide(command, self.order(command.case_no))
            self.said[command.case_no] += events
            self.lanes["routing", command.case_no].extend((command.case_no, event) for event in events)

    def intake(self, command: Any) -> None:
        self.lanes["intake", command.case_no].append(command)

    def hear(self, number: int, times: int) -> None:
        """The next of some lane."""
        for _ in range(times):
            full = [lane for _, lane in sorted(self.lanes.items()) if lane]
            if full:
                self._handle(full[number % len(full)].popleft())

    def settle(self) -> None:
        while any(self.lanes.values()):
            self.hear(0, 1)

    def _handle(self, one: Any) -> None:
        if not isinstance(one, tuple):
            self.tell(one)
            return
        case, event = one
        reaction = REACTIONS.get(stored_name(type(event)))
        if reaction is None:
            return
        data = plain(event, Home(case, "entry", ""), elsewhere)
        heard = Heard("entry", "routing", reaction.type, case, NOON, NOON, 1, SYSTEM)
        self.tell(*reaction.react(read_into(reaction.reader, data), heard, moment()))

    def forward(self, case: str) -> None:
        """Whoever has the order brings it to its closing."""
        for command in FORWARD:
            try:
                self.tell(mine(command, case))
            except Rejected:
                continue


def elsewhere(text: Text, path: str) -> ClosedText:
    return ClosedText(text.key or "", 1, "nonce", "cipher", "digest", Home(CASES[0], "other", path))


def mine(command: Any, case: str) -> Any:
    return replace(command, case_no=case)


def move(world: World, what: str, one: int, other: int) -> None:
    if what == "hear":
        world.hear(one, other)
        return
    case, second, now = CASES[one], CASES[other], moment()
    match what:
        case "merge" if case != second:
            world.intake(Follow(case, second, now))
        case "open":
            world.intake(Open(case, "", now))
        case "close":
            world.forward(case)
        case "separate":
            world.intake(Separate(case, world.order(case).leading or second, "wrong", now))
        case "withdraw":
            world.intake(Withdraw(case, now))
        case "decline":
            world.intake(Drop(case, "declined", now))


@given(st.lists(MOVES, max_size=40))
def test_every_follower_ends_closed_on_its_own_or_with_somebody_who_has_its_order(
    moves: Sequence[tuple[str, int, int]],
) -> None:
    world = World()
    for case in CASES:
        world.tell(mine(NOTE_UNSURE, case))
    for what, one, other in moves:
        move(world, what, one, other)
    world.settle()
    for _ in CASES:  # whoever has an order brings it to its end; those that are released are dispatched anew
        for case in CASES:
            if world.order(case).state is State.NOTED and not world.order(case).over:
                world.tell(Open(case, "", moment()))
            world.forward(case)
        world.settle()
    for case in CASES:
        order = world.order(case)
        assert order.state is not State.MERGED, (case, order.leading)
        assert order.state in (State.CLOSED, State.ARCHIVED) or order.over, (case, order.state)
        assert order.followers == ()


@given(st.lists(MOVES, max_size=40))
def test_whoever_follows_is_known_to_the_order_it_follows(moves: Sequence[tuple[str, int, int]]) -> None:
    world = World()
    for case in CASES:
        world.tell(mine(NOTE_UNSURE, case))
    for what, one, other in moves:
        move(world, what, one, other)
    world.settle()
    for case in CASES:
        order = world.order(case)
        if order.state is State.MERGED:
            leading = world.order(order.leading)
            assert case in leading.followers
            assert leading.state in (*OPEN, State.NOTED, State.MERGED)
    closed = [(case, one.round) for case in CASES for one in world.said[case] if isinstance(one, Closed)]
    assert len(closed) == len(set(closed))


def test_two_cases_merged_into_each_other_at_the_same_time_do_not_wait_for_each_other() -> None:
    world = World()
    first, second = CASES[:2]
    for case, leading in ((first, second), (second, first)):
        world.tell(mine(NOTE_UNSURE, case))
        world.intake(Open(case, "", moment()))
        world.intake(Follow(case, leading, moment()))
    world.settle()
    assert State.HELD in {world.order(first).state, world.order(second).state}
    for case in (first, second, first):
        world.forward(case)
        world.settle()
    assert {world.order(first).state, world.order(second).state} == {State.CLOSED}
