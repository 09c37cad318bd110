"""Times as people read them: Asia/Shanghai, and how long is left. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.kernel.times import SHANGHAI

IsWorkingDay = Callable[[date], bool]
DAY = timedelta(days=1)
MANY_DAYS = 400


@dataclass(frozen=True, slots=True)
class Due:
    """`text` says it in words; `state` (`calm`, `soon`, `over`) only colours it."""

    text: str
    state: str


SYSTEM = "system:"
"""How the accounts of timers and reactions begin."""


def when(moment: datetime | None) -> str:
    """`2026-11-24 09:30`, or a dash."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else "—"


def account(name: str) -> str:
    """A person's account as it is; what the system did of itself is its own."""
    return "系统" if name.startswith(SYSTEM) else name


def day(moment: datetime | None) -> str:
    """`2026-11-24`, or a dash."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d") if moment else "—"


def due(due_at: datetime, now: datetime, is_working_day: IsWorkingDay | None = None) -> Due:
    """`还剩 2 个工作日`, `还剩 3 小时 20 分`, `已逾期 3 小时`. Days are working days if a calendar is given."""
    left = due_at - now
    if left < timedelta(0):
        return Due(f"已逾期 {span(-left)}", "over")
    if left < DAY:
        return Due(f"还剩 {span(left)}", "soon")
    if is_working_day is None:
        return Due(f"还剩 {left.days} 天", "calm")
    days = _working_days(now, due_at, is_working_day)
    return Due(f"还剩 {days} 个工作日" if days else f"还剩 {left.days} 天", "calm" if days > 1 else "soon")


def _working_days(now: datetime, due_at: datetime, is_working_day: IsWorkingDay) -> int:
    today, last = now.astimezone(SHANGHAI).date(), due_at.astimezone(SHANGHAI).date()
    ahead = min((last - today).days, MANY_DAYS)
    return sum(is_working_day(today + timedelta(days=step)) for step in range(1, ahead + 1))


def span(length: timedelta) -> str:
    """A length of time in its largest unit, with minutes while it is short: `5 天`, `3 小时 20 分`, `不到 1 分钟`."""
    minutes = int(length.total_seconds() // 60)
    if minutes >= 24 * 60:
        return f"{minutes // (24 * 60)} 天"
    if minutes >= 60:
        return f"{minutes // 60} 小时" + (f" {minutes % 60} 分" if minutes % 60 else "")
    return f"{minutes} 分钟" if minutes else "不到 1 分钟"
