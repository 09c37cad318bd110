"""When people are told: quiet hours (免打扰) for channels that ring, and the times at which units get their digest. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from shared.calendar import WorkingCalendar
from shared.kernel.times import SHANGHAI
from shared.rules.entry import Entry

DAY = timedelta(days=1)
LOOK_AHEAD = 60
"""Days within which there is a working day; beyond that a notice goes at once rather than never."""
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing that is not urgent goes by one of `channels` from `begins` until `ends`, Asia/Shanghai, also across midnight.

    The first instant is quiet, the last is not.
    """

    begins: time = time(0)
    ends: time = time(0)
    channels: tuple[str, ...] = ()

    def until(self, at: datetime) -> datetime | None:
        """The end of the quiet hours that run at `at`, in UTC; None outside them."""
        local = at.astimezone(SHANGHAI)
        if not self._holds(local.time()):
            return None
        day = local.date() if local.time() < self.ends else local.date() + DAY
        return datetime.combine(day, self.ends, SHANGHAI).astimezone(UTC)

    def holding(self, at: datetime) -> tuple[str, ...]:
        """The channels that rest at `at`."""
        return self.channels if self.until(at) else ()

    def _holds(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


@dataclass(frozen=True, slots=True)
class Digest:
    """`times` of working days at which a unit gets what was gathered for it; none: everything goes at once."""

    times: tuple[time, ...] = ()

    def after(self, at: datetime, calendar: WorkingCalendar) -> datetime | None:
        """The first of them from `at` on, in UTC; on a half day only those before closing. None: at once."""
        local = at.astimezone(SHANGHAI)
        for ahead in range(LOOK_AHEAD if self.times else 0):
            day = local.date() + ahead * DAY
            opened = calendar.open_periods(day)
            for clock in self.times:
                moment = datetime.combine(day, clock, SHANGHAI)
                if opened and clock <= opened[-1][1] and moment >= local:
                    return moment.astimezone(UTC)
        return None


def quiet_from(part: Entry) -> Quiet:
    """`{quiet: {begins: "21:00", ends: "08:00", channels: [sms]}}`; left out, no hour is quiet."""
    entry = part.inner("quiet")
    entry.only("begins", "ends", "channels")
    if not entry.content:
        return Quiet()
    begins, ends = _clock(entry, entry.text("begins")), _clock(entry, entry.text("ends"))
    return Quiet(begins, ends, entry.texts("channels"))


def digest_from(part: Entry) -> Digest:
    """`{digest: {times: ["08:30", …]}}`; left out, nothing is gathered."""
    entry = part.inner("digest")
    entry.only("times")
    times = tuple(_clock(entry, text) for text in entry.texts("times"))
    if list(times) != sorted(times):
        entry.fault("“times”应从早到晚排列")
    return Digest(times)


def _clock(entry: Entry, text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        entry.fault(f"“{text}”应写成 08:30 这样的时刻")
        return time(0)
    return time(int(found[1]), int(found[2]))
