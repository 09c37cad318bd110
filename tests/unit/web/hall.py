"""A small service with one of everything, for the tests of shared/web."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from marshmallow import fields
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from shared.access.feed_keys import FeedKeys, hashed
from shared.access.permissions import Role
from shared.access.tokens import new_key, public_half, sign
from shared.access.who import Who
from shared.kernel.rejection import Rejected
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.forms import Form, Time, length, one_of
from shared.web.guard import Keys, csrf_token
from shared.web.inputs import inputs
from shared.web.look import Look, NavItem
from shared.web.route import FEED, PUBLIC, SIGNED_IN, AnyOf, Route
from shared.web.sentences import Sentence
from shared.web.site import Settings, Site

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
KEY = new_key()
WANG = Who("wang", "王经办", "housing", "科员", ("officer",), "s-1")
LI = Who("li", "李某", "tax", "科员", ("guest",), "s-2")


@dataclass(frozen=True, slots=True)
class PlainRole:
    permissions: frozenset[str]


ROLES: Mapping[str, Role] = {
    "officer": PlainRole(frozenset({"orders.read", "orders.sign"})),
    "guest": PlainRole(frozenset()),
}


class DatabaseAway(Exception):
    pass


class LockedAway(DatabaseAway):
    pass


class Note(Form):
    title = fields.String(required=True, validate=length(20), metadata={"label": "标题"})
    text = fields.String(required=True, validate=length(2000), metadata={"label": "内容", "help": "请写清时间和地点"})
    level = fields.String(validate=one_of({"general": "一般", "key": "重点"}), metadata={"label": "级别"})
    reached = fields.Boolean(metadata={"label": "是否联系上"})
    at = Time(metadata={"label": "联系时间"})
    units = fields.List(
        fields.String(validate=one_of({"tax": "税务局", "housing": "住建局"})), metadata={"label": "单位"}
    )


class Filter(Form):
    state = fields.String()
    limit = fields.Integer()


@dataclass(slots=True)
class House:
    done: list[Any] = field(default_factory=list)
    trouble: Exception | None = None

    def execute(self, command: Any) -> None:
        if self.trouble:
            raise self.trouble
        self.done.append(command)


def write_note(ask: Ask) -> Page:
    return Page("note.html", {"inputs": inputs(Note, ask)})


def take_note(ask: Ask) -> See:
    ask.service.execute((ask.form, ask.idempotency_key, ask.who.account))
    return See("/hall/orders?state=new", "done.noted")


def api_note(ask: Ask) -> Json:
    ask.service.execute((ask.form, ask.idempotency_key, ask.who.account))
    return Json({"form": ask.form, "at": ask.at}, 201)


def orders(ask: Ask) -> Page:
    return Page("orders.html", {"rows": ask.service.done, "state": ask.form.get("state", "")})


def api_orders(ask: Ask) -> Json:
    return Json({"form": ask.form, "unit": ask.scope(everything="orders.read_all", own="orders.read").unit})


def feed(ask: Ask) -> Json:
    ask.service.execute(ask.json)
    return Json({"by": ask.who.account, "got": ask.json}, 201)


def hello(ask: Ask) -> Response:
    return Response(f"hello {ask.who.account or 'stranger'} {ask.arguments.get('name', '')}", mimetype="text/plain")


ROUTES = (
    Route(method="GET", path="/", permission=PUBLIC, view=hello, summary="首页"),
    Route(method="GET", path="/orders", permission="orders.read", view=orders, form=Filter, summary="工单"),
    Route(method="GET", path="/note", permission="orders.sign", view=write_note, summary="写记录"),
    Route(
        method="POST",
        path="/note",
        permission="orders.sign",
        view=take_note,
        form=Note,
        again=write_note,
        summary="记下",
    ),
    Route(method="POST", path="/bare", permission=SIGNED_IN, view=take_note, form=Note, summary="不再显示表单"),
    Route(method="POST", path="/ask", permission=PUBLIC, view=take_note, form=Note, again=write_note, summary="提诉求"),
    Route(method="GET", path="/me", permission=SIGNED_IN, view=hello, summary="我"),
    Route(
        method="GET",
        path="/api/v1/orders",
        permission=AnyOf("orders.read_all", "orders.read"),
        view=api_orders,
        form=Filter,
        summary="List orders",
    ),
    Route(method="GET", path="/api/v1/orders/<no>", permission="orders.read", view=hello, summary="One order"),
    Route(
        method="POST",
        path="/api/v1/orders/<no>/note",
        permission="orders.sign",
        view=api_note,
        form=Note,
        summary="Add a note",
    ),
    Route(method="POST", path="/api/v1/appeals", permission=PUBLIC, view=api_note, form=Note, summary="Appeal"),
    Route(method="POST", path="/api/v1/boss", permission="orders.approve", view=api_note, summary="For heads"),
    Route(
        method="POST",
        path="/api/v1/feeds/<source>/orders",
        permission=FEED,
        view=feed,
        summary="Feed",
        max_body=4096,
    ),
)

SENTENCES = {
    "done.noted": Sentence("已记下。"),
    "order.not_dispatched": Sentence("工单 {no} 还没有派单", "Order {no} is not dispatched"),
    "order.bad_number": Sentence("编号不对", "Bad number", 422),
}
LOOK = Look(
    district="海拉尔区",
    navigation=(
        NavItem("首页", "/hall"),
        NavItem("工单", "/hall/orders", "orders.read"),
        NavItem("签发", "/hall/sign", "orders.approve"),
        NavItem("总览", "/hall/all", ("orders.read_all", "orders.read")),
        NavItem("督办", "/hall/cards", ("cards.read", "cards.read_own")),
    ),
    is_working_day=lambda day: day.weekday() < 5,
    unit_name=lambda code: {"housing": "区住建局", "tax": "税务局"}.get(code, code),
)
FEEDS = FeedKeys({"12345": (hashed("feed-key"),)})


def rejected(no: str = "7") -> Rejected:
    return Rejected("order.not_dispatched", no=no)


class Hall:
    """A site with its house, and requests to it."""

    def __init__(self, *, secure: bool = False, at: datetime = NOW) -> None:
        self.house = House()
        self.reported: list[Exception] = []
        self.observed: list[tuple[str, str, int]] = []
        self.settings = Settings(
            clock=lambda: at,
            keys=Keys(token=public_half(KEY), csrf=b"secret", feeds=FEEDS, secure=secure),
            house=self.house,
            roles=lambda: ROLES,
            look=LOOK,
            templates=(Path(__file__).parent / "templates",),
            sentences=SENTENCES,
            status_of=lambda error: 503 if isinstance(error, DatabaseAway) else None,
            max_body=1024,
            report=self.reported.append,
            observe=lambda method, path, status, _: self.observed.append((method, path, status)),
            once=lambda: "once-1",
        )
        self.site = Site("hall", ROUTES, self.settings)

    def ask(
        self,
        method: str,
        path: str,
        *,
        who: Who | None = None,
        token: str = "",
        bearer: str = "",
        mounted: bool = False,
        headers: Mapping[str, str] | None = None,
        **given: Any,
    ) -> Response:
        cookie = token or (sign(KEY, who, NOW - timedelta(seconds=10)) if who else "")
        more = dict(headers or {})
        if cookie:
            more["Cookie"] = f"huying={cookie}"
        if bearer:
            more["Authorization"] = f"Bearer {bearer}"
        builder = EnvironBuilder(path, method=method, headers=Headers(more), **given)
        environ = builder.get_environ()
        if mounted:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = "/hall", environ["PATH_INFO"].removeprefix("/hall")
        return self.site.respond(Request(environ))

    def post(self, path: str, who: Who | None, data: Mapping[str, Any], **more: Any) -> Response:
        """A page's form, with its hidden fields."""
        csrf = self.csrf(who) if who else ""
        hidden = {"once": "once-1", **({"csrf": csrf} if csrf else {})}
        return self.ask("POST", path, who=who, data={**hidden, **data}, **more)

    def csrf(self, who: Who) -> str:
        return csrf_token(self.settings.keys, who)


def bearer(who: Who) -> str:
    return sign(KEY, who, NOW)


def another(who: Who, **changes: Any) -> Who:
    return replace(who, **changes)
