"""The real keeper of the ledger, over a log in memory; and the ledger's index of cases, folded from what it handled."""

from services.ledger.keeping import Keeper, Kept
from shared.eventlog.entry import FIRST
from shared.eventlog.fact import Fact
from shared.kernel.case_state import CaseState, Facts, note, state_of
from shared.testing.simulation.log import MemoryLog
from shared.testing.simulation.node import Node, as_house
from shared.testing.simulation.sealing import Sealing


class MemoryKeeper(Keeper):
    """Finds what was kept in the inbox of the log instead of its table."""

    def __init__(self, node: Node) -> None:
        super().__init__(as_house(node))
        self._memory = node.log

    def _stored(self, source: str) -> Kept:
        positions = [position for service, position in self._memory.inbox if service == source]
        if not positions:
            return Kept(0, FIRST)
        return Kept(max(positions), self._hash(source, max(positions)))

    def _kept(self, source: str, position: int) -> str | None:
        return self._hash(source, position) if (source, position) in self._memory.inbox else None

    def _hash(self, source: str, position: int) -> str:
        return self._memory.digest(source, position).hex()


class Index:
    """The state of every case, as the ledger tells it: what comes late makes its case be folded anew."""

    def __init__(self, log: MemoryLog, sealing: Sealing) -> None:
        self._log, self._sealing, self._seen = log, sealing, 0
        self._facts: dict[str, Facts] = {}
        self._told: dict[str, list[Fact]] = {}

    def state(self, case_no: str) -> CaseState:
        """Where the case stands now."""
        self._read_on()
        return state_of(self._facts.get(case_no, Facts()))

    def told(self, case_no: str) -> list[Fact]:
        """The entries of a case that the ledger has handled, those of each service in their order."""
        self._read_on()
        return sorted(self._told.get(case_no, ()), key=lambda fact: (fact.service, fact.position))

    def noted(self, facts: Facts, fact: Fact) -> Facts:
        """With one more entry."""
        return note(facts, fact.service, fact.type, fact.data, fact.time)

    def _read_on(self) -> None:
        for deed in self._log.deeds[self._seen :]:
            kept = self._log.inbox[deed.source, deed.position]
            fact = self._sealing.fact(kept.message.body)
            self._told.setdefault(fact.subject, []).append(fact)
            if not kept.hearing.handles:
                self._facts[fact.subject] = self._folded(fact.subject)
            else:
                self._facts[fact.subject] = self.noted(self._facts.get(fact.subject, Facts()), fact)
        self._seen = len(self._log.deeds)

    def _folded(self, case_no: str) -> Facts:
        facts = Facts()
        for fact in sorted(self._told[case_no], key=lambda fact: (fact.recorded_at, fact.service, fact.position)):
            facts = self.noted(facts, fact)
        return facts
