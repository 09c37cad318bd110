"""A look at a service never fails: what cannot be read keeps its last known value, and that is said."""

from collections.abc import Iterable

from shared.telemetry.gauges import HEAD, OVERDUE, PENDING, READY, Reading, one
from shared.telemetry.scrape import Scrape


class Away(Exception):
    pass


class Service:
    """Parts that can be made to fail; `asked` are the names of those that were asked."""

    def __init__(self) -> None:
        self.failing: dict[str, Exception] = {}
        self.asked: list[str] = []
        self.overdue: dict[tuple[str, ...], float] = {("housing", "sign"): 2}
        parts = {"memory": self._memory, "log": self._log, "work": self._work}
        self.scrape = Scrape("shop", parts, lambda error: isinstance(error, Away))

    def text(self) -> str:
        self.asked.clear()
        return self.scrape.text().decode()

    def _enter(self, name: str) -> None:
        self.asked.append(name)
        if name in self.failing:
            raise self.failing[name]

    def _memory(self) -> Iterable[Reading]:
        self._enter("memory")
        yield one(READY, True)

    def _log(self) -> Iterable[Reading]:
        self._enter("log")
        yield one(HEAD, 7)
        yield one(PENDING, 1)

    def _work(self) -> Iterable[Reading]:
        self._enter("work")
        yield Reading(OVERDUE, self.overdue)


def test_everything_is_read_and_said_to_be_read() -> None:
    text = Service().text()
    assert 'huying_eventlog_head_position{service="shop"} 7.0' in text
    assert 'huying_duties_overdue{duty="sign",service="shop",unit="housing"} 2.0' in text
    assert 'huying_scrape_part_success{part="work",service="shop"} 1.0' in text


def test_what_is_gone_is_not_shown_any_more() -> None:
    service = Service()
    service.text()
    service.overdue = {("finance", "answer"): 1}
    text = service.text()
    assert 'unit="finance"' in text
    assert 'unit="housing"' not in text


def test_a_part_at_fault_keeps_its_last_values_and_hinders_no_other() -> None:
    service = Service()
    service.text()
    service.failing["log"] = ValueError("a fault of ours")
    text = service.text()
    assert service.asked == ["memory", "log", "work"]
    assert 'huying_eventlog_head_position{service="shop"} 7.0' in text
    assert 'huying_scrape_part_success{part="log",service="shop"} 0.0' in text
    assert 'huying_scrape_part_success{part="work",service="shop"} 1.0' in text


def test_with_the_database_away_it_is_asked_once_and_the_answer_says_what_is_known() -> None:
    service = Service()
    service.text()
    service.failing["log"] = Away("the database does not answer")
    text = service.text()
    assert service.asked == ["memory", "log"]
    assert 'huying_ready{service="shop"} 1.0' in text
    assert 'huying_duties_overdue{duty="sign",service="shop",unit="housing"} 2.0' in text
    assert 'huying_scrape_part_success{part="work",service="shop"} 0.0' in text


def test_away_from_the_beginning_it_still_answers() -> None:
    service = Service()
    service.failing["memory"] = Away()
    assert "huying_scrape_part_success" in service.text()
