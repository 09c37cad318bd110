from datetime import timedelta

import pytest

from services.intake.domain.appeal.attachment import MOST, Attachment
from services.intake.domain.appeal.commands import LapseDuties, Supplement
from services.intake.domain.appeal.decide import appeal
from services.intake.domain.appeal.desk_commands import Correct, MarkUrgency
from services.intake.domain.appeal.desk_events import Corrected, UrgencyMarked
from services.intake.domain.appeal.events import Lapsed, Received, Supplemented
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.intake.domain.said import ACCEPTED, CASE, STREAM, receive, received
from tests.unit.small_rules import NOON, at

given = scenario(appeal)
WHY = Text("停水")
KEPT = WHY.under(f"case/{CASE}")
PHOTO = Attachment(Text("照片.jpg"), "a" * 64, "image/jpeg", 3)


def urgency(urgent: bool, hours: float = 0) -> MarkUrgency:
    return MarkUrgency(STREAM, CASE, at(hours), urgent, WHY)


def test_an_urgent_appeal_must_be_accepted_sooner() -> None:
    outcome = given(received()).when(urgency(True)).then_types(UrgencyMarked)
    (duty,) = outcome.state.duties
    assert (duty.limit, duty.due_at) == ("accept_urgent", NOON + timedelta(hours=1))
    given(*[received()], *outcome.events).when(LapseDuties(STREAM, at(2))).then(Lapsed("accept", "desk", duty.due_at))


def test_a_due_time_never_moves_away() -> None:
    given(received()).when(urgency(True, 23.5)).then(UrgencyMarked(True, KEPT, ()))
    given(received(urgent=True)).when(urgency(False)).then(UrgencyMarked(False, KEPT, ()))


def test_marking_again_says_nothing_new() -> None:
    given(received(urgent=True)).when(urgency(True)).then()
    given(received(), ACCEPTED).when(urgency(True)).then(UrgencyMarked(True, KEPT, ()))


def correct(field: str, value: str) -> Correct:
    return Correct(STREAM, CASE, at(), field, Text(value), WHY)


@pytest.mark.parametrize("field", ["name", "phone", "enterprise"])
def test_what_is_private_is_corrected_under_the_askers_key(field: str) -> None:
    new = Text("新的", compare=field == "phone").under("asker/a")
    corrected = Corrected(field, new, "", None, KEPT)
    given(received()).when(correct(field, "新的")).then(corrected)


def test_a_corrected_phone_is_kept_in_the_form_in_which_numbers_are_compared() -> None:
    new = Text("13912345678", compare=True).under("asker/a")
    given(received()).when(correct("phone", "+86 139-1234 5678")).then(Corrected("phone", new, "", None, KEPT))


@pytest.mark.parametrize(("code", "valid"), [("91110000600037341L", True), ("91110000600037341A", False)])
def test_a_corrected_credit_code_is_checked(code: str, valid: bool) -> None:
    given(received()).when(correct("credit_code", code)).then(
        Corrected("credit_code", Text(code).under("asker/a"), "", valid, KEPT)
    )


def test_kind_and_place_are_corrected_in_the_clear_and_the_kind_holds() -> None:
    outcome = given(received()).when(correct("kind", "投诉")).then(Corrected("kind", None, "投诉", None, KEPT))
    assert outcome.state.kind == "投诉"
    given(received()).when(correct("place", "150702")).then(Corrected("place", None, "150702", None, KEPT))


def test_only_what_can_be_corrected_is() -> None:
    given(received()).when(correct("kind", "吐槽")).rejected("appeal.unknown_kind")
    given(received()).when(correct("text", "别的")).rejected("appeal.unknown_field")


def test_the_names_of_files_are_closed_under_the_askers_key() -> None:
    (event,) = appeal.decide(receive(attachments=(PHOTO,), confidential=True), appeal.initial)
    assert isinstance(event, Received)
    assert event.confidential
    assert event.attachments == (Attachment(Text("照片.jpg").under("asker/a"), "a" * 64, "image/jpeg", 3),)


def supplement(ref: str, files: int = 1) -> Supplement:
    return Supplement(STREAM, at(), Text("见照片", same="words"), ref, (PHOTO,) * files)


def test_files_come_with_the_same_words_again_unless_it_is_the_same_message() -> None:
    said = given(received()).when(supplement("r1")).then_types(Supplemented).events
    given(received(), *said).when(supplement("r1")).then()
    given(received(), *said).when(supplement("r2")).then_types(Supplemented)


def test_only_so_many_files_come_at_a_time() -> None:
    given(received()).when(supplement("r1", MOST + 1)).rejected("appeal.too_many_files")
    given().when(receive(attachments=(PHOTO,) * (MOST + 1))).rejected("appeal.too_many_files")


def test_an_operators_entry_comes_by_the_operators_channel() -> None:
    (event,) = appeal.decide(receive(source="visit"), appeal.initial)
    assert isinstance(event, Received)
    assert event.channel == "visit"
    assert [duty.duty for duty in event.duties] == ["accept"]
