"""What the timer does with the rules over the record: looks at cases that changed, and says what they find, closed.

A few cases at each turn. What is found has its name from rule, case and round under a key of the discipline room, so
that the same thing found again is the same clue.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from weakref import WeakSet

from sqlalchemy import Connection

from services.supervision.comparing import Comparison, compared
from services.supervision.domain.clue import FindClue
from services.supervision.domain.patterns import found_in
from services.supervision.domain.patterns.false_closure import CODE as FALSE_CLOSURE
from services.supervision.domain.patterns.false_closure import false_closure
from services.supervision.domain.patterns.finding import Finding
from services.supervision.domain.patterns.story import Story
from services.supervision.domain.patterns.unsigned import again
from services.supervision.readmodels.dossier import answers, looked, query
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.house import House
from shared.house.lapsing import timer
from shared.kernel.numbering import stream_id
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text, discipline_key
from shared.telemetry.logs import logger

MOST = 25
Note = Callable[[Connection], None]
_RECALLED: WeakSet[House] = WeakSet()
REGISTER = discipline_key("register")
"""The key that names of found clues are made under."""


def find(house: House, most: int = MOST) -> int:
    """Look at what changed; how many cases were looked at."""
    if not house.ready or not house.rulebook.current.patterns:
        return 0
    if house not in _RECALLED:
        house.log.chore(looked.recall)
        _RECALLED.add(house)
    with house.engine.connect() as connection:
        cases = looked.to_look_at(connection, house.clock(), most)
    notes = [note for case_no, mark in cases if (note := _looked_at(house, case_no, mark))]
    if notes:
        house.log.chore(partial(_all, notes))
    return len(notes)


def _all(notes: Sequence[Note], connection: Connection) -> None:
    for note in notes:
        note(connection)


def _looked_at(house: House, case_no: str, mark: str) -> Note | None:
    """One that fails never stops the others; nothing of it is named in a log but the number of a case."""
    try:
        return look(house, case_no, mark)
    except (Rejected, Conflict, Unavailable) as trouble:
        logger("rules").warning(
            "a case was not looked at",
            service=house.name,
            case=case_no,
            reason=type(trouble).__name__,
            next_step="it is tried again at the next turn",
        )
        return None


def look(house: House, case_no: str, mark: str) -> Note:
    """Say everything that the rules find in one case; what is to be noted of the look."""
    rules, now = house.rulebook.current, house.clock()
    with house.engine.connect() as connection:
        story = query.story_of(connection, case_no)
        others = query.of_asker(connection, story.asker, case_no)
    comparison = compared(house, story)
    found = [*found_in(story, rules, now), *_came_back(house, story, others), *comparison.found]
    for one in found:
        house.execute(clue_of(house, one))
    if comparison.signed:  # before the next case is compared
        house.log.chore(partial(_sign, case_no=case_no, comparison=comparison))
    return partial(looked.looked_at, case_no=case_no, mark=mark, again_at=again(story, rules, now))


def _came_back(house: House, story: Story, others: Sequence[Story]) -> list[Finding]:
    """Seen from either of the two cases: the clue is about the one that was closed."""
    rules = house.rulebook.current
    if FALSE_CLOSURE not in rules.patterns:
        return []
    earlier = [found for other in others for found in false_closure(other, [story], rules)]
    return [*earlier, *false_closure(story, others, rules)]


def clue_of(house: House, found: Finding) -> FindClue:
    """The command that says it."""
    house.vault.keys([REGISTER])
    named = house.vault.same(REGISTER, f"{found.rule} {found.case_no} {found.round}") or ""
    content = json.dumps(asdict(found), ensure_ascii=False, sort_keys=True)
    return FindClue(stream_id("found", named), house.moment(timer(house.name)), Text(content))


def _sign(connection: Connection, case_no: str, comparison: Comparison) -> None:
    for round_, at, signed in comparison.signed:
        answers.keep(connection, case_no, round_, at, signed)
