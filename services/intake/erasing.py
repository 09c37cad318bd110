"""Erasing: two people agree, then the keys of the asker and of the asker's cases are destroyed.

What is still open is withdrawn first: nobody could read or answer it any more.
"""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select

from services.intake.domain.appeal.commands import Withdraw
from services.intake.domain.erasure import ApproveShred, ConfirmShred, RequestShred, Shredded
from services.intake.readmodels import appeals, erasures
from shared.eventlog.fact import fact_of
from shared.eventlog.schema import entries
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.kernel.stored import stored_name
from shared.kernel.text import asker_key, case_key

SYSTEM = Actor("system:intake")


def request(house: House, case_no: str, by: Actor, basis: str) -> Sequence[str]:
    """Ask for it; the cases concerned. Rejected `appeal.not_found`."""
    asker, cases = _asker_of(house, case_no)
    house.execute(RequestShred(asker, basis, house.moment(by)))
    return cases


def approve(house: House, case_no: str, by: Actor) -> int:
    """Agree and destroy; how many keys.

    Rejected `erasure.not_requested`, `erasure.same_person`, and `erasure.retained` while something must be kept: why, is
    said to nobody.
    """
    asker, cases = _asker_of(house, case_no)
    if house.vault.held(_keys(asker, cases)):
        raise Rejected("erasure.retained")
    house.execute(ApproveShred(asker, tuple(cases), house.moment(by)))
    return _destroy(house, asker, cases)


def finish_erasures(house: House) -> int:
    """Destroy what was approved and not yet confirmed, as after a crash in between; how many askers.

    What must be kept for now waits.
    """
    with house.engine.connect() as connection:
        waiting = erasures.approved_not_done(connection)
    free = [(asker, cases) for asker, cases in waiting if not house.vault.held(_keys(asker, cases))]
    for asker, cases in free:
        _destroy(house, asker, cases)
    return len(free)


def destroy_again(house: House) -> int:
    """Destroy once more what the log says was destroyed: a vault from a backup has the keys back; how many askers."""
    statement = select(entries.c.body).where(entries.c.type == stored_name(Shredded)).order_by(entries.c.position)
    with house.log.reading() as connection:
        told = [fact_of(bytes(body)).data for body in connection.scalars(statement)]
    for data in told:
        house.vault.shred(_keys(data["asker"], data["cases"]))
    return len(told)


def _keys(asker: str, cases: Sequence[str]) -> Sequence[str]:
    return [asker_key(asker), *(case_key(case_no) for case_no in cases)]


def _destroy(house: House, asker: str, cases: Sequence[str]) -> int:
    """How many keys; none while one of them is held, which may have come about a moment ago."""
    keys = _keys(asker, cases)
    _end(house, cases)
    if not house.vault.shred_unless_held(keys):
        return 0
    house.execute(ConfirmShred(asker, house.moment(SYSTEM)))
    return len(keys)


def _end(house: House, cases: Sequence[str]) -> None:
    with house.engine.connect() as connection:
        rows = [row for case_no in cases if (row := appeals.of_case(connection, case_no))]
    for row in rows:
        if row["state"] not in appeals.ENDED:
            with suppress(Rejected):  # it ended just now
                house.execute(Withdraw(row["stream"], house.moment(SYSTEM)))


def _asker_of(house: House, case_no: str) -> tuple[str, Sequence[str]]:
    with house.engine.connect() as connection:
        row = appeals.of_case(connection, case_no)
        if row is None:
            raise Rejected("appeal.not_found")
        return row["asker"], appeals.cases_of(connection, row["asker"])
