"""A command in one house leads to entries in another, with what is private closed all the way."""

import json

import pytest

from shared.eventlog.codec import id_of
from shared.eventlog.unit import Message, Unavailable
from shared.house.reading import DESTROYED, open_for, opened
from shared.house.speech import read_into
from shared.kernel.rejection import Rejected
from shared.kernel.text import Closed
from tests.integration.house import shop
from tests.integration.house.conftest import Build
from tests.integration.house.desk import Trouble, notes
from tests.integration.house.desk import spec as desk_spec
from tests.integration.house.shop import told
from tests.integration.house.town import WANG, Town, until

CANARY = "黄丝雀在矿井里唱歌"


def closed(data: dict[str, object]) -> Closed:
    field: Closed = read_into(Closed, data)
    return field


def test_a_command_in_one_house_leads_to_entries_in_the_other_and_back(town: Town) -> None:
    town.tell("anna", "one", "three")
    town.settle()
    assert [(fact.subject, fact.data["number"]) for fact in town.said("supervision")] == [("anna", 1), ("anna", 2)]
    assert town.rows("intake", told) == [
        {"customer": "anna", "number": 1, "length": 3},
        {"customer": "anna", "number": 2, "length": 5},
    ]
    (row,) = town.rows("supervision", notes)
    assert (row["last"], row["letters"]) == (2, 8)
    assert town.faults() == []


def test_an_entry_names_what_caused_it_and_who_acted(town: Town) -> None:
    town.tell("anna", "one")
    town.settle()
    (first,), (second,) = town.said("intake"), town.said("supervision")
    assert first.actor == WANG
    assert second.actor.account == "system:supervision"
    assert json.loads(next(iter(town.houses["supervision"].log.read())).body)["causationid"] == first.id
    assert second.correlation == first.id


def test_the_reader_of_a_text_has_it_open_and_its_twin_closed_with_the_first_home(town: Town) -> None:
    town.tell("anna", CANARY)
    town.settle()
    (first,), (second,) = town.said("intake"), town.said("supervision")
    assert second.data["length"] == len(CANARY)
    words, remark = closed(second.data["words"]), closed(second.data["remark"])
    assert (words.home.subject, words.home.id, words.home.path) == ("anna", first.id, "text")
    assert words.key == "asker/anna"
    assert (remark.home.subject, remark.home.id, remark.home.path) == ("anna", second.id, "remark")
    desk = town.houses["supervision"]
    assert desk.vault.open(words, "test") == CANARY
    assert desk.vault.open(remark, "test") == f"{CANARY}!"


def test_no_file_holds_a_word_of_what_is_private(town: Town) -> None:
    town.tell("anna", CANARY)
    town.settle()
    folder = town.houses["intake"].world.folder
    for path in folder.iterdir():
        content = path.read_bytes()
        assert CANARY.encode() not in content, path
        assert json.dumps(CANARY).encode() not in content, path
    assert b"toy.told" in (folder / "supervision.db").read_bytes() + (folder / "supervision.db-wal").read_bytes()


def test_a_text_is_compared_without_being_read(town: Town) -> None:
    town.tell("anna", "one", "one", " one ", "two", "one")
    town.settle()
    numbers = [fact.data["number"] for fact in town.said("intake")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [fact.data["length"] for fact in town.said("supervision")] in ([3, 3, 3], [3, 5, 3, 3])
    town.tell("anna", "one")
    assert len(town.said("intake")) == len(numbers)


def test_a_refused_command_writes_nothing(town: Town) -> None:
    with pytest.raises(Rejected, match=r"toy\.nothing_told"):
        town.tell("anna", "")
    assert town.said("intake") == []


def test_what_was_shredded_shows_as_destroyed_and_every_hash_holds(town: Town) -> None:
    town.tell("anna", CANARY)
    town.settle()
    town.vault.shred(["asker/anna"])
    (row,) = town.rows("supervision", notes)
    desk = town.houses["supervision"]
    assert opened(desk, row["words"], "test") == DESTROYED
    assert opened(desk, row["remark"], "test") == f"{CANARY}!"
    assert town.faults() == []


def test_what_was_shredded_before_it_was_heard_is_heard_without_words(build: Build, trouble: Trouble) -> None:
    trouble.errors["anna"] = Unavailable("wait")
    town = build(shop.SPEC, desk_spec(trouble.react))
    town.tell("anna", CANARY)
    until(lambda: trouble.calls)
    town.vault.shred(["asker/anna"])
    trouble.errors.clear()
    town.settle()
    (noted,) = town.said("supervision")
    assert (noted.type, noted.data["length"]) == ("toy.noted", 0)


def test_reading_for_a_person_s_eyes_is_recorded_once_a_day(town: Town) -> None:
    town.tell("anna", CANARY)
    town.settle()
    (row,) = town.rows("supervision", notes)
    desk = town.houses["supervision"]
    fields = {"words": row["words"], "remark": row["remark"], "phone": None}
    for _ in range(2):
        seen = open_for(desk, WANG, "anna", "page.notes", fields, once="today")
        assert seen == {"words": CANARY, "remark": f"{CANARY}!", "phone": None}
    (reading,) = town.said("supervision", "personal.opened")
    assert (reading.actor, reading.subject) == (WANG, "anna")
    assert reading.data == {"purpose": "page.notes", "fields": ["remark", "words"], "reason": None}


def test_a_state_remembered_is_the_state_read_back(town: Town) -> None:
    shop = town.houses["intake"]
    town.tell("anna", "one", "two")
    remembered = shop.executor.state(shop.spec.deciders[0], town.said("intake")[0].stream)
    shop.executor.forget()
    assert shop.executor.state(shop.spec.deciders[0], town.said("intake")[0].stream) == remembered
    assert CANARY not in repr(remembered)
    assert isinstance(remembered.text, Closed)


def test_a_message_that_cannot_be_read_is_left_out_and_the_others_are_prepared(town: Town) -> None:
    town.houses["intake"].relay.stop()  # nobody has heard of it yet
    town.tell("anna", "one")
    town.tell("bert", "two")
    said = list(town.houses["intake"].log.read())
    good = [
        Message("intake", entry.position, id_of(entry.body), entry.type, entry.subject, entry.body) for entry in said
    ]
    bodies = (b"{}", b"no JSON", good[0].body.replace(b'"text":{', b'"text":{"kee":1,"was":{').replace(b"}}", b"}}}"))
    bad = [Message("intake", 90 + n, f"bad{n}", "toy.told", f"bad{n}", body) for n, body in enumerate(bodies)]
    begun = town.houses["supervision"].ear.begin([good[0], *bad, good[1]])
    assert [one is not None for one in begun] == [True, False, False, False, True]
