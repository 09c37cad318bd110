"""The relay's cursor: whatever the order of confirmations, nothing unconfirmed is ever passed."""

import threading

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shared.bus.relay import Cursor


class Confirmations(RuleBasedStateMachine):
    """Positions are opened in order and confirmed in any order, some of them twice."""

    def __init__(self) -> None:
        super().__init__()
        self.start = 40
        self.cursor = Cursor(self.start)
        self.opened = self.start
        self.safe: set[int] = set()

    @rule(count=st.integers(0, 8))
    def open_some(self, count: int) -> None:
        self.cursor.opened(range(self.opened + 1, self.opened + 1 + count))
        self.opened += count

    @precondition(lambda self: len(self.safe) < self.opened - self.start)
    @rule(data=st.data())
    def confirm_one(self, data: st.DataObject) -> None:
        waiting = sorted(set(range(self.start + 1, self.opened + 1)) - self.safe)
        position = data.draw(st.sampled_from(waiting))
        self.safe.add(position)
        self.cursor.confirm(position)

    @precondition(lambda self: self.safe)
    @rule(data=st.data())
    def confirm_again(self, data: st.DataObject) -> None:
        self.cursor.confirm(data.draw(st.sampled_from(sorted(self.safe))))

    @invariant()
    def the_prefix_is_all_that_is_safe_without_a_gap(self) -> None:
        expected = self.start
        while expected + 1 in self.safe:
            expected += 1
        assert self.cursor.position == expected
        assert self.cursor.pending == self.opened - expected

    @invariant()
    def nothing_is_remembered_that_is_behind(self) -> None:
        assert all(position > self.cursor.position for position in self.cursor._confirmed)


TestConfirmations = Confirmations.TestCase
TestConfirmations.settings = settings(max_examples=60, stateful_step_count=30)


def test_confirmations_from_many_threads_lose_nothing() -> None:
    cursor = Cursor(0)
    cursor.opened(range(1, 2001))

    def confirm_each_fourth(first: int) -> None:
        for position in range(first, 2001, 4):
            cursor.confirm(position)

    threads = [threading.Thread(target=confirm_each_fourth, args=(first,)) for first in (4, 3, 2, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (cursor.position, cursor.pending) == (2000, 0)
