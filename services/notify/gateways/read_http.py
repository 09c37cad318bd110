"""Reading an HTTP gateway's description; every fault names the key to mend."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from services.notify.gateways.http_answer import Success
from services.notify.gateways.http_api import HttpApi
from services.notify.gateways.template import places
from shared.rules.entry import Entry

KEYS = (
    *("url", "method", "plain", "headers", "json", "form", "success"),
    *("id_header", "deduplicates", "timeout", "certificates"),
)
HERE = ("127.0.0.1", "localhost", "::1")


def http_from(entry: Entry, known: frozenset[str], *, whole: bool) -> HttpApi:
    """`whole`: without `json` and `form` all facts are the body. `known` are the places its texts may have.

    A fact (`whole`) said twice is the same fact; a message said twice is two, unless the gateway is said to know better.
    """
    entry.only(*KEYS)
    json, form = entry.content.get("json"), _form(entry)
    if json is not None and form is not None:
        entry.fault("“json”和“form”只能填一个")
    _places_known(entry, known, (entry.content.get("url"), json, form))
    return HttpApi(
        method=entry.choice("method", ("POST", "PUT", "GET"), "POST"),
        url=_url(entry),
        headers=_headers(entry),
        json=json,
        form=form,
        whole=whole and json is None and form is None,
        success=_success(entry.inner("success")),
        id_header=_token(entry, "id_header", "Idempotency-Key"),
        timeout=entry.number("timeout") if "timeout" in entry.content else 10,
        certificates=certificates_of(entry),
        deduplicates=entry.flag("deduplicates") if "deduplicates" in entry.content else whole,
    )


def certificates_of(entry: Entry) -> str:
    """A file with certificates to trust, or ""."""
    file = entry.text("certificates", "")
    if file and not Path(file).is_file():
        entry.fault("“certificates”所指的证书文件不存在")
    return file


def _url(entry: Entry) -> str:
    url = entry.text("url")
    try:
        parts = urlsplit(url)
        usable = _usable(parts)
    except ValueError:
        usable, parts = False, urlsplit("")
    if not usable:
        entry.fault("“url”应为完整地址，例如 https://sms.example.cn/send，主机名里不能有空位或口令")
    elif parts.scheme == "http" and parts.hostname not in HERE and not entry.flag("plain"):
        entry.fault("“url”不是 https：手机号会明文传输；确是专网时写上 plain: true")
    return url


def _usable(parts: SplitResult) -> bool:
    host = parts.netloc
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    visible = all("!" <= sign <= "~" for sign in parts.geturl())
    return whole and visible and not set("{}@") & set(host) and not parts.fragment


def _headers(entry: Entry) -> Mapping[str, str]:
    headers = entry.inner("headers").content
    for name, value in headers.items():
        if not _is_token(name) or not isinstance(value, str) or not all(" " <= sign <= "~" for sign in value):
            entry.fault(f"“headers.{name}”应为一行可见的英文文字（数字请加引号）")
    return {name: str(value) for name, value in headers.items()}


def _token(entry: Entry, key: str, default: str) -> str:
    value = entry.text(key, default)
    if not _is_token(value):
        entry.fault(f"“{key}”应为 HTTP 头的名称")
    return value


def _is_token(text: str) -> bool:
    return bool(text) and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _form(entry: Entry) -> Mapping[str, str] | None:
    if "form" not in entry.content:
        return None
    form = entry.inner("form").content
    for name, value in form.items():
        if not isinstance(value, str):
            entry.fault(f"“form.{name}”应为文字（数字请加引号）")
    return {name: str(value) for name, value in form.items()}


def _success(entry: Entry) -> Success:
    entry.only("status", "field", "values", "final")
    statuses: Any = entry.content.get("status", [])
    if not isinstance(statuses, list) or not all(type(one) is int and 100 <= one < 600 for one in statuses):
        entry.fault("“status”应为 HTTP 状态码的列表，例如 [200]")
        statuses = []
    field = entry.text("field", "")
    values = entry.texts("values")
    if bool(field) != bool(values):
        entry.fault("“field”和“values”要一起填：哪个字段等于什么值算成功（数字请加引号）")
    return Success(frozenset(statuses), tuple(field.split(".")) if field else (), values, entry.texts("final"))


def _places_known(entry: Entry, known: frozenset[str], templates: tuple[Any, ...]) -> None:
    for place in sorted(frozenset().union(*map(places, templates)) - known):
        entry.fault(f"不认识空位 {{{place}}}，可用的是 {'、'.join(sorted(known))}")
