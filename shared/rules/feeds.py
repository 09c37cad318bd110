"""The feeds (热线接入) and the channels (渠道) appeals come by."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.rules.entry import Entry

SILENT_AFTER = 24


@dataclass(frozen=True, slots=True)
class Feed:
    """A machine channel. `accept`: `auto` | `desk`; `callback_by`: `us` | `source`;
    `write_back`: `http` | `file` | `none`, how results go back unless the installation says otherwise;
    `silent_after`: hours without anything new after which somebody should ask the hotline."""

    code: str
    name: str
    channel: str
    accept: str
    callback_by: str
    write_back: str
    silent_after: int = SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in. `by` is who writes: `machine` | `asker` | `officer`."""

    code: str
    name: str
    by: str


def feeds_from(part: Entry) -> tuple[Mapping[str, Feed], Mapping[str, Channel]]:
    """`{feeds: {source: {name, channel, accept, callback_by, write_back, silent_after}}, channels: {code: {name, by}}}`."""
    part.only("feeds", "channels")
    channels = {code: _channel(code, entry) for code, entry in part.entries("channels")}
    return {code: _feed(code, entry, channels) for code, entry in part.entries("feeds")}, channels


def _channel(code: str, entry: Entry) -> Channel:
    entry.only("name", "by")
    return Channel(code, entry.text("name"), entry.choice("by", ("machine", "asker", "officer")))


def _feed(code: str, entry: Entry, channels: Mapping[str, Channel]) -> Feed:
    entry.only("name", "channel", "accept", "callback_by", "write_back", "silent_after")
    channel = entry.text("channel")
    if channel not in channels:
        entry.fault(f"渠道“{channel}”不在 channels 里，请改正或补上")
    return Feed(
        code=code,
        name=entry.text("name"),
        channel=channel,
        accept=entry.choice("accept", ("auto", "desk")),
        callback_by=entry.choice("callback_by", ("us", "source")),
        write_back=entry.choice("write_back", ("http", "file", "none"), "none"),
        silent_after=entry.number("silent_after", SILENT_AFTER),
    )
