"""Erasing: two people agree, then the keys of the asker and of the asker's cases are destroyed."""

from collections.abc import Sequence

from services.intake.domain.erasure import ApproveShred, ConfirmShred, RequestShred
from services.intake.readmodels import appeals, erasures
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key, case_key

SYSTEM = Actor("system:intake")


def request(house: House, case_no: str, by: Actor, basis: str) -> Sequence[str]:
    """Ask for it; the cases concerned. Rejected `appeal.not_found`."""
    asker, cases = _asker_of(house, case_no)
    house.execute(RequestShred(asker, basis, house.moment(by)))
    return cases


def approve(house: House, case_no: str, by: Actor) -> int:
    """Agree and destroy; how many keys. Rejected `erasure.not_requested`, `erasure.same_person`."""
    asker, cases = _asker_of(house, case_no)
    house.execute(ApproveShred(asker, tuple(cases), house.moment(by)))
    return _destroy(house, asker, cases)


def finish_erasures(house: House) -> int:
    """Destroy what was approved and not yet confirmed, as after a crash in between; how many askers."""
    with house.engine.connect() as connection:
        waiting = erasures.approved_not_done(connection)
    for asker, cases in waiting:
        _destroy(house, asker, cases)
    return len(waiting)


def _destroy(house: House, asker: str, cases: Sequence[str]) -> int:
    keys = [asker_key(asker), *(case_key(case_no) for case_no in cases)]
    house.vault.shred(keys)
    house.execute(ConfirmShred(asker, house.moment(SYSTEM)))
    return len(keys)


def _asker_of(house: House, case_no: str) -> tuple[str, Sequence[str]]:
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, case_no)
        if row is None:
            raise Rejected("appeal.not_found")
        return row["asker"], appeals.cases_of(connection, row["asker"])
