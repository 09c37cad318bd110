"""What a review holds: the keys of its cases are not destroyed while it runs.

Placed in the request that opens a review, adds to what it is about or takes it up again, once that is committed; the timer
is the safety net, and takes away what nothing holds any more. Two looks that cross end with the newer list, for
whoever placed looks again whether it still is the list. An erasure asks for holds in the transaction that destroys.

What remains: the log and the vault are two databases. An erasure that two people had agreed to can still go through
in the milliseconds between the entry and its hold; or, if the process dies there or the vault cannot be written, until
the timer's next turn (five seconds; a minute where another process died between placing an older list and looking again).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError

from services.supervision.readmodels import reviews
from shared.house.house import House
from shared.house.reading import opened
from shared.kernel.text import case_key
from shared.telemetry.logs import logger
from shared.vault import VaultError

PURPOSE = "page.supervision"
"""As for everything of this room: no figure tells it from a page's reading."""
TRIES = 5
"""Lists placed at most in one go: each was outdated when the one before was placed."""
Mark = Sequence[tuple[str, datetime, str]]
"""The running reviews: which, changed when, about what (closed)."""
_seen: WeakKeyDictionary[House, tuple[int, Mark]] = WeakKeyDictionary()


def keep_holds(house: House) -> int:
    """Hold what the running reviews are about, if any of them changed since the last look; how many reviews then.

    Once a minute in any case: another process may have written an older list over ours.
    """
    if not house.ready or _seen.get(house) == (house.clock().minute, _mark(_running(house))):
        return 0
    return _place(house)


def hold_now(house: House) -> None:
    """The same at once, for a request that has just changed what is held. It is done in any case: the timer comes after."""
    try:
        keep_holds(house)
    except (VaultError, SQLAlchemyError) as trouble:
        logger("holding").warning(  # whose review, and of which case, is for no log
            "holds were not placed at once",
            service=house.name,
            reason=type(trouble).__name__,
            next_step="the timer places them at its next turn; see that the vault can be written",
        )


def _place(house: House) -> int:
    """Place the list until it is still the list once it is placed; how many reviews."""
    running = _running(house)
    for _ in range(TRIES):
        house.vault.hold({row["review"]: [*map(case_key, _cases(house, row["about"]))] for row in running})
        placed, running = _mark(running), _running(house)
        if placed == _mark(running):
            _seen[house] = house.clock().minute, placed
            break
    return len(running)


def _running(house: House) -> Sequence[reviews.Row]:
    with house.engine.connect() as connection:
        return reviews.running(connection)


def _mark(running: Sequence[reviews.Row]) -> Mark:
    return [(row["review"], row["changed_at"], row["about"]) for row in running]


def _cases(house: House, about: str) -> Sequence[str]:
    """The cases a review is about; none where its own key is gone."""
    try:
        said: Mapping[str, Sequence[str]] = json.loads(opened(house, about, PURPOSE))
    except ValueError:
        return ()
    return said.get("cases", ())
