"""What is on record at the end of a history, as facts."""

from collections.abc import Sequence

from shared.eventlog.fact import Fact
from tests.simulation.town import Town


class Record:
    """`said`: by service, in the order of its log; `streams`: by service and stream."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.said: dict[str, Sequence[Fact]] = {}
        self.streams: dict[tuple[str, str], list[Fact]] = {}
        fact_of = town.ground.sealing.fact
        for name, node in town.nodes.items():
            self.said[name] = [fact_of(entry.body) for entry in node.log.entries]
            for fact in self.said[name]:
                self.streams.setdefault((name, fact.stream), []).append(fact)
        self.cases = {number: case for case in town.cases if (number := town.case_no(case))}

    def about(self, service: str, *types: str) -> list[Fact]:
        """What a service said of these types."""
        return [fact for fact in self.said[service] if fact.type in types]
