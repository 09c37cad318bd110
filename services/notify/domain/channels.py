"""By which channel somebody is told: the first of the template's that we have an address for, else the file outbox."""

from shared.rules.rules import Rules
from shared.rules.templates import SINCE

REACHES_ASKER = ("sms",)
REACHES_UNIT = ("email", "sms")
OUTBOX = "file"
NO_WRITE_BACK = "none"


def asker_channel(rules: Rules, template: str) -> str:
    """Askers are known by their phone."""
    return first(channels(rules, template), REACHES_ASKER)


def unit_channel(rules: Rules, template: str) -> str:
    """A unit's addresses belong to the installation."""
    return first(channels(rules, template), REACHES_UNIT)


def channels(rules: Rules, template: str) -> tuple[str, ...]:
    """Those of the template; none for one that rules of old need not have, KeyError for any other they have not."""
    if template in SINCE and template not in rules.templates:
        return ()
    return rules.templates[template].channels


def source_channel(rules: Rules, source: str) -> str:
    """How results go back (回传) to a feed: `http` or `file`; "" for one that wants none and for our own channels."""
    feed = rules.feeds.get(source)
    return "" if feed is None or feed.write_back == NO_WRITE_BACK else feed.write_back


def first(channels: tuple[str, ...], reaching: tuple[str, ...]) -> str:
    """The template's channels stand in its order of preference; "" without any."""
    return next((channel for channel in channels if channel in (*reaching, OUTBOX)), OUTBOX if channels else "")
