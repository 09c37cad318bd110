from pathlib import Path
from typing import Any

import pytest

from services.notify.gateways.gateways import Gateways, Way
from services.notify.gateways.http_api import HttpApi
from services.notify.gateways.mail import Mail
from services.notify.gateways.outbox import Outbox
from services.notify.gateways.settings import FILE, GatewaysFile, GatewaysInvalid, gateways_from, read_gateways
from services.notify.gateways.write_back import WriteBackFiles

WHOLE = """
site: https://huying.example.cn/
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
    assert gateways.way("asker", "a", ["sms"]) == Way(Outbox(tmp_path / "outbox"), "file")
    assert gateways.way("source", "12345", ["http"]) == Way(WriteBackFiles(tmp_path / "writeback"), "file")


@pytest.fixture
def whole(tmp_path: Path) -> Gateways:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    return read_gateways(tmp_path)


def test_a_whole_file_is_read(whole: Gateways) -> None:
    sms, mail = whole.way("asker", "a", ["sms"]).gateway, whole.channels["email"]
    back = whole.way("source", "12345", ["file"])
    assert isinstance(sms, HttpApi)
    assert isinstance(mail, Mail)
    assert isinstance(back.gateway, HttpApi)
    assert (sms.timeout, sms.success.values, back.gateway.whole, mail.port) == (5, ("0",), True, 587)
    assert (back.channel, whole.site) == ("http", "https://huying.example.cn")


def test_a_unit_is_told_by_the_first_channel_it_has_an_address_for(whole: Gateways) -> None:
    assert whole.way("unit", "housing", ["email", "sms"])[1:] == ("email", "office@example.cn")
    assert whole.way("unit", "housing", ["wechat", "sms"])[1:] == ("sms", "13800000000")
    assert whole.way("unit", "tax", ["email", "sms"]) == Way(whole.outbox, "file")


def test_a_channel_that_is_not_configured_is_a_file(whole: Gateways) -> None:
    assert whole.way("asker", "a", ["wechat"]) == Way(whole.outbox, "file")


def test_passwords_are_not_printed(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    assert "s e" not in repr(read_gateways(tmp_path))
    assert "Bearer" not in repr(read_gateways(tmp_path))


def sms(**more: Any) -> dict[str, Any]:
    return {
        "site": "https://a.cn",
        "channels": {"sms": {"http": {"url": "https://sms.example.cn/", "json": {}, **more}}},
    }


def email(**more: Any) -> dict[str, Any]:
    return {
        "site": "https://a.cn",
        "channels": {"email": {"smtp": {"host": "mail.example.cn", "sender": "a@example.cn", **more}}},
    }


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({"chanels": {}}, "chanels"),
        ({"site": "huying.cn"}, "site"),
        ({"channels": sms()["channels"]}, "site"),
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
        (email(password_file="/nowhere/password"), "password_file"),
        ({"units": {"housing": {"email": "office"}}}, "email"),
        ({"feeds": {"12345": {"url": "https://a.cn/"}}}, "url"),
    ],
)
def test_a_fault_names_the_key_to_mend(tmp_path: Path, content: dict[str, Any], named: str) -> None:
    with pytest.raises(GatewaysInvalid) as caught:
        gateways_from(content, tmp_path)
    assert any(named in fault for fault in caught.value.faults)


def test_a_password_may_stand_in_a_file_and_a_message_is_known_by_its_id_only_where_that_is_said(
    tmp_path: Path,
) -> None:
    (tmp_path / "password").write_text("s e\n", encoding="utf-8")
    mail = gateways_from(email(password_file=str(tmp_path / "password"), deduplicates=True), tmp_path).channels["email"]
    assert isinstance(mail, Mail)
    assert (mail.password, mail.deduplicates) == ("s e", True)
    assert not gateways_from(sms(), tmp_path).channels["sms"].deduplicates
    assert (
        gateways_from({"feeds": {"12345": {"http": {"url": "https://a.cn/"}}}}, tmp_path).sources["12345"].deduplicates
    )


def test_plain_http_to_a_private_network_must_be_said(tmp_path: Path) -> None:
    gateways = gateways_from(sms(url="http://10.0.0.5/send", plain=True), tmp_path)
    assert isinstance(gateways.channels["sms"], HttpApi)


@pytest.mark.parametrize("text", ["a: [", "- a", "\x00", "\x93".encode("latin-1")])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str | bytes) -> None:
    (tmp_path / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GatewaysInvalid, match=r"gateways\.yaml"):
        read_gateways(tmp_path)


def test_a_file_that_was_mended_is_read_again(tmp_path: Path) -> None:
    file = GatewaysFile(tmp_path)
    assert file.current().channels == {}
    (tmp_path / FILE).write_text("site: nowhere", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(GatewaysInvalid, match="site"):
            file.current()
    (tmp_path / FILE).write_text(WHOLE, encoding="utf-8")
    assert set(file.current().channels) == {"sms", "email"}
    (tmp_path / FILE).unlink()
    assert file.current().channels == {}
