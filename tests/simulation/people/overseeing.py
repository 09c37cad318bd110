"""Supervision at work beside calling: cards are explained and settled, letters written and answered, promises kept, cases left
out of rates."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from services.supervision.domain.assessment.figures import ALL
from services.supervision.domain.assessment.rates import BY_CODE
from services.supervision.domain.card import commands as card
from services.supervision.domain.commitment import commands as promise
from services.supervision.domain.exclusion import commands as exclusion
from services.supervision.domain.letter import commands as letter
from services.supervision.numbers import next_number
from shared.kernel.text import Text
from shared.rules.moment import Moment
from shared.testing.simulation.node import as_house
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed, pick
from tests.simulation.people.handling import UNITS
from tests.simulation.people.who import STRANGER, officer, supervisor
from tests.simulation.people.words import NOTE

if TYPE_CHECKING:
    from tests.simulation.town import Town

PROMISES = ("k1", "k2", "k3")
RATES = (ALL, *sorted(BY_CODE))


def _supervisor(town: "Town", account: str = "qian") -> Moment:
    return town.moment(replace(supervisor(town.rules), account=account))


# cards


def _card(rng: Random) -> Args:
    """Which of the case's, and whether by whoever may."""
    return rng.randrange(6), rng.random() < 0.9


def _shown(town: "Town", case: Case, which: int) -> tuple[str, str]:
    """Unit and ground of one of the case's cards."""
    shown = [(one.called.unit, one.called.ground) for one in town.cards(case)]
    return shown[which % len(shown)] if shown else ("housing", "overdue")


@deed("supervision", _card, wide=True)
def explain_card(town: "Town", case: Case, which: int, ours: bool) -> card.Explain:
    unit, ground = _shown(town, case, which)
    moment = town.moment(officer(unit) if ours else STRANGER)
    return card.Explain(town.case_no(case), moment, unit, ground, Text(NOTE))


@deed("supervision", _card, wide=True)
def accept_explanation(town: "Town", case: Case, which: int, _: bool) -> card.Accept:
    return card.Accept(town.case_no(case), _supervisor(town), *_shown(town, case, which), Text(NOTE))


@deed("supervision", _card, wide=True)
def withdraw_card(town: "Town", case: Case, which: int, founded: bool) -> card.Withdraw:
    """With a reason, or without."""
    reason = Text(NOTE if founded else " ")
    return card.Withdraw(town.case_no(case), _supervisor(town), *_shown(town, case, which), reason)


# letters


def _letter(rng: Random) -> Args:
    """Which of the case's, and whether by whoever may, and with words."""
    return rng.randrange(4), rng.random() < 0.9


def _written(town: "Town", case: Case, which: int) -> tuple[str, str]:
    """Number and unit of one of the case's letters by a person; of one there is not where there is none."""
    found = [(number, one.unit) for number, one in town.letters(case).items()]
    return found[which % len(found)] if found else ("2026-99", "housing")


@deed("supervision", lambda rng: (rng.choice(UNITS), rng.choice((1, 9, 40)), rng.random()), wide=True, again=True)
def write_letter(town: "Town", case: Case, unit: str, days: int, drawn: float) -> tuple[Any, ...]:
    """With the next number of the register; now and then for a time that is past, or without words."""
    no = town.case_no(case) or next(filter(None, map(town.case_no, town.cases)), "none")
    moment, text = _supervisor(town), Text(NOTE if drawn < 0.9 else " ")
    number, taken = next_number(as_house(town.nodes["supervision"]), moment, no)
    reply_by = moment.at + timedelta(days=days if drawn < 0.8 else -1)
    return *taken, letter.WriteLetter(no, moment, number, unit, Text(NOTE), text, reply_by)


@deed("supervision", _letter, wide=True)
def reply_to_letter(town: "Town", case: Case, which: int, ours: bool) -> letter.Reply:
    number, unit = _written(town, case, which)
    moment = town.moment(officer(unit) if ours else STRANGER)
    return letter.Reply(town.case_no(case), moment, number, Text(NOTE))


