"""What the case index remembers between groups, so that the hot path reads no row.

A group may be rolled back, and another process or database may write. So each group that changes the index stores a
new token with its rows: what was remembered counts only if its token is the one that is found stored.
"""

import secrets
import threading
from collections import OrderedDict
from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

from services.ledger.readmodels.cases.tables import case_memory
from shared.eventlog.readmodel import Rows
from shared.kernel.case_state import Facts

CASES = 4_000
TOKENS = 16
ROW = "cases"


class Known(NamedTuple):
    """The facts of a case, and when the last of its entries was recorded."""

    facts: Facts
    changed_at: datetime | None


class Memory:
    """Known cases of one database: those that are committed, and those of the group in hand."""

    def __init__(self) -> None:
        self.before, self.after = "", secrets.token_hex(8)
        self._committed: OrderedDict[str, Known] = OrderedDict()
        self._staged: dict[str, Known] = {}

    def get(self, case_no: str) -> Known | None:
        """What is known of this case in the group in hand."""
        return self._staged.get(case_no) or self._committed.get(case_no)

    def put(self, case_no: str, known: Known) -> None:
        """To be known once the group is committed."""
        self._staged[case_no] = known

    def begin(self, found: str) -> None:
        """A new group, which found this token: that of the last group if it was committed."""
        if found == self.after:
            for case_no, known in self._staged.items():
                self._committed.pop(case_no, None)
                self._committed[case_no] = known
            while len(self._committed) > CASES:
                self._committed.popitem(last=False)
        self._staged = {}
        self.before, self.after = found, secrets.token_hex(8)


class Memories:
    """The memories of all databases in this process, by the tokens under which they may be found again."""

    def __init__(self) -> None:
        self._in_hand: WeakKeyDictionary[Rows, Memory] = WeakKeyDictionary()
        self._by_token: OrderedDict[str, Memory] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, rows: Rows) -> Memory:
        """The memory for the group that these rows belong to."""
        with self._lock:
            memory = self._in_hand.get(rows)
        if memory is None:
            stored = rows.get(case_memory, ROW)
            with self._lock:
                memory = self._in_hand[rows] = self._begin(stored["token"] if stored else "")
            rows.put(case_memory, name=ROW, token=memory.after)
        return memory

    def _begin(self, found: str) -> Memory:
        memory = self._by_token.pop(found, None) or Memory()
        self._by_token.pop(memory.before, None)
        self._by_token.pop(memory.after, None)
        memory.begin(found)
        for token in filter(None, (memory.before, memory.after)):
            self._by_token[token] = memory
        while len(self._by_token) > TOKENS:
            self._by_token.popitem(last=False)
        return memory
