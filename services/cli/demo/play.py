"""Playing the stories: every step at its time, all reactions before the next, lapses said every evening."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

from services.cli.alone import settle, started
from services.cli.demo.cast import Cast, Part
from services.cli.demo.clock import PlayClock
from services.cli.demo.plots import PLOTS
from services.cli.demo.standing import first_morning
from services.cli.demo.steps import STEPS, discipline
from services.cli.demo.stories import COMPLAINTS, STORIES
from services.cli.installation import Installation
from services.cli.settings import Settings
from services.identity.demo import create_demo_accounts
from services.intake.submitting import complain
from shared.eventlog.clock import now
from shared.kernel.times import SHANGHAI

MARKER = "demo-played"
DAYS = 30
Deed = Callable[[], None]


def play(folder: Path, settings: Settings) -> bool:
    """Fill a new folder; False if it was filled before, or holds something else. The caller holds its lock."""
    if (folder / MARKER).exists() or (folder / "intake.db").exists():
        return False
    clock = PlayClock()
    clock.begin(_morning(now() - timedelta(days=DAYS)))
    with started(folder, settings, clock=clock) as installation:
        create_demo_accounts(installation.houses["identity"])
        Player(installation, clock).run()
        clock.end()
        _evening(installation)
        settle(installation)
    (folder / MARKER).write_text(now().isoformat())
    return True


class Player:
    """The agenda of the play: deeds by time."""

    def __init__(self, installation: Installation, clock: PlayClock) -> None:
        self._installation, self._clock, self._cast = installation, clock, Cast(installation)
        self._order = count()
        self._agenda: list[tuple[datetime, int, Deed]] = []

    def run(self) -> None:
        """Everything that happened until now; what would come later stays undone."""
        end = now()
        first_morning(self._cast)
        for at, deed in (*self._stories(end), *self._complaints(end), *_evenings(self._installation, end)):
            self._plan(at, deed)
        while self._agenda and self._agenda[0][0] < end:
            at, _, deed = heappop(self._agenda)
            self._clock.forward(at)
            deed()
            settle(self._installation)

    def _plan(self, at: datetime, deed: Deed) -> None:
        heappush(self._agenda, (at, next(self._order), deed))

    def _stories(self, end: datetime) -> Iterator[tuple[datetime, Deed]]:
        for story in STORIES:
            at = _morning(end - timedelta(days=story.day)) + timedelta(minutes=7 * story.number % 200)
            yield at, lambda s=story, a=at: self._follow(self._cast.begin(s), PLOTS[s.plot], 0, a)  # type: ignore[misc]

    def _follow(self, part: Part, plot: tuple[tuple[float, str], ...], index: int, at: datetime) -> None:
        if index == len(plot):
            return
        hours, step = plot[index]
        then = at + timedelta(hours=hours)

        def deed() -> None:
            STEPS[step](self._cast, part)
            self._follow(part, plot, index + 1, then)

        self._plan(then, deed)

    def _complaints(self, end: datetime) -> Iterator[tuple[datetime, Deed]]:
        for number, (day, kind, about, act) in enumerate(COMPLAINTS):
            content = json.dumps({"kind": kind, "about": about, "act": act}, ensure_ascii=False)
            at = _morning(end - timedelta(days=day)) + timedelta(hours=3)
            yield at, lambda c=content, n=number: complain(self._cast.intake, c, f"demo-{n}")  # type: ignore[misc]
            if not number:
                yield at + timedelta(hours=20), lambda t=at: self._review(t)  # type: ignore[misc]

    def _review(self, at: datetime) -> None:
        """The first complaint is looked into, deed by deed."""
        review, then = discipline.opened(self._cast), at + timedelta(hours=20)
        for hours, account, command in discipline.REVIEW:
            then += timedelta(hours=hours)
            deed = (self._cast, review, account, command)
            self._plan(then, lambda d=deed: discipline.do(*d))  # type: ignore[misc]


def _evenings(installation: Installation, end: datetime) -> Iterator[tuple[datetime, Deed]]:
    for day in range(DAYS, 0, -1):
        yield _morning(end - timedelta(days=day)) + timedelta(hours=10), lambda: _evening(installation)


def _evening(installation: Installation) -> None:
    """What services do by time: lapses, deliveries."""
    for house in installation.houses.values():
        if house.spec.background:
            house.spec.background(house)
    settle(installation)


def _morning(at: datetime) -> datetime:
    """Nine o'clock of that day, Asia/Shanghai."""
    return at.astimezone(SHANGHAI).replace(hour=9, minute=0, second=0, microsecond=0)
