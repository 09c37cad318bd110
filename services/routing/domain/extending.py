"""A due time moved by an extension: counted from the old due time, never from now."""

from datetime import datetime

from shared.calendar import Span
from shared.kernel.duty import Duty
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment

LIMIT = "extension"


def extended(name: str, unit: str, due_at: datetime, amount: int, latest: datetime | None, moment: Moment) -> Duty:
    """The duty with `amount` more time (in the measure of the limit `extension`), but not beyond `latest`.

    Rejected `extension.passed` when even the new due time has passed.
    """
    rules = moment.rules
    new = rules.calendar.extend(due_at, Span(amount, rules.limits[LIMIT].span.measure))
    new = new if latest is None else max(due_at, min(new, latest))
    if new < moment.at:
        raise Rejected("extension.passed")
    return Duty(name, unit, new, LIMIT, rules.fingerprint)
