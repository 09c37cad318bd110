"""What routing does about what it hears: a reader takes the fields it needs from the data of an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.routing.domain.common_need.commands import Lose
from services.routing.domain.transfer.commands import EndTransfer
from services.routing.domain.work_order import work_order
from services.routing.domain.work_order.appeal import File
from services.routing.domain.work_order.asking_commands import Cancel, Reopen, Urge
from services.routing.domain.work_order.commands import (
    Archive,
    NoteAppeal,
    Open,
    Supplement,
    Withdraw,
)
from services.routing.domain.work_order.correcting_commands import CorrectAsker
from services.routing.domain.work_order.merging_commands import (
    AddFollower,
    CloseFollower,
    Drop,
    DropFollower,
    Follow,
    LeadingAnswer,
    PassUrge,
    Release,
    Separate,
)
from services.routing.domain.work_order.pooling_commands import CloseMember
from services.routing.domain.work_order.time_commands import MarkUrgent
from services.routing.reactions import intake, other_cases, supervision
from shared.house.speech import closed_data, read_into
from shared.kernel.reaction import Heard
from shared.rules.catalogue import Catalogue, CatalogueItem, Keyword
from tests.unit.routing.orders import CASE, NOON, RULES, SYSTEM, hour, moment, sealed

CATALOGUE = Catalogue({"heat": CatalogueItem("heat", "供热", (), "housing", keywords=(Keyword("暖气", 8),))}, "one")
MOMENT = moment()
RECEIVED: dict[str, Any] = {
    "channel": "12345",
    "source": "12345",
    "source_no": "2026-1",
    "kind": "投诉",
    "title": {"value": "暖气不热"},
    "title_closed": closed_data(sealed("title")),
    "text": {"value": "室温只有十度"},
    "text_closed": closed_data(sealed("text")),
    "asker": "a1",
    "anonymous": False,
    "name": closed_data(sealed("name")),
    "phone": None,
    "enterprise": None,
    "source_due_at": "2026-11-25T04:00:00.000000Z",
    "callback_by": "source",
    "urgent": True,
    "something_new": 1,
}


def subject_of(type_: str) -> str:
    return "common_need/5" if type_.startswith("common_need.") else CASE


def react(service: Any, type_: str, data: Mapping[str, Any], when: Any = MOMENT) -> Sequence[Any]:
    """The commands for an entry of this type, read as the house reads it."""
    heard = Heard("entry-1", service.REACTIONS[0].source, type_, subject_of(type_), NOON, NOON, 1, SYSTEM)
    (reaction,) = [one for one in service.REACTIONS if one.type == type_]
    commands: Sequence[Any] = reaction.react(read_into(reaction.reader, data), heard, when)
    return commands


def test_a_received_appeal_is_noted_with_closed_fields_and_suggestions() -> None:
    (note,) = react(intake, "appeal.received", RECEIVED, moment(rules=replace(RULES, catalogue=CATALOGUE)))
    assert isinstance(note, NoteAppeal)
    assert (note.case_no, note.appeal.title, note.appeal.text) == (CASE, sealed("title"), sealed("text"))
    assert (note.appeal.name, note.appeal.phone) == (sealed("name"), None)
    assert (note.appeal.source_due_at, note.appeal.callback_by, note.appeal.urgent) == (hour(24), "source", True)
    assert [(one.catalogue, one.unit, one.rules) for one in note.suggestions] == [("heat", "housing", ("kw:heat:1",))]


def test_no_word_of_the_appeal_is_in_the_command_or_what_it_leads_to() -> None:
    (note,) = react(intake, "appeal.received", RECEIVED)
    events = work_order.decide(note, work_order.initial)
    assert "暖气" not in repr((note.appeal, note.suggestions, events))
    assert "室温" not in repr((note.appeal, note.suggestions, events))


def test_words_of_a_shredded_asker_suggest_nothing() -> None:
    (note,) = react(intake, "appeal.received", RECEIVED | {"title": {"value": ""}, "text": {"value": ""}})
    assert note.suggestions == ()


@pytest.mark.parametrize(
    ("type_", "data", "command"),
    [
        ("appeal.accepted", {"kind": "咨询", "how": "rule"}, Open(CASE, "咨询", MOMENT)),
        (
            "appeal.supplemented",
            {"number": 2, "source_ref": "r", "text": closed_data(sealed("text"))},
            Supplement(CASE, 2, sealed("text"), MOMENT),
        ),
        ("appeal.withdrawn", {"reason": None}, Withdraw(CASE, MOMENT)),
        (
            "appeal.urged",
            {"ask": "k", "source_ref": "r", "text": closed_data(sealed("text")), "due_at": "2026-11-25T04:00:00Z"},
            Urge(CASE, "k", sealed("text"), MOMENT),
        ),
        ("appeal.urged", {"ask": "k", "text": None}, Urge(CASE, "k", None, MOMENT)),
        ("appeal.redo_asked", {"ask": "k", "reason": None}, Reopen(CASE, "k", "redo", 0, None, MOMENT)),
        (
            "appeal.redo_asked",
            {"ask": "k", "reason": closed_data(sealed("reason"))},
            Reopen(CASE, "k", "redo", 0, sealed("reason"), MOMENT),
        ),
        ("appeal.cancel_asked", {"ask": "k", "reason": None}, Cancel(CASE, "k", None, MOMENT)),
        ("appeal.merged", {"leading": "L", "reason": None}, Follow(CASE, "L", MOMENT)),
        ("appeal.merged", {"leading": "L", "reason": None, "link": "f/l"}, Follow(CASE, "L", MOMENT, "f/l")),
        (
            "appeal.urgency_marked",
            {"urgent": True, "reason": closed_data(sealed("reason")), "duties": []},
            MarkUrgent(CASE, True, sealed("reason"), False, MOMENT),
        ),
        (
            "appeal.corrected",
            {"field": "phone", "value": closed_data(sealed("value")), "clear": "", "valid": None},
            CorrectAsker(CASE, "phone", sealed("value"), "", MOMENT),
        ),
        (
            "appeal.corrected",
            {"field": "kind", "value": None, "clear": "咨询", "valid": None},
            CorrectAsker(CASE, "kind", None, "咨询", MOMENT),
        ),
        ("appeal.separated", {"leading": "L", "reason": None, "why": "wrong"}, Separate(CASE, "L", "wrong", MOMENT)),
        ("appeal.declined", {"reason": "in_court", "advice": None}, Drop(CASE, "declined", MOMENT)),
        ("appeal.answered_at_once", {"article": "", "version": 0}, Drop(CASE, "answered_at_once", MOMENT)),
    ],
)
def test_what_intake_says_becomes_a_command(type_: str, data: Mapping[str, Any], command: object) -> None:
    assert react(intake, type_, data) == [command]


@pytest.mark.parametrize(
    ("type_", "data", "command"),
    [
        (
            "callback.settled",
            {"round": 2, "end": "satisfied", "asked_to_reopen": False},
            Archive(CASE, 2, "satisfied", MOMENT),
        ),
        (
            "callback.reopen_asked",
            {"round": 1, "ask": "k", "due_at": "2026-11-25T04:00:00Z"},
            Reopen(CASE, "k", "dissatisfied", 1, None, MOMENT),
        ),
    ],
)
def test_what_supervision_says_becomes_a_command(type_: str, data: Mapping[str, Any], command: object) -> None:
    assert react(supervision, type_, data) == [command]


ANSWER = {"unit": "housing", "catalogue": "heat", "level": "general", "resolved": True}


@pytest.mark.parametrize(
    ("type_", "data", "commands"),
    [
        ("work_order.merged", {"leading": "L"}, [AddFollower("L", CASE, MOMENT), EndTransfer(CASE, MOMENT)]),
        ("work_order.archived", {"end": "withdrawn"}, [EndTransfer(CASE, MOMENT)]),
        (
            "work_order.archived",
            {"end": "cancelled", "common_need": "5"},
            [EndTransfer(CASE, MOMENT), Lose("5", CASE, "cancelled", MOMENT)],
        ),
        ("work_order.archived", {"end": "satisfied", "common_need": "5"}, []),
        (
            "common_need.closed",
            {"members": ["F", "G"], **ANSWER, "public": closed_data(sealed("public"))},
            [
                CloseMember(one, "5", LeadingAnswer("housing", "heat", "general", True, sealed("public")), MOMENT)
                for one in ("F", "G")
            ],
        ),
        ("work_order.released", {"leading": "L", "why": "withdrawn"}, [DropFollower("L", CASE, MOMENT)]),
        ("work_order.follower_added", {"follower": "F", **ANSWER, "public": None}, []),
        (
            "work_order.follower_added",
            {"follower": "F", **ANSWER, "public": closed_data(sealed("public"))},
            [CloseFollower("F", CASE, LeadingAnswer("housing", "heat", "general", True, sealed("public")), MOMENT)],
        ),
        (
            "work_order.closed",
            {"followers": ["F", "G"], **ANSWER, "public": closed_data(sealed("public"))},
            [
                CloseFollower(one, CASE, LeadingAnswer("housing", "heat", "general", True, sealed("public")), MOMENT)
                for one in ("F", "G")
            ],
        ),
        (
            "work_order.closed",
            {"unit": "housing", "resolved": True, "public": closed_data(sealed("public"))},
            [],
        ),
        (
            "work_order.followers_released",
            {"why": "withdrawn", "followers": ["F"]},
            [Release("F", CASE, "withdrawn", MOMENT)],
        ),
    ],
)
def test_what_routing_says_of_one_case_becomes_commands_for_others(
    type_: str, data: Mapping[str, Any], commands: list[object]
) -> None:
    assert react(other_cases, type_, data) == commands


def test_each_type_is_reacted_to_once_and_comes_from_the_service_the_file_is_named_after() -> None:
    for service, name in ((intake, "intake"), (supervision, "supervision"), (other_cases, "routing")):
        assert {reaction.source for reaction in service.REACTIONS} == {name}
        types = [reaction.type for reaction in service.REACTIONS]
        assert len(types) == len(set(types))


@pytest.mark.parametrize("type_", ["appeal.urged", "appeal.cancel_asked"])
def test_what_intakes_own_desk_answered_is_answered_by_nobody_else(type_: str) -> None:
    assert react(intake, type_, {"ask": "k", "at_desk": True}) == []


def test_an_urge_is_passed_to_the_leading_case() -> None:
    data = {"round": 1, "ask": "k", "leading": "L", "text": None}
    assert react(other_cases, "work_order.urge_passed", data) == [PassUrge("L", CASE, "k", MOMENT)]


def test_the_files_and_the_wish_to_be_kept_confidential_are_noted() -> None:
    file = {"name": closed_data(sealed("attachments.0.name")), "hash": "ab", "media_type": "image/png", "size": 9}
    (note,) = react(intake, "appeal.received", RECEIVED | {"confidential": True, "attachments": [file]})
    assert note.appeal.confidential
    assert note.appeal.attachments == (File(sealed("attachments.0.name"), "ab", "image/png", 9),)
    (added,) = react(
        intake, "appeal.supplemented", {"number": 1, "text": RECEIVED["text_closed"], "attachments": [file]}
    )
    assert added.attachments == note.appeal.attachments
