"""`gateways.yaml` in the data folder: the installation's ways out. Without it everything goes to files."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from services.notify.gateways.gateways import Gateways, file_gateways
from services.notify.gateways.http_api import MESSAGE_PLACES
from services.notify.gateways.mail import is_address
from services.notify.gateways.outgoing import Gateway
from services.notify.gateways.read_apprise import apprise_from
from services.notify.gateways.read_http import http_from
from services.notify.gateways.read_mail import mail_from
from services.notify.gateways.receipts import Receipts, receipts_from
from services.notify.gateways.write_back import FACTS
from shared.rules.entry import Entry

FILE = "gateways.yaml"
HTTP_CHANNELS, MAIL_CHANNELS = ("sms", "wechat"), ("email",)
WAYS = ("http", "smtp", "apprise")


class GatewaysInvalid(ValueError):
    """`gateways.yaml` cannot be used. `faults` are sentences, each naming the key to mend."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_gateways(folder: Path) -> Gateways:
    """The gateways of a data folder. GatewaysInvalid."""
    path = folder / FILE
    if not path.exists():
        return file_gateways(folder)
    try:
        content = texts(yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        raise GatewaysInvalid([f"{FILE}：不是可读的 YAML" + (f"，第 {place.line + 1} 行" if place else "")]) from None
    if not isinstance(content, Mapping):
        raise GatewaysInvalid([f"{FILE}：应为对照表（每行“名称: 内容”）"])
    return gateways_from(content, folder)


def texts(value: Any) -> Any:
    """The same document with text for every key, such as a feed's number."""
    if isinstance(value, Mapping):
        return {str(key): texts(inner) for key, inner in value.items()}
    return [texts(inner) for inner in value] if isinstance(value, list) else value


def gateways_from(content: Mapping[str, Any], folder: Path) -> Gateways:
    """`{site, channels: {sms|wechat: {http}, email: {smtp}}, units: {unit: {channel: address}}, feeds: {source: {http}}}`.

    Any channel may have `apprise` instead, and `receipts` beside.
    """
    top = Entry(FILE, FILE, content)
    top.only("site", "channels", "units", "feeds")
    read = replace(
        file_gateways(folder),
        site=_site(top),
        channels={code: _channel(code, entry) for code, entry in top.entries("channels")},
        units={code: _unit(entry) for code, entry in top.entries("units")},
        sources={code: _source(entry) for code, entry in top.entries("feeds")},
        receipts=_receipts(top),
    )
    if top.faults:
        raise GatewaysInvalid(top.faults)
    return read


def _site(top: Entry) -> str:
    site = top.text("site", "").rstrip("/")
    if site and not site.startswith(("https://", "http://")):
        top.fault("“site”应为本系统的完整网址，例如 https://huying.example.cn")
    if not site and top.content.get("channels"):
        top.fault("请填写“site”：本系统的完整网址，短信里的查询链接要用它")
    return site


def _channel(code: str, entry: Entry) -> Gateway:
    """Mail by a mail server, the others by HTTP, any of them by Apprise."""
    own = "smtp" if code in MAIL_CHANNELS else "http"
    if code not in (*HTTP_CHANNELS, *MAIL_CHANNELS):
        entry.fault(f"不认识渠道“{code}”，可用的是 {'、'.join((*HTTP_CHANNELS, *MAIL_CHANNELS))}")
    entry.only(own, "apprise", "receipts")
    if len(entry.content.keys() & set(WAYS)) > 1:
        entry.fault(f"“{own}”和“apprise”只能填一个")
    if "apprise" in entry.content:
        return apprise_from(entry.inner("apprise"))
    if own == "smtp":
        return mail_from(entry.inner("smtp"))
    return http_from(entry.inner("http"), MESSAGE_PLACES, whole=False)


def _receipts(top: Entry) -> dict[str, Receipts]:
    read = {code: receipts_from(entry.inner("receipts")) for code, entry in top.entries("channels")}
    return {code: one for code, one in read.items() if one is not None}


def _unit(entry: Entry) -> dict[str, str]:
    entry.only(*HTTP_CHANNELS, *MAIL_CHANNELS)
    addresses = {channel: entry.text(channel) for channel in entry.content}
    for channel in MAIL_CHANNELS:
        if not is_address(addresses.get(channel, "ok@example.org")):
            entry.fault(f"“{channel}”应为电子邮箱地址")
    return addresses


def _source(entry: Entry) -> Gateway:
    entry.only("http")
    return http_from(entry.inner("http"), frozenset(FACTS), whole=True)


class GatewaysFile:
    """The gateways as the file says now: read again when it was changed, so that mending needs no restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int, int] | None = (-1, -1)
        self._read: Gateways | GatewaysInvalid = file_gateways(folder)

    def current(self) -> Gateways:
        """GatewaysInvalid until it is mended."""
        if (seen := self._mark()) != self._seen:
            self._seen = seen
            try:
                self._read = read_gateways(self._folder)
            except GatewaysInvalid as invalid:
                self._read = invalid
        if isinstance(self._read, GatewaysInvalid):
            raise self._read
        return self._read

    def _mark(self) -> tuple[int, int] | None:
        try:
            found = (self._folder / FILE).stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size
