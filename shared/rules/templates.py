"""The templates (模板): what askers and units are told, with places for a few values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shared.rules.canonical import content_hash
from shared.rules.entry import Entry

CHANNELS = ("sms", "wechat", "email", "file")
PLACES = (
    *("case_no", "link", "unit", "public", "advice", "duty", "due", "round", "end"),
    *("leading", "to", "kind", "at", "number", "count", "cases"),
)
REQUIRED = (
    *("asker.received", "asker.accepted", "asker.declined", "asker.dispatched", "asker.closed", "asker.reopened"),
    *("asker.archived", "unit.dispatched", "unit.reopened", "unit.urged", "unit.reminder"),
    *("asker.answered", "asker.merged", "asker.separated", "asker.transferred", "asker.suspended", "asker.resumed"),
    *("asker.extended", "asker.common_closed", "asker.confidential", "unit.part_assigned", "unit.extension_granted"),
    *("unit.extension_refused", "unit.instructed", "unit.meeting", "unit.meeting_cancelled", "unit.decision"),
    *("unit.transferred", "unit.transfer_refused", "unit.card", "unit.letter", "unit.commitment", "unit.explanation"),
    *("unit.common_led", "unit.digest"),
)
SINCE = (*("asker.transfer_confirmed", "unit.recomputed", "unit.escalation", "unit.escalation_answered"),)
"""Told since a later release, where there are words for it: rules that were adopted before have none."""
_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """`subject` is for e-mail and files; `channels` are those it may go by, the preferred one first.

    `digest`: what a unit need not know at once is gathered, and told at the times of the digest.
    """

    code: str
    channels: tuple[str, ...]
    subject: str
    text: str
    digest: bool = False

    @property
    def hash(self) -> str:
        """Its version: SHA-256 hex of its own canonical JSON."""
        said = {"channels": list(self.channels), "digest": self.digest, "subject": self.subject, "text": self.text}
        return content_hash(said)

    @property
    def places(self) -> frozenset[str]:
        """The names of the values it needs."""
        return frozenset(_PLACE.findall(self.subject + self.text))

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Subject and text with the values in their places; braces in a value stay as they are.

        KeyError names a value that is missing.
        """
        return _filled(self.subject, values), _filled(self.text, values)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], text)


def templates_from(part: Entry) -> dict[str, Template]:
    """`{templates: {code: {channels: [], subject, text, digest}}}`; `quiet` and `digest` beside it are read apart."""
    part.only("templates", "quiet", "digest")
    templates = {code: _template(code, entry) for code, entry in part.entries("templates")}
    for code in REQUIRED:
        if code not in templates:
            part.fault(f"缺少模板“{code}”，请在 templates 下补上")
    return templates


def _template(code: str, entry: Entry) -> Template:
    entry.only("channels", "subject", "text", "digest")
    gathered = entry.flag("digest")
    template = Template(code, entry.texts("channels"), entry.text("subject"), entry.text("text"), gathered)
    if not template.channels or set(template.channels) - set(CHANNELS):
        entry.fault(f"“channels”应从 {'、'.join(CHANNELS)} 里选")
    for place in sorted(template.places - set(PLACES)):
        entry.fault(f"不认识空位 {{{place}}}，可用的是 {'、'.join(PLACES)}")
    if set("{}") & set(_PLACE.sub("", template.subject + template.text)):
        entry.fault("有不成对的大括号，空位应写成 {case_no} 这样")
    return template
