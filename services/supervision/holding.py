"""What a review holds: the keys of its cases are not destroyed while it runs. Kept right by the timer."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from services.supervision.readmodels import reviews
from shared.house.house import House
from shared.house.reading import opened
from shared.kernel.text import case_key

PURPOSE = "page.supervision"
"""As for everything of this room: no figure tells it from a page's reading."""
Known = tuple[int, Sequence[tuple[str, datetime]]]
"""The minute, and the running reviews."""
_seen: WeakKeyDictionary[House, Known] = WeakKeyDictionary()


def keep_holds(house: House) -> int:
    """Hold what the running reviews are about, if any of them changed since the last look; how many reviews then.

    Once a minute in any case: another process may have written an older list over ours.
    """
    if not house.ready:
        return 0
    with house.engine.connect() as connection:
        running = reviews.running(connection)
    known = house.clock().minute, [(row["review"], row["changed_at"]) for row in running]
    if _seen.get(house) == known:
        return 0
    house.vault.hold({row["review"]: [case_key(case_no) for case_no in _cases(house, row["about"])] for row in running})
    _seen[house] = known
    return len(running)


def _cases(house: House, about: str) -> Sequence[str]:
    """The cases a review is about; none where its own key is gone."""
    try:
        said: Mapping[str, Sequence[str]] = json.loads(opened(house, about, PURPOSE))
    except ValueError:
        return ()
    return said.get("cases", ())
