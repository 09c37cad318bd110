"""Pages: the list of deliveries, one delivery, and the demo's outbox."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.notify.gateways.gateways import file_gateways
from services.notify.readmodels import deliveries
from services.notify.readmodels.deliveries import CLOSED, Row
from services.notify.web import words
from services.notify.web.acting import offered
from services.notify.web.forms import Filter
from services.notify.web.listing import counted, found, listed
from services.notify.web.story import steps
from shared.house.house import House
from shared.house.reading import CLOSED as UNREAD
from shared.house.reading import open_for
from shared.kernel.times import unstamp
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.display import when
from shared.web.failures import Failure
from shared.web.inputs import inputs
from shared.web.words import word

CARDS = 24
LINK = re.compile(r"((?:https?://[\w.:-]+)?/intake/follow\?[\w=&-]+)", re.ASCII)
PURPOSE = "page.delivery"


def delivery_list(ask: Ask) -> Page:
    """Counts by state, a filter, the newest first."""
    house: House = ask.service
    asked = {name: ask.query(name) for name in ("state", "channel", "case_no", "cursor")}
    values = {
        "slice": listed(house, ask.form, asked["cursor"]),
        "counts": counted(house),
        "asked": asked,
        "inputs": inputs(Filter, ask, values=asked),
        "words": words,
        "demo": house.world.demo,
    }
    return Page("notify/deliveries.html", values)


def delivery_page(ask: Ask) -> Page:
    """One delivery with its attempts; name and number only for those who may open them, and recorded."""
    house: House = ask.service
    row = found(house, ask.arguments["id"])
    if row is None:
        raise Failure(404, "delivery.not_found")
    values = {
        "row": row,
        "facts": facts(house, row, opened(ask, row)),
        "steps": steps(house, row),
        "words": words,
        "offered": offered(ask, row),
        "members": gathered(house, row),
    }
    return Page("notify/delivery.html", values)


def gathered(house: House, row: Row) -> Sequence[Row]:
    """What a digest tells."""
    with house.engine.connect() as connection:
        return deliveries.members(connection, row["id"])


def version(row: Row) -> str:
    """Which version of its words it was planned with; and sent with, where that is another one."""
    planned, sent = (row["template_hash"] or "")[:12], (row["sent_with"] or "")[:12]
    if not sent or sent == planned:
        return planned
    return f"{sent}（现行文字；计划时的版本 {planned or '未记'} 已查不到）"


def timing(row: Row) -> str:
    """Why it waits, in a sentence."""
    if row["state"] != "waiting" or not row["not_before"]:
        return ""
    return f"{'汇总' if row['digest'] else '免打扰'}，{when(row['not_before'])}"


def facts(house: House, row: Row, private: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What is known of a delivery, for `ui.facts`; what it does not have is left out."""
    unit = house.rulebook.current.units.get(row["unit"])
    pairs = [
        ("编号", row["case_no"]),
        ("告知谁", words.said(row["to"], words.TO)),
        ("姓名", private["name"]),
        ("号码", private["phone"]),
        ("承办单位", unit.name if unit else row["unit"]),
        ("来源单号", row["source_no"]),
        ("答复", private["public"]),
        ("指引", private["advice"]),
        ("缘由", word(row["cause"], "step")),
        ("渠道", words.said(row["channel"], words.CHANNELS)),
        ("状态", words.said(row["state"], words.STATES)),
        ("等待", timing(row)),
        ("回执", row["receipt"] and words.said(row["receipt"], words.RECEIPTS)),
        ("紧急", "是" if row["urgent"] else ""),
        ("模板版本", version(row)),
    ]
    return [(name, value) for name, value in pairs if value]


def opened(ask: Ask, row: Row) -> dict[str, Any]:
    """The personal fields in clear; ‹已加密› for who may not open them."""
    fields = {name: row[name] for name in CLOSED}
    if not ask.may("personal.open"):
        return {name: field and UNREAD for name, field in fields.items()}
    return dict(open_for(ask.service, ask.who.actor(), row["case_no"], PURPOSE, fields))


def outbox(ask: Ask) -> Page:
    """The demo's messages as they would arrive: invented people, so they are shown open. Nowhere else."""
    house: House = ask.service
    if not house.world.demo:
        raise Failure(404)
    box = file_gateways(house.world.folder).outbox
    messages = [shown(said) for said in house.world.offload(lambda: box.newest(CARDS))]
    return Page("notify/outbox.html", {"messages": messages, "words": words})


def shown(said: Mapping[str, str]) -> dict[str, Any]:
    """A message of the outbox; the asker's link in it can be followed."""
    before, link, after = ([*LINK.split(said["text"], maxsplit=1), "", ""])[:3]
    return {**said, "when": unstamp(said["at"]), "before": before, "link": link, "after": after}
