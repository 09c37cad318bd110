from pathlib import Path
from typing import Any

import pytest

from services.notify.gateways.http_api import HttpApi
from services.notify.gateways.mail import Mail
from services.notify.gateways.outbox import Outbox
from services.notify.gateways.settings import FILE, GatewaysInvalid, gateways_from, read_gateways
from services.notify.gateways.write_back import WriteBackFiles

WHOLE = """
channels:
  sms:
    http:
      url: https://sms.example.cn/send?id={id}
      headers: {Authorization: Bearer k}
      json: {mobile: "{phone}", content: "{text}"}
      success: {status: [200], field: code, values: ["0"], final: ["9"]}
      timeout: 5
  email:
    smtp: {host: mail.example.cn, sender: huying@example.cn, user: huying, password: "s e"}
units:
  housing: {email: office@example.cn, sms: "13800000000"}
feeds:
  12345: {http: {url: "https://12345.example.cn/back"}}
"""


def test_without_a_file_everything_is_written_to_files(tmp_path: Path) -> None:
    gateways = read_gateways(tmp_path)
    assert isinstance(gateways.of("asker", "a", "sms", "138"), Outbox)
    assert isinstance(gateways.of("source", "12345", "http", ""), WriteBackFiles)


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    gateways = read_gateways(tmp_path)
    sms, mail = gateways.of("asker", "a", "sms", "138"), gateways.of("unit", "housing", "email", "office@example.cn")
    back = gateways.of("source", "12345", "http", "")
    assert isinstance(sms, HttpApi)
    assert isinstance(mail, Mail)
    assert isinstance(back, HttpApi)
    assert (sms.timeout, sms.success.values, back.whole, mail.port) == (5, ("0",), True, 587)
    assert gateways.unit_address("housing", "sms") == "13800000000"


def test_a_unit_without_an_address_is_told_by_a_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    gateways = read_gateways(tmp_path)
    assert gateways.unit_address("tax", "email") == ""
    assert isinstance(gateways.of("unit", "tax", "email", ""), Outbox)


def test_passwords_are_not_printed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    assert "s e" not in repr(read_gateways(tmp_path))
    assert "Bearer" not in repr(read_gateways(tmp_path))


def sms(**more: Any) -> dict[str, Any]:
    return {"channels": {"sms": {"http": {"url": "https://sms.example.cn/", "json": {}, **more}}}}


def email(**more: Any) -> dict[str, Any]:
    return {"channels": {"email": {"smtp": {"host": "mail.example.cn", "sender": "a@example.cn", **more}}}}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"chanels": {}}, "chanels"),
        ({"channels": {"fax": {"http": {"url": "https://a.cn/"}}}}, "fax"),
        (sms(url="ftp://a.cn/"), "url"),
        (sms(url="https://{phone}.cn/"), "url"),
        (sms(url="https://user:pw@a.cn/"), "url"),
        (sms(url="https://a.cn:port/"), "url"),
        (sms(url="http://sms.example.cn/"), "plain"),
        (sms(json={"a": "{telephone}"}), "telephone"),
        (sms(form={"a": "b"}), "form"),
        (sms(form={"a": 1}, json=None), "form.a"),
        (sms(headers={"X-Key": 5}), "headers.X-Key"),
        (sms(headers={"X-Key": "a\nb"}), "headers.X-Key"),
        (sms(method="DELETE"), "method"),
        (sms(timeout=0), "timeout"),
        (sms(success={"status": ["200"]}), "status"),
        (sms(success={"field": "code"}), "values"),
        (sms(certificates="/nowhere/ca.pem"), "certificates"),
        (email(sender="nobody"), "sender"),
        (email(security="ssl"), "security"),
        (email(security="none"), "plain"),
        (email(port="587"), "port"),
        ({"units": {"housing": {"email": "office"}}}, "email"),
        ({"feeds": {"12345": {"url": "https://a.cn/"}}}, "url"),
    ],
)
def test_a_fault_names_the_key_to_mend(tmp_path: Path, content: dict[str, Any], named: str) -> None:
    with pytest.raises(GatewaysInvalid) as caught:
        gateways_from(content, tmp_path)
    assert any(named in fault for fault in caught.value.faults)


def test_plain_http_to_a_private_network_must_be_said(tmp_path: Path) -> None:
    gateways = gateways_from(sms(url="http://10.0.0.5/send", plain=True), tmp_path)
    assert isinstance(gateways.of("asker", "a", "sms", "138"), HttpApi)


@pytest.mark.parametrize("text", ["a: [", "- a", "\x00", "\x93".encode("latin-1")])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str | bytes) -> None:
    (tmp_path / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GatewaysInvalid, match=r"gateways\.yaml"):
        read_gateways(tmp_path)
