"""Removing the files of an asker who was shredded; done again after a crash until it is confirmed."""

from services.notify.domain.erasing import ConfirmErased
from services.notify.gateways.gateways import file_gateways
from services.notify.readmodels import erasures
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.text import asker_key, case_key
from shared.telemetry.logs import logger

TIMER = Actor("system:notify")


def erase_waiting(house: House) -> int:
    """Remove what is to be removed; how many askers. What the disk refuses is tried again at the next look."""
    with house.engine.connect() as connection:
        waiting = erasures.waiting(connection)
    for asker, cases in waiting:
        _erase(house, asker, cases)
    return len(waiting)


def _erase(house: House, asker: str, cases: tuple[str, ...]) -> None:
    for key in (asker_key(asker), *map(case_key, cases)):
        house.vault.drop(key)
    files = file_gateways(house.world.folder)
    try:
        house.world.offload(lambda: files.erase(asker, cases))
    except OSError as trouble:
        logger("erasing").error(
            "files of a shredded asker are still there",
            asker=asker,
            why=trouble.strerror or str(trouble),
            next_step="see to the permissions of outbox/ and writeback/; it is tried again within a minute",
        )
        return
    house.execute(ConfirmErased(asker, house.moment(TIMER)))
