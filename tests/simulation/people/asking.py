"""Those who ask: the machines of feeds, and people through our own channels."""

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from services.intake.domain.appeal.commands import Command, Receive, Supplement, Withdraw
from services.intake.domain.complaint import ReceiveComplaint
from services.intake.feed_commands import PRESENT, command_of
from services.intake.feeding import askers_of
from shared.kernel.text import Text
from shared.testing.simulation.node import as_house
from tests.simulation.people.case import Case
from tests.simulation.people.deeds import Args, deed, pick
from tests.simulation.people.who import ASKER, feed
from tests.simulation.people.words import MORE, TEXTS

if TYPE_CHECKING:
    from tests.simulation.town import Town

KINDS = ("求助", "咨询", "投诉", "")


def _appeal(rng: Random) -> Args:
    """Text, kind, the asker's phone (None: none is given), urgent, hours until the source wants its answer."""
    text = pick(rng, {0: 5, 1: 2, 2: 2, 3: 2, 4: 1, 5: 1})
    phone = pick(rng, {0: 3, 1: 3, 2: 3, None: 2})
    return text, rng.choice(KINDS), phone, rng.random() < 0.15, pick(rng, {None: 6, 2: 1, 30: 1, 200: 1})


@deed("intake", _appeal)
def ask(town: "Town", case: Case, text: int, kind: str, phone: int | None, urgent: bool, hours: int | None) -> Command:
    """The appeal as a feed sends it, or as a person types it. Again with the same words it says nothing."""
    known = {"phone": f"1380000000{phone}", "name": f"来人{phone}"} if phone is not None else {}
    order = {"source_no": case.number, "text": TEXTS[text], "kind": kind, "urgent": urgent, **known}
    if case.source in town.rules.feeds:
        due = {"source_due_at": town.clock() + timedelta(hours=hours)} if hours is not None else {}
        return _fed(town, case, {**order, **due})
    received = _fed(town, case, order)
    assert isinstance(received, Receive)
    return dataclasses.replace(received, anonymous=not known, has_receipt=True)


@deed("intake", lambda rng: (rng.randrange(len(MORE)), rng.randrange(2)))
def supplement(town: "Town", case: Case, text: int, ref: int) -> Command:
    """More words, of the source or of the asker."""
    if case.source in town.rules.feeds:
        return _fed(town, case, {"message": "supplement", "text": MORE[text], "source_ref": f"s{ref}"})
    return Supplement(case.stream, town.moment(ASKER), Text(MORE[text], compare=True))


@deed("intake", decisive=True)
def withdraw(town: "Town", case: Case) -> Command:
    return Withdraw(case.stream, town.moment(ASKER), Text("问题自己解决了"))


@deed("intake", lambda rng: (rng.randrange(3),))
def urge(town: "Town", case: Case, ref: int) -> Command:
    return _fed(town, case, {"message": "urge", "source_ref": f"u{ref}", "text": "希望尽快办理"})


@deed("intake", lambda rng: (rng.randrange(2),), decisive=True)
def ask_redo(town: "Town", case: Case, ref: int) -> Command:
    return _fed(town, case, {"message": "redo", "source_ref": f"r{ref}", "text": "又坏了，请重新办理"})


@deed("intake", lambda rng: (rng.randrange(2),), decisive=True)
def ask_cancel(town: "Town", case: Case, ref: int) -> Command:
    return _fed(town, case, {"message": "cancel", "source_ref": f"c{ref}"})


def _result(rng: Random) -> Args:
    return rng.randrange(4), rng.random() < 0.8, pick(rng, {True: 3, False: 3, None: 1})


@deed("intake", _result, decisive=True)
def report_callback(town: "Town", case: Case, ref: int, contacted: bool, satisfied: bool | None) -> Command:
    """The source called its asker back itself."""
    said = (
        {"contacted": contacted, "resolved": satisfied, "satisfied": satisfied} if contacted else {"contacted": False}
    )
    return _fed(town, case, {"message": "callback-result", "source_ref": f"b{ref}", "remark": "已回访", **said})


@deed("intake", lambda rng: (rng.randrange(10**6),))
def complain(town: "Town", case: Case, number: int) -> ReceiveComplaint:  # noqa: ARG001 - it is about no case
    """About an official: no case."""
    return ReceiveComplaint(f"matter-{number}", town.moment(ASKER), Text("办理许可时暗示请客"))


def _fed(town: "Town", case: Case, order: Mapping[str, Any]) -> Command:
    """What the real reading of a feed's message makes of it."""
    message = {"source_no": case.number, **order}
    (asker,) = askers_of(as_house(town.nodes["intake"]), case.source, [message], PRESENT)
    return command_of(case.source, message, town.moment(feed(case.source)), asker)
