"""A living sample of every piece of a page. `python -m tests.unit.web.sample FILE` writes it with its style beside it."""

import shutil
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from marshmallow import fields
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from shared.access.tokens import sign
from shared.web import static
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.forms import Form, one_of
from shared.web.inputs import inputs
from shared.web.paging import Slice
from shared.web.route import SIGNED_IN, Route
from shared.web.site import Site
from shared.web.words import CHANNELS, STATES, word
from tests.unit.web.hall import KEY, NOW, WANG, Hall, Note


class Choose(Form):
    state = fields.String(validate=one_of(STATES), metadata={"label": "状态"})
    channel = fields.String(validate=one_of(CHANNELS), metadata={"label": "渠道"})
    words = fields.String(metadata={"label": "编号或标题"})


def step(at: datetime, what: str, service: str, who: str, **more: Any) -> SimpleNamespace:
    said = {"alarm": False, "notes": [], **more}
    return SimpleNamespace(at=at, what=word(what, "step"), service=service, who=who, **said)


def order(number: int, title: str, channel: str, state: str, days: float) -> SimpleNamespace:
    due = NOW + timedelta(days=days)
    return SimpleNamespace(no=f"20261124-7K3QX0M2VB{number}", title=title, channel=channel, state=state, due=due)


def values(ask: Ask) -> dict[str, Any]:
    day = timedelta(days=1)
    typed = MultiDict([("title", "供暖管网漏水的答复"), ("text", ""), ("level", "key"), ("reached", "true")])
    bad = {"text": ("请填写这一项",)}
    again = replace(ask, typed=typed, errors=bad, refused="填写的内容有误，请按提示修改")
    return {
        "case_no": "20261124-7K3QX0M2VBP",
        "ask": again,
        "ask_plain": ask,
        "inputs": inputs(Note, again),
        "filter_inputs": inputs(Choose, ask, values={"state": "handling"}),
        "overdue": NOW - timedelta(hours=3, minutes=5),
        "soon": NOW + timedelta(hours=6),
        "calm": NOW + 5 * day,
        "steps": [
            step(NOW - 3 * day, "appeal.received", "intake", "12345 热线"),
            step(NOW - 2 * day, "work_order.dispatched", "routing", "分办台 · 赵某", notes=[("主办单位", "区住建局")]),
            step(NOW - day, "work_order.lapsed", "routing", "", alarm=True, notes=[("逾期", "签收")]),
            step(NOW, "reminder.issued", "supervision", "督查"),
        ],
        "rows": [
            order(1, "三号楼供暖管网漏水，影响正常生产", "12345", "handling", -0.2),
            order(2, "咨询个体工商户转企业的办理流程", "96888", "dispatching", 0.3),
            order(3, "<script>alert('不该运行')</script>", "portal", "reopened", 2.5),
            order(4, "建议增加企业服务日场次", "service_day", "closed", 8),
            order(5, "工程款拖欠", "visit", "archived", 9),
        ],
        "slice": Slice((), "eyJ"),
    }


def render() -> str:
    hall = Hall()
    route = Route(
        method="GET",
        path="/orders",
        permission=SIGNED_IN,
        view=lambda ask: Page("sample.html", values(ask)),
        summary="样张",
    )
    site = Site("hall", (route,), hall.settings)
    builder = EnvironBuilder("/hall/orders", headers=Headers({"Cookie": f"huying={sign(KEY, WANG, NOW)}"}))
    response = site.respond(Request(builder.get_environ()))
    assert response.status_code == 200, hall.reported
    return response.get_data(as_text=True)


def write(folder: Path) -> Path:
    """The page as a file that a browser opens without a server."""
    for path in static.SHARED.iterdir():
        shutil.copy(path, folder / path.name)
    page = folder / "sample.html"
    page.write_text(render().replace("/hall/static/", ""), encoding="utf-8")
    return page


if __name__ == "__main__":
    write(Path(sys.argv[1]))
