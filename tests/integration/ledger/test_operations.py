"""What `huying case` asks of the ledger, with closed fields opened only for a name and a reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.cli.installation import Installation
from services.cli.operations import cases
from services.cli.operations.cases import diff_case, list_cases, show_case
from services.identity.main import SPEC as IDENTITY
from services.supervision.main import SPEC as SUPERVISION
from shared.eventlog.fact import Fact, fact_of
from shared.eventlog.unit import Message
from shared.house.house import House
from shared.house.speech import closed_data
from shared.kernel.text import Home, Text, asker_key
from tests.integration.ledger.office import ACCEPTED, DISPATCHED, HOUR, NOON, OPENED, Office

WORDS = "车间暖气不热，请尽快处理"


class Town:
    """The houses that `case` needs, and one case with a closed field."""

    def __init__(self, folder: Path, *, demo: bool) -> None:
        self.office = Office(folder, demo=demo)
        self.supervision = House(SUPERVISION, self.office.world)
        self.identity = House(IDENTITY, self.office.world)
        self.supervision.relay.start()
        houses = {"ledger": self.office.house, "supervision": self.supervision, "identity": self.identity}
        self.embedded = Installation(folder, houses, {}, lambda: True, self.office.wire.close)
        self.no = self.office.case(1, ACCEPTED, OPENED, DISPATCHED)
        self.office.hear(self.office.books["intake"].say(self.no, "appeal.supplemented", self._supplement()))

    def _supplement(self) -> dict[str, Any]:
        vault = self.office.vault.under("intake")
        vault.keys([asker_key("a1")])
        closed = vault.close(Text(WORDS).under(asker_key("a1")), Home(self.no, "e-1", "text"))
        return {"number": 1, "text": closed_data(closed)}

    def readings(self) -> list[Fact]:
        facts = [fact_of(entry.body) for entry in self.supervision.log.read()]
        return [fact for fact in facts if fact.type == "personal.opened"]

    def stop(self) -> None:
        self.supervision.relay.stop()
        for house in (self.supervision, self.identity):
            house.log.stop()
            house.engine.dispose()
        self.office.stop()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path, demo=False)
    yield made
    made.stop()


def test_a_list_goes_on_by_its_cursor_to_the_end(there: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "PAGE", 2)
    numbers = {there.no, *(there.office.case(count) for count in range(2, 6))}
    first = list_cases(there.embedded)
    seen, cursor = [row["case_no"] for row in first["cases"]], first["next"]
    while cursor:
        page = list_cases(there.embedded, cursor=cursor)
        seen, cursor = [*seen, *(row["case_no"] for row in page["cases"])], page["next"]
    assert len(seen) == 5
    assert set(seen) == numbers
    assert {"case_no", "state", "unit"} <= first["cases"][0].keys()


def test_a_list_asks_for_state_and_unit(there: Town) -> None:
    there.office.case(2)
    assert [row["unit"] for row in list_cases(there.embedded, state="handling")["cases"]] == ["housing"]
    assert [row["state"] for row in list_cases(there.embedded, unit="housing")["cases"]] == ["handling"]
    assert list_cases(there.embedded, unit="tax") == {"cases": [], "next": None}


def test_without_a_name_and_a_reason_closed_fields_stay_closed_and_nothing_is_recorded(there: Town) -> None:
    given: tuple[dict[str, str], ...] = ({"account": "shenji"}, {"reason": "核查"})
    for each in given:
        assert show_case(there.embedded, no=there.no, **each)["timeline"][-1]["changed"]["text"] == "‹closed›"
    shown = show_case(there.embedded, no=there.no)
    assert shown["timeline"][-1]["changed"] == {"number": 1, "text": "‹closed›"}
    assert there.readings() == []
    assert (shown["case_no"], shown["state"], shown["unit"], shown["round"]) == (there.no, "handling", "housing", 1)
    assert [step["service"] for step in shown["timeline"]] == ["intake", "intake", "routing", "routing", "intake"]


def test_with_both_they_are_opened_after_each_reading_was_recorded(there: Town) -> None:
    for _ in range(2):
        shown = show_case(there.embedded, no=there.no, account="shenji", reason="核查")
        assert shown["timeline"][-1]["changed"]["text"] == WORDS
    first, second = there.readings()
    assert (first.actor.account, first.subject, first.data["purpose"]) == ("shenji", there.no, "cli.show")
    assert "核查" not in str(first.data)
    assert first.stream != second.stream


def test_destroyed_keys_read_as_destroyed(there: Town) -> None:
    there.office.vault.under("intake").shred([asker_key("a1")])
    there.supervision.vault.drop(asker_key("a1"))
    shown = show_case(there.embedded, no=there.no, account="shenji", reason="核查")
    assert shown["timeline"][-1]["changed"]["text"] == "‹已依法删除›"


def test_as_of_a_time_it_is_what_was_recorded_by_then(there: Town) -> None:
    then = show_case(there.embedded, no=there.no, as_of=(NOON + 1.5 * HOUR).isoformat())
    assert (then["state"], then["unit"], len(then["timeline"])) == ("accepted", None, 2)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"no": "20261124-7K3QX0M2VBP"}, "there is no case"),
        ({"no": "complaint/m"}, "there is no case"),
        ({"as_of": "2020-01-01T00:00:00Z"}, "did not have"),
        ({"as_of": "yesterday"}, "is no time"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(there: Town, asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        show_case(there.embedded, **{"no": there.no, **asked})


def test_it_says_who_answers_for_it_and_what_is_different_between_two_times(there: Town) -> None:
    shown = show_case(there.embedded, no=there.no)
    assert (shown["responsible"]["unit"], shown["duties"], shown["rules"]) == ("housing", [], [])
    told = diff_case(there.embedded, no=there.no, since=(NOON + HOUR).isoformat(), until=(NOON + 3 * HOUR).isoformat())
    assert told["changed"]["state"] == {"from": "accepted", "to": "handling"}
    assert [step["type"] for step in told["entries"]] == ["work_order.opened", "work_order.dispatched"]
    until_now = diff_case(there.embedded, no=there.no, since=(NOON + 3 * HOUR).isoformat())
    assert [step["changed"]["text"] for step in until_now["entries"]] == ["‹closed›"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"no": "20261124-7K3QX0M2VBP"}, "there is no case"),
        ({"since": "2020-01-01", "until": "2020-01-02"}, "did not have"),
        ({"since": "2026-11-24T20:00", "until": "2026-11-24T12:00"}, "earlier time first"),
        ({"since": "yesterday"}, "is no time"),
        ({"since": "0001-01-01T00:00"}, "is no time"),
        ({"since": ""}, "say from which time"),
    ],
)
def test_two_times_that_cannot_be_compared_are_refused(there: Town, asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        diff_case(there.embedded, **{"no": there.no, "since": "2026-11-24T13:00", **asked})


def test_in_the_demo_the_auditor_reads_by_default(tmp_path: Path, rules: list[Message]) -> None:
    made = Town(tmp_path, demo=True)
    for message in rules:
        made.identity.handle(message)
    made.identity.rulebook.load()
    shown = show_case(made.embedded, no=made.no)
    assert shown["timeline"][-1]["changed"]["text"] == WORDS
    assert [reading.actor.account for reading in made.readings()] == ["auditor"]
    made.stop()
