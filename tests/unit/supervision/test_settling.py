import pytest

from services.supervision.domain.callback.commands import SettleDissatisfied, SettleNotCalled
from services.supervision.domain.callback.decide import callback
from services.supervision.domain.callback.events import Attempted, Lapsed, Settled
from services.supervision.domain.callback.settling import NOT_CALLED
from shared.kernel.text import Text
from shared.testing.given import scenario
from tests.unit.hearing import CASE
from tests.unit.small_rules import DAY, NOON, at
from tests.unit.supervision.said import REFUSED, planned, recorded

given = scenario(callback)
LAPSED = Lapsed(1, "callback", "watch", NOON + DAY)
GROUNDS = Text("已向诉求人说明政策依据")


def attempted(outcome: str) -> Attempted:
    return Attempted(1, outcome, 1, None)


def final(approver: str = "li", reason: Text = GROUNDS) -> SettleDissatisfied:
    return SettleDissatisfied(CASE, at(), reason, approver)


def test_a_supervisor_ends_it_with_grounds_and_another_ones_approval() -> None:
    grounds = GROUNDS.under(f"case/{CASE}")
    settled = Settled(1, "dissatisfied_final", True, grounds=grounds, approver="li")
    given(*REFUSED).when(final()).then(settled)
    given(*REFUSED, settled).when(final()).then()


@pytest.mark.parametrize("approver", ["", "wang"])
def test_nobody_approves_their_own_settlement(approver: str) -> None:
    given(*REFUSED).when(final(approver)).rejected("callback.own_approval")


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
