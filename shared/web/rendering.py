"""From what a view says to a response: pages, JSON, redirects, problems."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from werkzeug.wrappers import Response

from shared.kernel.times import stamp
from shared.web.addresses import SIGN_IN, SIGN_OUT, whole_path, with_next
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.look import Look, NavItem
from shared.web.sentences import Sentences

SAID = "said"
NEXT_STEPS: Mapping[int, str] = {
    400: "请返回上一页，检查后再试一次。",
    401: "请登录后再办理；登录后会回到这里。",
    403: "如果您认为应当有此权限，请联系本单位的系统管理员。",
    404: "请核对编号或地址是否抄错，也可以从首页重新进入。",
    405: "请从页面上的按钮办理。",
    409: "请返回刷新页面，看看事项现在的状态，再决定下一步。",
    413: "请减少内容或压缩附件后再提交。",
    415: "请换一种文件格式后再提交。",
    422: "请返回上一页，按提示修改后再提交。",
    429: "请等一分钟再试。",
    503: "刚才的操作没有保存。请稍等片刻，再提交一次。",
}
OTHERWISE = "请稍后再试；如果一直这样，请把出错时间告诉系统管理员。"


class Rendering:
    """Renders for one service."""

    def __init__(self, prefix: str, templates: Environment, look: Look, sentences: Sentences) -> None:
        self._prefix = prefix
        self._templates = templates
        self._look = look
        self._sentences = sentences

    def response(self, ask: Ask, answer: Response | Page | Json | See) -> Response:
        """The response of a view's answer."""
        match answer:
            case Page():
                return self.page(ask, answer)
            case Json(body=body, status=status, headers=headers):
                return as_json(body, status, headers)
            case See(path=path, said=said):
                return redirect(_with_said(path, said), 303)
            case Response():
                return answer

    def page(self, ask: Ask, page: Page) -> Response:
        """A page with everything the base template needs."""
        here = whole_path(ask.request)
        places = [item for item in self._look.navigation if _open(ask, item)]
        values = {
            "ask": ask,
            "who": ask.who,
            "now": ask.at,
            "here": here,
            "navigation": places,
            "current": _current(places, here),
            "sign_in": with_next(SIGN_IN, ask.request),
            "sign_out": SIGN_OUT,
            "said": self._said(ask),
            **page.values,
        }
        text = self._templates.get_template(page.template).render(values)
        return Response(text, page.status, mimetype="text/html")

    def error_page(self, ask: Ask, failure: Failure) -> Response:
        """A page that says what happened and what to do next."""
        values = {
            "status": failure.status,
            "code": failure.code,
            "sentence": self._sentences.zh(failure.code, failure.facts),
            "faults": failure.fields,
            "next_step": NEXT_STEPS.get(failure.status, OTHERWISE),
        }
        return self.page(ask, Page("error.html", values, failure.status))

    def problem(self, failure: Failure, instance: str) -> Response:
        """`application/problem+json`, RFC 9457; `type` leads to the list of codes in the docs."""
        body = {
            "type": f"{self._prefix}/docs#{failure.code}",
            "title": HTTPStatus(failure.status).phrase,
            "status": failure.status,
            "code": failure.code,
            "detail": self._sentences.zh(failure.code, failure.facts),
            "detail_en": self._sentences.en(failure.code, failure.facts),
            "instance": instance,
            "fields": [{"name": fault.name, "message": fault.message} for fault in failure.fields],
        }
        response = as_json(body, failure.status)
        response.mimetype = "application/problem+json"
        return response

    def refusal(self, failure: Failure) -> tuple[int, str]:
        """Status, and in one line both sentences and the fields at fault, for machines that want it their own way."""
        said = self.sentence(failure), self._sentences.en(failure.code, failure.facts)
        faults = (f"{fault.name}: {fault.message}" for fault in failure.fields)
        return failure.status, "; ".join(one for one in (*said, *faults) if one)

    def sentence(self, failure: Failure) -> str:
        """The Chinese sentence of a failure."""
        return self._sentences.zh(failure.code, failure.facts)

    def _said(self, ask: Ask) -> str:
        code = ask.query(SAID)
        return self._sentences.zh(code) if code.startswith("done.") and code in self._sentences else ""


def as_json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON response in UTF-8."""
    text = json.dumps(body, ensure_ascii=False, default=_plain, separators=(",", ":"), allow_nan=False)
    return Response(text, status, dict(headers or {}), mimetype="application/json")


def redirect(address: str, status: int) -> Response:
    """To an address of ours."""
    return Response("", status, {"Location": address}, mimetype="text/plain")


def _open(ask: Ask, item: NavItem) -> bool:
    if item.visitors:
        return not ask.who.signed_in
    return not item.permissions or any(ask.may(name) for name in item.permissions)


def _current(places: list[NavItem], here: str) -> NavItem | None:
    """The place one is in: the longest path that leads here."""
    leading = [item for item in places if here == item.path or here.startswith(item.path.rstrip("/") + "/")]
    return max(leading, key=lambda item: len(item.path), default=None)


def _with_said(path: str, said: str) -> str:
    if not said:
        return path
    bare, _, anchor = path.partition("#")
    joined = f"{bare}{'&' if '?' in bare else '?'}{urlencode({SAID: said})}"
    return f"{joined}#{anchor}" if anchor else joined


_WRITERS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, stamp),
    (date, date.isoformat),
    (Enum, lambda value: value.value),
    (Mapping, dict),
    (set, sorted),
    (frozenset, sorted),
)


def _plain(value: Any) -> Any:
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no place in JSON")
