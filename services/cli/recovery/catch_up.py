"""Catching up: what is missing is stored and heard again, erasures are done again, and only then the mark is taken away.

Nothing of the services concerned may append meanwhile: embedded, the caller holds the folder; on real servers the
marks in the databases hold the services' processes back.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from services.cli.recovery.copies import Copies
from services.cli.recovery.hear_again import hear_again
from services.cli.recovery.looking import look
from services.cli.recovery.relive import relive
from services.intake.erasing import destroy_again
from shared.eventlog.behind import clear
from shared.house.house import House


@dataclass(slots=True)
class CaughtUp:
    """One service. `lost` are positions that others heard of and nobody has: then it stays behind."""

    service: str
    fetched: int = 0
    heard: int = 0
    position: int = 0
    lost: tuple[int, int] | None = None


def catch_up(houses: Mapping[str, House]) -> dict[str, Any]:
    """Bring every marked service up to date; JSON. Forked leaves the marks. Said twice it changes nothing."""
    copies, names = Copies(houses), look(houses)
    done = {name: CaughtUp(name) for name in names}
    for name in names:
        house = houses[name]
        done[name].fetched = relive(house, copies)
        _see(house)
        reached, known = house.log.head().position, copies.known(name)
        done[name].lost = (reached + 1, known) if known > reached else None
    whole = [name for name in names if done[name].lost is None]
    for name in whole:
        with _let_through(houses[name]):
            done[name].heard = hear_again(houses[name], copies)
    erased = destroy_again(houses["intake"])
    for name in whole:
        clear(houses[name].log)
    for name in names:
        done[name].position = houses[name].log.head().position
    return {"ok": len(whole) == len(names), "services": _said(done.values()), "erased_again": erased}


def _said(done: Iterable[CaughtUp]) -> list[dict[str, Any]]:
    return [{**asdict(one), "lost": list(one.lost) if one.lost else None} for one in done]


@contextmanager
def _let_through(house: House) -> Iterator[None]:
    """What this process commits passes the mark."""
    house.log.catching_up = True
    try:
        yield
    finally:
        house.log.catching_up = False


def _see(house: House) -> None:
    """What was loaded before the log and its read models were filled up is looked at again."""
    house.executor.forget()
    house.rulebook.load()
    house.refresh()
