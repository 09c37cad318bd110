"""An asker's data is erased: asked for, approved by another account, the keys destroyed, the end confirmed."""

from contextlib import suppress

from services.intake.domain.appeal.commands import Withdraw
from services.intake.domain.appeal.state import Phase
from services.intake.domain.erasure import ApproveShred, ConfirmShred, RequestShred
from services.intake.erasing import SYSTEM
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key, case_key
from tests.simulation.people.case import Case
from tests.simulation.town import Town

OPEN = (Phase.RECEIVED, Phase.ACCEPTED)
ASKS, APPROVES = Actor("sun"), Actor("zhou")


def erase(town: Town, case: Case) -> None:
    """Of whoever asked this; the process may end between any two of the four."""
    asker = town.appeal(case).asker
    if not asker:
        return
    cases = tuple(town.case_no(one) for one in town.cases if town.appeal(one).asker == asker)
    town.trace.append(("erase", case.slot, *cases))
    town.survive("intake", lambda: _agreed(town, asker, cases))


def _agreed(town: Town, asker: str, cases: tuple[str, ...]) -> None:
    intake = town.nodes["intake"]
    intake.execute(RequestShred(asker, "asker_request", town.moment(ASKS)))
    intake.execute(ApproveShred(asker, cases, town.moment(APPROVES)))
    destroy(town, asker)


def finish_erasures(town: Town) -> None:
    """What was approved and not yet confirmed, as after a crash in between."""
    for asker in sorted({town.appeal(case).asker for case in town.cases} - {""}):
        if town.erasure(asker).approved is not None:
            destroy(town, asker)


def destroy(town: Town, asker: str) -> None:
    """What is open is withdrawn, then the keys of the asker and of the cases go; said twice it changes nothing."""
    intake = town.nodes["intake"]
    for case in town.cases:
        if town.is_erased(case) and town.appeal(case).phase in OPEN:
            with suppress(Rejected):  # it ended just now, as in `services.intake.erasing`
                intake.execute(Withdraw(case.stream, town.moment(SYSTEM)))
    intake.vault.shred([asker_key(asker), *map(case_key, town.erasure(asker).approved or ())])
    intake.execute(ConfirmShred(asker, town.moment(SYSTEM)))
