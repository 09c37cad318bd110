import pytest

from services.supervision.domain.review import commands as asked
from services.supervision.domain.review import events as said
from services.supervision.domain.review import review
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.small_rules import DAY, NOON, at
from tests.unit.supervision.reviewed import (
    ASSIGNED,
    BLANK,
    CLOSED,
    CONCLUDED,
    DRAFT,
    FINDINGS,
    FOLLOWING,
    ID,
    KEY,
    LI,
    OPENED,
    WORDS,
    ZHAO,
    account,
    reviewer,
    sealed,
)
from tests.unit.supervision.strict import timer

given = scenario(review)
CLEAR = WORDS.under(KEY)


def assign(name: str = "zhao", **parts: tuple[str, ...]) -> asked.Assign:
    about = {"units": (), "concerned": (), "took_part": (), **parts}
    return asked.Assign(ID, at(1), account(name), **about, reason=WORDS)


def test_everything_a_review_says_is_closed_under_its_own_key() -> None:
    given().when(asked.OpenReview(ID, at(), WORDS, WORDS)).then(said.Opened(CLEAR, CLEAR))


def test_nobody_of_the_unit_concerned_reviews_it() -> None:
    command = assign(units=("housing",), concerned=("housing", "finance"))
    given(OPENED).when(command).rejected("review.conflict_own_unit")
    given(OPENED).when(assign(units=("discipline",), concerned=("housing",))).then_types(said.Assigned)


def test_nobody_who_belonged_to_it_when_the_case_was_handled_reviews_it() -> None:
    command = assign(units=("discipline", "housing"), concerned=("housing",))
    given(OPENED).when(command).rejected("review.conflict_own_unit")


def test_nobody_who_took_part_in_the_case_reviews_it() -> None:
    given(OPENED).when(assign(took_part=("wang", "zhao"))).rejected("review.conflict_took_part")


def test_who_declared_a_conflict_is_not_assigned_again_and_another_is() -> None:
    declared = (*ASSIGNED, said.ConflictDeclared(reviewer("li"), sealed("reason")))
    given(*declared).when(assign("li")).rejected("review.conflict_declared")
    given(*declared).when(assign("zhao")).then_types(said.Assigned)


def test_a_unit_that_nobody_belongs_to_is_no_conflict() -> None:
    given(OPENED).when(assign(units=("",), concerned=("",))).then_types(said.Assigned)


def test_assigning_the_same_again_says_nothing_and_another_needs_a_reason() -> None:
    given(*ASSIGNED).when(assign("li")).then()
    given(*ASSIGNED).when(asked.Assign(ID, at(1), ZHAO, (), (), ())).rejected("review.no_words")
    given(*FINDINGS).when(assign("zhao")).then_types(said.Assigned)


@pytest.mark.parametrize("command", [asked.RecordStep, asked.RecordFindings, asked.DeclareConflict])
def test_only_the_reviewer_writes_down_what_he_did(command: type) -> None:
    more = ("interview",) if command is asked.RecordStep else ()
    given(*ASSIGNED).when(command(ID, at(), ZHAO, *more, WORDS)).rejected("review.other_reviewer")
    given(*ASSIGNED).when(command(ID, at(), Text("li"), *more, WORDS)).rejected("review.other_reviewer")
    assert given(*ASSIGNED).when(command(ID, at(), LI, *more, WORDS)).events


def test_a_step_is_of_a_known_kind_and_its_kind_is_closed_too() -> None:
    given(*ASSIGNED).when(asked.RecordStep(ID, at(), LI, "guess", WORDS)).rejected("review.unknown_step")
    kind = Text("records").under(KEY)
    given(*ASSIGNED).when(asked.RecordStep(ID, at(), LI, "records", WORDS)).then(said.StepRecorded(kind, CLEAR))


def test_the_reviewer_does_not_conclude_himself_nor_does_anybody_who_cannot_be_told_apart() -> None:
    for who in (LI, Text("zhao")):
        command = asked.Conclude(ID, at(), who, "no_issue", WORDS)
        given(*FINDINGS).when(command).rejected("review.own_conclusion")
    command = asked.Conclude(ID, at(), ZHAO, "no_issue", WORDS)
    given(*FINDINGS).when(command).then(said.Concluded(Text("no_issue").under(KEY), CLEAR))


def test_a_conclusion_is_one_of_five() -> None:
    command = asked.Conclude(ID, at(), ZHAO, "forgiven", WORDS)
    given(*FINDINGS).when(command).rejected("review.unknown_conclusion")


def test_nobody_is_held_to_account_where_nothing_was_found() -> None:
    given(*CONCLUDED).when(asked.HoldToAccount(ID, at(), "no_issue", WORDS, WORDS)).rejected("review.no_issue")
    given(*CONCLUDED).when(asked.DraftCase(ID, at(), LI, "no_issue", WORDS, WORDS)).rejected("review.no_issue")


def test_a_follow_up_that_is_done_late_first_says_that_it_lapsed() -> None:
    late = said.Lapsed(1, "follow_up", "discipline", NOON + DAY)
    given(*FOLLOWING).when(asked.FollowUp(ID, at(25), WORDS)).then(late, said.FollowedUp(CLEAR))
    given(*FOLLOWING).when(asked.LapseFollowUp(ID, timer(25))).then(late)
    given(*FOLLOWING, late).when(asked.LapseFollowUp(ID, timer(26))).then()
    given(*FOLLOWING).when(asked.LapseFollowUp(ID, timer(23))).then()


def test_a_review_is_not_closed_before_what_was_to_be_done_is_done() -> None:
    given(*FOLLOWING).when(asked.CloseReview(ID, at(1), WORDS)).rejected("review.follow_up_open")
    done = (*FOLLOWING, said.FollowedUp(sealed("words")))
    given(*done).when(asked.CloseReview(ID, at(1), WORDS)).then(said.Closed(CLEAR))


def test_a_follow_up_is_due_in_the_future() -> None:
    given(*CONCLUDED).when(asked.SetFollowUp(ID, at(1), WORDS, NOON)).rejected("review.past")


def test_a_closed_review_is_opened_again_with_a_reason_and_goes_on_with_its_reviewer() -> None:
    given(*CLOSED).when(asked.ReopenReview(ID, at(1), BLANK)).rejected("review.no_words")
    again = (*CLOSED, said.Reopened(sealed("reason")))
    given(*again).when(asked.RecordFindings(ID, at(1), LI, WORDS)).then(said.FindingsRecorded(CLEAR))


def test_names_stand_in_a_draft_only_after_a_second_person_agreed() -> None:
    drafted = (*CONCLUDED, DRAFT)
    given(*CONCLUDED).when(asked.ApproveNames(ID, at(), ZHAO)).rejected("review.no_draft")
    given(*drafted).when(asked.ApproveNames(ID, at(), LI)).rejected("review.own_draft")
    approved = given(*drafted).when(asked.ApproveNames(ID, at(), ZHAO))
    assert approved.state.names_approved
    given(*drafted, *approved.events).when(asked.ApproveNames(ID, at(), ZHAO)).then()


def test_a_new_draft_needs_a_new_approval() -> None:
    approved = (*CONCLUDED, DRAFT, said.NamesApproved(sealed("approver", "tag of zhao")))
    command = asked.DraftCase(ID, at(), ZHAO, "case_filed", WORDS, WORDS)
    assert not given(*approved).when(command).state.names_approved
