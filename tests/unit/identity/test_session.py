import pytest

from services.identity.domain.session import (
    Ended,
    EndSession,
    Opened,
    OpenSession,
    Refused,
    RefuseSignIn,
    session,
)
from shared.testing.given import scenario
from tests.unit.identity.rules import moment

given = scenario(session)
OPEN = OpenSession("s1", "wang", moment("wang"))
REFUSE = RefuseSignIn("s1", "wang", "session.wrong_password", moment("system:identity"))
END = EndSession("s1", "signed_out", moment("wang"))


def test_a_session_is_opened_once() -> None:
    given().when(OPEN).then(Opened("wang"))
    given(Opened("wang")).when(OPEN).then()


def test_a_session_is_never_taken_over_by_another_account() -> None:
    given(Opened("li")).when(OPEN).rejected("session.used")


@pytest.mark.parametrize("before", [[Refused("wang", "session.locked")], [Opened("wang"), Ended("wang", "expired")]])
def test_a_session_that_is_over_is_never_opened_again(before: list[object]) -> None:
    given(*before).when(OPEN).rejected("session.used")


def test_a_refused_sign_in_is_said_once_and_names_nobody_who_does_not_exist() -> None:
    given().when(REFUSE).then(Refused("wang", "session.wrong_password"))
    given(Refused("wang", "session.wrong_password")).when(REFUSE).then()
    given().when(RefuseSignIn("s1", "", "session.locked", moment())).then(Refused("", "session.locked"))


def test_an_open_session_is_not_refused_afterwards() -> None:
    given(Opened("wang")).when(REFUSE).rejected("session.used")


def test_a_session_is_ended_once_and_the_first_reason_holds() -> None:
    given(Opened("wang")).when(END).then(Ended("wang", "signed_out"))
    given(Opened("wang"), Ended("wang", "expired")).when(END).then()


@pytest.mark.parametrize("before", [[], [Refused("wang", "session.locked")]])
def test_what_was_never_opened_cannot_be_ended(before: list[object]) -> None:
    given(*before).when(END).rejected("session.unknown")


def test_a_session_has_a_subject_of_its_own() -> None:
    assert session.address(OPEN).subject == "session/s1"
    assert session.address(OPEN) == session.address(END)
