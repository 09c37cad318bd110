"""The feeds: which hotline delivers, and which is silent for longer than it should be."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.cli.doctoring.finding import Finding, good, mend
from shared.rules.feeds import Feed

ASK = "ask the hotline, and look at its key: docs/operations/alerts/FeedSilent.md"


def silence(feeds: Mapping[str, Feed], last: Mapping[str, datetime], now: datetime) -> list[Finding]:
    """A finding for each feed of the rules; `last`: source → when something new of it was recorded."""
    return [_one(feed, last.get(code), now) for code, feed in feeds.items()]


def _one(feed: Feed, last: datetime | None, now: datetime) -> Finding:
    check = f"feed {feed.code}"
    if last is None:
        return good(check, "delivered nothing yet: its key is in feed-keys.json, see docs/operations/feeds.md")
    hours = (now - last) / timedelta(hours=1)
    said = f"delivered something new {hours:.0f} h ago; may be silent for {feed.silent_after} h"
    return good(check, said) if hours <= feed.silent_after else mend(check, said, ASK)
