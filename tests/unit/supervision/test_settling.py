from dataclasses import replace

import pytest

from services.supervision.domain.callback.commands import (
    ApproveFinal,
    DeclineFinal,
    SettleDissatisfied,
    SettleNotCalled,
)
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import (
    Attempted,
    FinalDeclined,
    FinalProposed,
    Lapsed,
    Reopening,
    Settled,
)
from services.supervision.domain.callback.settling import NOT_CALLED
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at, closed
from tests.unit.supervision.said import REFUSED, planned, recorded

given = scenario(callback)
LAPSED = Lapsed(1, "callback", "watch", NOON + DAY)
GROUNDS = Text("已向诉求人说明政策依据")


def attempted(outcome: str) -> Attempted:
    return Attempted(1, outcome, 1, None)


def final(approver: str = "li", reason: Text = GROUNDS) -> SettleDissatisfied:
    return SettleDissatisfied(CASE, at(), reason, approver)


CLOSED = closed("grounds")
PROPOSED = FinalProposed(1, CLOSED, "wang", "li")
ENDED = Settled(1, "dissatisfied_final", True, grounds=CLOSED, approver="li")


def test_a_supervisor_proposes_to_end_it_and_another_account_does_it() -> None:
    given(*REFUSED).when(final()).then(FinalProposed(1, GROUNDS.under(f"case/{CASE}"), "wang", "li"))
    given(*REFUSED, PROPOSED).when(final()).then()
    given(*REFUSED, PROPOSED).when(ApproveFinal(CASE, at(account="li"))).then(ENDED)
    given(*REFUSED, PROPOSED, ENDED).when(ApproveFinal(CASE, at(account="li"))).then()
    given(*REFUSED, PROPOSED, ENDED).when(final()).then()


def test_nobody_approves_their_own_proposal() -> None:
    given(*REFUSED).when(final("wang")).rejected("callback.own_approval")
    given(*REFUSED, PROPOSED).when(ApproveFinal(CASE, at())).rejected("callback.own_approval")


def test_who_was_asked_is_a_word_and_anybody_else_who_may_approves_too() -> None:
    given(*REFUSED, PROPOSED).when(ApproveFinal(CASE, at(account="he"))).then(replace(ENDED, approver="he"))


def test_a_second_supervisor_does_not_propose_over_the_first() -> None:
    given(*REFUSED, PROPOSED).when(replace(final(), moment=at(account="he"))).rejected("callback.proposed")


def test_nothing_is_approved_or_declined_that_nobody_proposed() -> None:
    given(*REFUSED).when(ApproveFinal(CASE, at(account="li"))).rejected("callback.no_proposal")
    given(*REFUSED).when(DeclineFinal(CASE, at(account="li"), GROUNDS)).rejected("callback.no_proposal")


def test_what_is_declined_with_a_reason_may_be_proposed_anew() -> None:
    declined = FinalDeclined(1, GROUNDS.under(f"case/{CASE}"))
    decline = DeclineFinal(CASE, at(account="li"), GROUNDS)
    given(*REFUSED, PROPOSED).when(decline).then(declined)
    given(*REFUSED, PROPOSED).when(replace(decline, reason=Text(" "))).rejected("callback.no_reason")
    given(*REFUSED, PROPOSED, declined).when(final()).then_types(FinalProposed)


def test_a_new_round_makes_a_proposal_void() -> None:
    given(*REFUSED, PROPOSED, Reopening(2)).when(ApproveFinal(CASE, at(account="li"))).rejected("callback.reopening")


def test_a_settlement_needs_grounds() -> None:
    given(*REFUSED).when(final(reason=Text(" "))).rejected("callback.no_reason")


@pytest.mark.parametrize(
    ("reason", "known"),
    [
        ("anonymous", (planned(by="source", anonymous=True),)),
        ("no_number", (planned(), attempted("wrong_number"))),
        ("no_number", (planned(by="source", phone=None),)),
        ("refused", (planned(), attempted("refused"))),
        ("no_opinion", (planned(), recorded(None))),
        ("source_silent", (planned(by="source"), LAPSED)),
    ],
)
def test_what_the_record_bears_out_may_end_it(reason: str, known: tuple[object, ...]) -> None:
    settled = Settled(1, "not_called", False, reason)
    given(*known).when(SettleNotCalled(CASE, at(), reason)).then(settled)
    given(*known, settled).when(SettleNotCalled(CASE, at(), reason)).then()


@pytest.mark.parametrize("reason", NOT_CALLED)
def test_what_the_record_does_not_bear_out_may_not(reason: str) -> None:
    given(planned()).when(SettleNotCalled(CASE, at(), reason)).rejected("callback.reason_unfounded")


def test_a_reason_that_is_not_in_the_list_is_refused() -> None:
    given(planned()).when(SettleNotCalled(CASE, at(), "tired")).rejected("callback.unknown_reason")


def test_a_callback_that_lapsed_with_us_is_not_the_sources_silence() -> None:
    given(planned(), LAPSED).when(SettleNotCalled(CASE, at(), "source_silent")).rejected("callback.reason_unfounded")
