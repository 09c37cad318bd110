"""Exclusions are proposed by one and approved by another; watches are the same when said twice."""

from services.supervision.domain.exclusion import exclusion
from services.supervision.domain.exclusion.commands import (
    ApproveExclusion,
    ProposeExclusion,
    RefuseExclusion,
    RevokeExclusion,
)
from services.supervision.domain.exclusion.events import Approved, Proposed, Refused, Revoked
from services.supervision.domain.watch import Criteria, Lifted, LiftWatch, Placed, PlaceWatch, watch
from shared.kernel.text import Text, case_key
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import at, closed

WHY = Text("上级系统停机，无法签收")
REASON = WHY.under(case_key(CASE))
RATE = "closed_in_time"
PROPOSED = Proposed(RATE, 1, closed("reason"), "wang")
APPROVED = Approved(RATE, 1)
given, watched = scenario(exclusion), scenario(watch)
PROPOSE = ProposeExclusion(CASE, at(), RATE, WHY)
BY_LI = at(account="li")


def test_a_proposal_keeps_its_reason_under_the_case_s_key_and_names_who_proposed() -> None:
    given().when(PROPOSE).then(Proposed(RATE, 1, REASON, "wang"))


def test_proposing_twice_is_once_and_another_may_not_propose_beside_it() -> None:
    given(PROPOSED).when(PROPOSE).then()
    given(PROPOSED).when(ProposeExclusion(CASE, BY_LI, RATE, WHY)).rejected("exclusion.proposed")
    given(PROPOSED, APPROVED).when(PROPOSE).rejected("exclusion.approved")


def test_who_proposed_may_not_approve() -> None:
    given(PROPOSED).when(ApproveExclusion(CASE, at(), RATE)).rejected("exclusion.own_approval")
    given(PROPOSED).when(ApproveExclusion(CASE, BY_LI, RATE)).then(APPROVED)
    given(PROPOSED, APPROVED).when(ApproveExclusion(CASE, BY_LI, RATE)).then()
    given().when(ApproveExclusion(CASE, BY_LI, RATE)).rejected("exclusion.none")


def test_each_rate_and_all_are_apart() -> None:
    given(PROPOSED).when(ProposeExclusion(CASE, at(), "all", WHY)).then(Proposed("all", 1, REASON, "wang"))
    given(PROPOSED).when(ApproveExclusion(CASE, BY_LI, "all")).rejected("exclusion.none")
    given().when(ProposeExclusion(CASE, at(), "luck", WHY)).rejected("exclusion.unknown_rate")


def test_a_refused_or_revoked_one_may_be_proposed_again_with_the_next_number() -> None:
    refused, revoked = Refused(RATE, 1, closed("reason")), Revoked(RATE, 1, closed("reason"))
    given(PROPOSED).when(RefuseExclusion(CASE, BY_LI, RATE, WHY)).then(Refused(RATE, 1, REASON))
    given(PROPOSED, APPROVED).when(RevokeExclusion(CASE, BY_LI, RATE, WHY)).then(Revoked(RATE, 1, REASON))
    for end in ((PROPOSED, refused), (PROPOSED, APPROVED, revoked)):
        given(*end).when(PROPOSE).then(Proposed(RATE, 2, REASON, "wang"))


def test_nothing_is_decided_without_a_reason() -> None:
    blank = Text("  ")
    given().when(ProposeExclusion(CASE, at(), RATE, blank)).rejected("exclusion.no_reason")
    given(PROPOSED).when(RefuseExclusion(CASE, BY_LI, RATE, blank)).rejected("exclusion.no_reason")


def test_a_watch_is_on_a_case_or_on_criteria() -> None:
    case, group = Criteria(CASE), Criteria(unit="housing", channel="12345")
    watched().when(PlaceWatch(case, at())).then(Placed(case.id, "", "", "", ""))
    watched().when(PlaceWatch(group, at())).then(Placed(group.id, "housing", "", "", "12345"))
    for wrong in (Criteria(), Criteria(CASE, unit="housing")):
        watched().when(PlaceWatch(wrong, at())).rejected("watch.case_or_criteria")
    assert watch.address(PlaceWatch(case, at())).subject == CASE
    assert watch.address(PlaceWatch(group, at())).subject == f"watch/{group.id}"


def test_a_watch_is_placed_once_lifted_once_and_may_be_placed_again() -> None:
    group = Criteria(theme="housing")
    placed, lifted = Placed(group.id, "", "housing", "", ""), Lifted(group.id)
    watched(placed).when(PlaceWatch(group, at())).then()
    watched(placed).when(LiftWatch(group, at())).then(lifted)
    watched(placed, lifted).when(LiftWatch(group, at())).then()
    watched(placed, lifted).when(PlaceWatch(group, at())).then(placed)