@deed("supervision", _letter, wide=True)
def accept_reply(town: "Town", case: Case, which: int, _: bool) -> letter.AcceptReply:
    number, _unit = _written(town, case, which)
    return letter.AcceptReply(town.case_no(case), _supervisor(town), number, Text(NOTE))


@deed("supervision", _letter, wide=True)
def withdraw_letter(town: "Town", case: Case, which: int, founded: bool) -> letter.WithdrawLetter:
    number, _unit = _written(town, case, which)
    return letter.WithdrawLetter(town.case_no(case), _supervisor(town), number, Text(NOTE if founded else " "))


# commitments


def _promise(rng: Random) -> Args:
    return (rng.choice(PROMISES),)


@deed("supervision", lambda rng: (*_promise(rng), rng.choice(UNITS), rng.choice((2, 9, 40)), rng.random()), wide=True)
def register_promise(town: "Town", case: Case, name: str, unit: str, days: int, drawn: float) -> promise.Register:
    """Of the case, or of none; now and then for a time that is past, or of a kind there is not."""
    moment, kind = _supervisor(town), "promise" if drawn < 0.9 else "nothing"
    due_at = moment.at + timedelta(days=days if drawn < 0.8 else -1)
    return promise.Register(name, moment, unit, kind, Text(NOTE), due_at, town.case_no(case) if drawn < 0.5 else "")


@deed("supervision", lambda rng: (*_promise(rng), rng.random() < 0.9), wide=True, again=True)
def show_evidence(town: "Town", case: Case, name: str, ours: bool) -> promise.ShowEvidence:  # noqa: ARG001
    by = officer(town.promise(name).unit or "housing") if ours else STRANGER
    return promise.ShowEvidence(name, town.moment(by), Text(NOTE))


@deed("supervision", _promise, wide=True)
def confirm_kept(town: "Town", case: Case, name: str) -> promise.ConfirmKept:  # noqa: ARG001
    return promise.ConfirmKept(name, _supervisor(town))


@deed("supervision", _promise, wide=True)
def send_evidence_back(town: "Town", case: Case, name: str) -> promise.SendBack:  # noqa: ARG001
    return promise.SendBack(name, _supervisor(town), Text(NOTE))


@deed("supervision", _promise, wide=True)
def withdraw_promise(town: "Town", case: Case, name: str) -> promise.Withdraw:  # noqa: ARG001
    return promise.Withdraw(name, _supervisor(town), Text(NOTE))


# exclusions


def _rate(rng: Random) -> Args:
    """Which, and by whose account."""
    return rng.choice(RATES[:4]), pick(rng, {"qian": 2, "leader": 2})


@deed("supervision", _rate, wide=True)
def propose_exclusion(town: "Town", case: Case, rate: str, by: str) -> exclusion.ProposeExclusion:
    """Of a case there is: the page looks for it first."""
    no = town.case_no(case) or next(filter(None, map(town.case_no, town.cases)), "none")
    return exclusion.ProposeExclusion(no, _supervisor(town, by), rate, Text(NOTE))


@deed("supervision", _rate, wide=True)
def approve_exclusion(town: "Town", case: Case, rate: str, by: str) -> exclusion.ApproveExclusion:
    return exclusion.ApproveExclusion(town.case_no(case), _supervisor(town, by), rate)


@deed("supervision", _rate, wide=True)
def refuse_exclusion(town: "Town", case: Case, rate: str, by: str) -> exclusion.RefuseExclusion:
    return exclusion.RefuseExclusion(town.case_no(case), _supervisor(town, by), rate, Text(NOTE))


@deed("supervision", _rate, wide=True)
def revoke_exclusion(town: "Town", case: Case, rate: str, by: str) -> exclusion.RevokeExclusion:
    return exclusion.RevokeExclusion(town.case_no(case), _supervisor(town, by), rate, Text(NOTE))
