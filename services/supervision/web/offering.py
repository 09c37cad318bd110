"""What a person can do about a callback now, and the form for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from services.supervision.domain.callback.settling import NOT_CALLED
from services.supervision.readmodels.callbacks.query import Row
from services.supervision.web.actions import APPROVE, BY_NAME, RECORD, SETTLE
from services.supervision.web.listing import CALLABLE
from services.supervision.web.seeing import state_of
from services.supervision.web.words import REASONS
from shared.web.ask import Ask
from shared.web.inputs import Choices, Input, inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One of the ways to go on: `action` is where its form goes, `values` stand in it already."""

    name: str
    action: str
    label: str
    button: str
    hint: str
    values: Mapping[str, str]
    choices: Mapping[str, Choices]
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Doing:
    """The offer in hand with its form, and the others. `ask` carries what was wrong, if anything."""

    offer: Offer | None
    inputs: Sequence[Input]
    offers: Sequence[Offer]
    ask: Ask


NO_CHOICES: Mapping[str, Choices] = {}


def offers(row: Row, ask: Ask) -> list[Offer]:
    """The first is the one to do now; none when it is somebody else's turn."""
    waiting = row["state"] in CALLABLE
    found = [_record(), _attempt(row)] if waiting and row["ours"] and ask.may(RECORD) else []
    if waiting and ask.may(SETTLE):
        found += _not_called(row, ask)
    return found + _ruled(row, ask) if row["state"] == "referred" else found


def _ruled(row: Row, ask: Ask) -> list[Offer]:
    """First one proposes, then another decides."""
    proposal = state_of(ask.service, row["case_no"]).proposal
    if proposal is None:
        return [_ruling()] if ask.may(SETTLE) else []
    decides = ask.may(APPROVE) and proposal.by != ask.who.account
    return [_approval(), _refusal()] if decides else []


def _record() -> Offer:
    return Offer(
        name="record",
        action="record",
        label="接通了",
        button="保存回访",
        hint="照本人的话记。是否联系上、是否解决、是否满意，是三件事，分开问、分开记。",
        values={},
        choices=NO_CHOICES,
    )


def _attempt(row: Row) -> Offer:
    number = (row["attempts"] or 0) + 1
    return Offer(
        name="attempt",
        action="attempt",
        label="没接通",
        button=f"登记第 {number} 次拨打",
        hint=f"这是第 {number} 次。换个时段再拨；拨满规定次数仍联系不上，按“无法联系”办结。",
        values={"attempt": str(number)},
        choices=NO_CHOICES,
    )


def _not_called(row: Row, ask: Ask) -> list[Offer]:
    """Only for reasons that the record bears out."""
    state = state_of(ask.service, row["case_no"])
    founded = [(code, REASONS[code]) for code, holds in NOT_CALLED.items() if holds(state)]
    offer = Offer(
        name="not-called",
        action="settle",
        label="不再回访",
        button="按未回访办结",
        hint="记录里有依据的才能这样办结，不计入满意或不满意。",
        values={"end": "not_called"},
        choices={"reason": founded},
        danger=True,
    )
    return [offer] if founded else []


def _ruling() -> Offer:
    return Offer(
        name="ruling",
        action="settle",
        label="裁定",
        button="提请终结",
        hint="写明已做了什么、为什么不再重办。由另一人批准后才办结，不能自己批自己的。",
        values={"end": "dissatisfied_final"},
        choices=NO_CHOICES,
        danger=True,
    )


def _approval() -> Offer:
    return Offer(
        name="approve",
        action="approve",
        label="同意终结",
        button="同意，办结回访",
        hint="理由见右边的经过。同意后按“不满意（已终结）”办结，事项归档。",
        values={},
        choices=NO_CHOICES,
        danger=True,
    )


def _refusal() -> Offer:
    return Offer(
        name="decline",
        action="decline",
        label="不同意",
        button="退回督查",
        hint="退回后由督查再联系、再处理，或者补充理由重新提请。",
        values={},
        choices=NO_CHOICES,
    )


def doing(row: Row, ask: Ask) -> Doing:
    """The offer asked for (`?do=`, or the one just refused), else the first."""
    found = offers(row, ask)
    refused = ask.request.method == "POST"
    name = _refused(ask) if refused else ask.query("do")
    offer = next((one for one in found if one.name == name), found[0] if found else None)
    if refused and (offer is None or offer.name != name):
        ask = replace(ask, typed=MultiDict(), errors={})
    return Doing(offer, _controls(offer, ask) if offer else (), found, ask)


def _refused(ask: Ask) -> str:
    """Which offer's form was posted."""
    action = ask.request.path.rpartition("/")[2]
    if action != "settle":
        return action
    return "not-called" if ask.typed.get("end") == "not_called" else "ruling"


def _controls(offer: Offer, ask: Ask) -> list[Input]:
    controls = inputs(BY_NAME[offer.action].on_page, ask, values=offer.values, choices=offer.choices)
    return [_suited(one, offer) for one in controls if (offer.name, one.name) != ("not-called", "approver")]


def _suited(one: Input, offer: Offer) -> Input:
    """What the form asks for depends on more than the field."""
    if one.name == "attempt":
        return replace(one, values=(offer.values["attempt"],))
    if offer.name == "ruling" and one.name == "approver":
        return replace(one, help="批准人的登录账号。不填的，有批准权限的另一人都可以批准")
    if offer.name == "not-called" and one.name == "reason":
        return replace(one, kind="radio", label="为什么不再回访")
    if one.name in ("resolved", "satisfied"):
        return replace(one, required=True)
    return one
