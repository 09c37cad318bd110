"""A meeting about a common need: its words are under the key of the need's own, and about a case under the case's."""

from dataclasses import replace
from functools import reduce

import pytest

from services.routing.domain.meeting import meeting
from services.routing.domain.meeting.commands import Command
from services.routing.domain.meeting.events import Event
from shared.kernel.text import Text, case_key
from shared.vault.grants import CASE as KIND
from shared.vault.grants import kind_of
from tests.unit.routing.matters import CANCEL, CONVENE, DECISION_DONE, RECORD
from tests.unit.routing.orders import CASE


@pytest.mark.parametrize(("subject", "key"), [("common_need/n1", case_key("n1")), (CASE, case_key(CASE))])
@pytest.mark.parametrize("deeds", [(CONVENE, RECORD, DECISION_DONE), (CONVENE, CANCEL)], ids=["held", "cancelled"])
def test_its_words_are_under_a_key_that_the_vault_knows(subject: str, key: str, deeds: tuple[Command, ...]) -> None:
    state = meeting.initial
    said: list[Event] = []
    for deed in deeds:
        events = meeting.decide(replace(deed, case_no=subject), state)
        state, said = reduce(meeting.evolve, events, state), [*said, *events]
    texts = [value for event in said for name in event.__slots__ if isinstance(value := getattr(event, name), Text)]
    decided = [one.text for event in said for one in getattr(event, "decisions", ())]
    assert len(texts) == len(deeds)
    assert {text.key for text in (*texts, *decided)} == {key}
    assert kind_of(key) == KIND
