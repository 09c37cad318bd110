"""By which channel somebody is told: the first of the template's that we have an address for, else the file outbox."""

from shared.rules.rules import Rules

REACHES_ASKER = ("sms",)
REACHES_UNIT = ("email", "sms")
OUTBOX = "file"
NO_WRITE_BACK = "none"


def asker_channel(rules: Rules, template: str) -> str:
    """Askers are known by their phone. KeyError for a template that is not in the rules."""
    return first(rules.templates[template].channels, REACHES_ASKER)


def unit_channel(rules: Rules, template: str) -> str:
    """A unit's addresses belong to the installation. KeyError for a template that is not in the rules."""
    return first(rules.templates[template].channels, REACHES_UNIT)


def source_channel(rules: Rules, source: str) -> str:
    """How results go back (回传) to a feed: `http` or `file`; "" for one that wants none and for our own channels."""
    feed = rules.feeds.get(source)
    return "" if feed is None or feed.write_back == NO_WRITE_BACK else feed.write_back


def first(channels: tuple[str, ...], reaching: tuple[str, ...]) -> str:
    """The template's channels stand in its order of preference."""
    return next((channel for channel in channels if channel in (*reaching, OUTBOX)), OUTBOX)
