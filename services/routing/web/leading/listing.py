"""What waits for the asker, the instructions they gave and how these stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.routing.readmodels.matters.query import Matter, everything_open, of_leader, of_unit
from services.routing.readmodels.work_orders.query import one
from services.routing.web.leading.panel import OPENS, PURPOSE, task_name, title
from services.routing.web.leading.views import told
from services.routing.web.seeing import READ_ALL, title_of
from shared.house.reading import CLOSED, open_for
from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.words import word


def show(ask: Ask) -> Page:
    """What waits for the own unit; the own instructions, for leaders; all that is open, for who sees every case."""
    engine, unit = ask.service.engine, ask.who.unit
    waiting = of_unit(engine, unit) if unit else []
    given = of_leader(engine, ask.who.account) if ask.may("instructions.give") else []
    others = everything_open(engine) if ask.may(READ_ALL) else []
    values = {
        "waiting": [_line(one, ask) for one in waiting],
        "given": [_line(one, ask) for one in given],
        "others": [_line(one, ask) for one in others],
        "gives": ask.may("instructions.give"),
        "sees_all": ask.may(READ_ALL),
        "unit": unit,
    }
    return Page("routing/instructions.html", values)


def _line(matter: Matter, ask: Ask) -> Mapping[str, Any]:
    order = one(ask.service.engine, matter.subject)
    return {
        "matter": matter,
        "what": title(matter),
        "case": title_of(ask.service, order) if order else matter.subject,
        "state": word(matter.state, "matter"),
        "words": _words(matter, ask),
        "due": task_name(matter.due) if matter.due else "",
        "reports": matter.kind == "instruction" and any(task.unit == ask.who.unit for task in matter.duties),
        "decisions": [
            (task.duty.partition("/")[2], task)
            for task in matter.duties
            if task.duty.startswith("decision/") and task.open and task.unit == ask.who.unit
        ],
    }


def _words(matter: Matter, ask: Ask) -> str | None:
    if not any(map(ask.may, OPENS)):
        return CLOSED
    opened = open_for(ask.service, ask.who.actor(), matter.subject, PURPOSE, {"words": matter.words})
    return opened["words"]


def listed(ask: Ask) -> Json:
    """`waiting` and `given`, without words."""
    engine, unit = ask.service.engine, ask.who.unit
    waiting: Sequence[Matter] = of_unit(engine, unit) if unit else ()
    given = of_leader(engine, ask.who.account) if ask.may("instructions.give") else ()
    return Json({"waiting": [told(one) for one in waiting], "given": [told(one) for one in given]})
