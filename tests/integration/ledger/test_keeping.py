"""Keeping what services say: in sequence, chained, once; what is missing or different is an alarm."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.ledger.readmodels.cases import apply
from services.ledger.readmodels.cases.query import one
from shared.bus import inbox
from shared.bus.batch import EARLY
from shared.eventlog.unit import AlreadyHeard, Message
from shared.kernel.actor import Actor
from shared.kernel.case_state import Facts, note
from tests.integration.ledger.office import Book, Office

CASE = "20261124-7K3QX0M2VBP"
OTHER = "20261124-7K3QX0M2VBQ"


def said(office: Office, count: int, service: str = "intake", subject: str = CASE) -> list[Message]:
    book: Book = office.books[service]
    return [book.say(subject, "appeal.supplemented", {"number": number}) for number in range(count)]


def test_entries_are_kept_byte_for_byte_in_their_sequence(office: Office) -> None:
    office.hear(*said(office, 3))
    assert office.kept("intake") == [1, 2, 3]
    assert office.alarms() == []


def test_the_same_entry_again_is_heard_already_and_no_alarm(office: Office) -> None:
    messages = said(office, 2)
    office.hear(*messages)
    for message in messages:
        with pytest.raises(AlreadyHeard):
            office.hear(message)
    assert office.kept("intake") == [1, 2]
    assert office.alarms() == []


def test_each_source_has_a_sequence_of_its_own(office: Office) -> None:
    first, second = said(office, 2, "intake"), said(office, 2, "routing")
    office.hear(second[0], first[0], first[1], second[1])
    assert (office.kept("intake"), office.kept("routing")) == ([1, 2], [1, 2])
    assert office.alarms() == []


def test_other_bytes_at_a_kept_position_are_a_fork_and_are_not_kept(office: Office) -> None:
    one, two = said(office, 2)
    office.hear(one, two)
    forged = Book("intake", office.clock).say(CASE, "appeal.supplemented", {"number": 99})
    for _ in range(2):
        with pytest.raises(AlreadyHeard):
            office.hear(forged)
    [alarm] = office.alarms()
    assert (alarm.data["code"], alarm.data["source"], alarm.data["position"]) == ("fork", "intake", 1)
    with office.house.log.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM inbox ORDER BY position").scalars().all()
    assert bodies == [one.body, two.body]


def test_an_entry_that_names_another_hash_before_it_is_a_fork_and_is_kept_as_evidence(office: Office) -> None:
    one, two = said(office, 2)
    forger = Book("intake", office.clock)
    forger.carry([one, one])
    office.hear(one, two, forger.say(CASE, "appeal.supplemented", {"number": 99}))
    [alarm] = office.alarms()
    assert (alarm.data["code"], alarm.data["position"]) == ("fork", 3)
    assert alarm.data["expected"] != alarm.data["found"]
    assert office.kept("intake") == [1, 2, 3]


def test_a_gap_raises_one_alarm_and_waits_until_the_missing_entries_are_sent_again(office: Office) -> None:
    messages = said(office, 8)
    office.run()
    office.publish([*messages[:2], *messages[5:]])
    office.settle(2)
    office.publish(said(office, 1, "routing"))
    office.settle(3)
    assert office.kept("intake") == [1, 2]
    office.publish(messages[2:])  # huying relay resend intake --from 2
    office.settle(3 + 3 + 6)
    assert office.kept("intake") == list(range(1, 9))
    [alarm] = office.alarms()
    assert (alarm.data["code"], alarm.data["position"], alarm.data["found"]) == ("gap", 3, "6")
    assert sorted(office.done).count(("intake", 8)) == 2


def test_more_than_a_few_early_entries_are_let_go_unconfirmed_and_come_again(office: Office) -> None:
    messages = said(office, EARLY + 40)
    office.run()
    office.publish(messages[1:])
    office.publish(messages[:1])
    office.publish(messages[1:])
    office.wait(lambda: len(office.kept("intake")) == len(messages))
    assert office.kept("intake") == list(range(1, len(messages) + 1))
    assert {alarm.data["code"] for alarm in office.alarms()} == {"gap"}


def test_after_a_restart_the_end_of_each_copy_is_known(office: Office) -> None:
    messages = said(office, 3)
    office.hear(*messages[:2])
    office.stop()
    again = Office(office.folder)
    with pytest.raises(AlreadyHeard):
        again.hear(messages[1])
    again.hear(messages[2])
    assert again.kept("intake") == [1, 2, 3]
    assert again.alarms() == []
    again.stop()


def spoiled(message: Message) -> Message:
    """A fact that breaks its reader, in an entry that is otherwise in order."""
    return replace(message, body=message.body.replace(b'"actor":', b'"octar":'))


def test_a_poisonous_entry_is_parked_while_others_are_kept_and_its_case_queues_behind_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 0.2)
    book = office.books["intake"]
    said(office, 2, subject=OTHER)
    poison = spoiled(book.say(CASE, "appeal.received", {}))
    book.carry([*book.messages[:2], poison])
    office.publish(book.messages)
    said(office, 2, subject=OTHER)
    office.publish(book.messages[3:])
    office.run()
    office.settle(5)
    behind = book.say(CASE, "appeal.accepted", {})
    after = said(office, 1, subject=OTHER)
    office.publish([behind, *after])
    office.settle(7)
    assert [(one.position, one.code) for one in office.house.lot.waiting()] == [(3, "KeyError"), (6, "behind")]
    assert office.kept("intake") == [1, 2, 3, 4, 5, 6, 7]
    assert office.alarms() == []


def test_a_message_that_is_no_entry_at_all_is_parked_and_the_next_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 0.1)
    book = office.books["intake"]
    said(office, 1, subject=OTHER)
    noise = Message("intake", 2, "no-id", "appeal.received", CASE, b"\xff\xfe not JSON")
    book.carry([*book.messages, noise])
    said(office, 1, subject=OTHER)
    office.publish(book.messages)
    office.run()
    office.settle(3)
    assert [one.position for one in office.house.lot.waiting()] == [2]
    assert office.kept("intake") == [1, 2, 3]
    assert office.alarms() == []


def test_parked_entries_replayed_after_the_mend_leave_the_case_as_if_nothing_had_happened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PATIENCE", 0.1)
    broken = True

    def failing(known: Facts, service: str, type_: str, data: Mapping[str, Any], at: datetime) -> Facts:
        if broken and type_ == "work_order.returned":
            raise LookupError("not mended yet")
        return note(known, service, type_, data, at)

    monkeypatch.setattr(apply, "note", failing)
    receipt = {"source": "12345", "source_no": "1", "channel": "12345", "urgent": False}
    book = office.books["routing"]
    office.hear(office.books["intake"].say(CASE, "appeal.received", receipt))
    unit = {"round": 1, "unit": "housing"}
    types = ("opened", "dispatched", "signed", "returned", "return_settled", "contacted")
    for type_ in types:
        office.clock.at += office.clock.at.resolution
        book.say(CASE, f"work_order.{type_}", {**unit, "accepted": False, "reached": True})
    office.publish(book.messages)
    office.run()
    office.settle(len(types))
    assert office.house.lot.waiting() != []
    broken = False
    office.house.lot.replay(CASE, office.house.handle, Actor("ops"))
    with office.house.log.reading() as connection:
        case = one(connection, CASE)
    assert case is not None
    assert (case.state, case.waits_for, case.unit) == ("handling", None, "housing")
    assert office.house.lot.waiting() == []
    assert office.kept("routing") == list(range(1, len(types) + 1))
