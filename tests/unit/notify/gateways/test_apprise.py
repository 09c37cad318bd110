import json
from pathlib import Path

import pytest

from services.notify.gateways.by_apprise import ByApprise
from services.notify.gateways.outgoing import Failed
from services.notify.gateways.settings import GatewaysInvalid, gateways_from
from tests.unit.notify.gateways.messages import SMS, failure
from tests.unit.notify.gateways.servers import provider


def address(url: str) -> str:
    return url.replace("http://", "json://") + "/{address}?+X-Key={key}"


def test_a_message_arrives_with_its_address_and_secret() -> None:
    with provider() as web:
        ByApprise(address(web.url), {"key": "s e/c"}).send(SMS)
    (asked,) = web.asked
    assert asked.path.startswith(f"/{SMS.address}")
    assert asked.headers["x-key"] == "s e/c"
    assert json.loads(asked.body)["message"] == SMS.text


def test_a_service_that_does_not_take_it_leaves_a_doubt_in_our_words() -> None:
    with provider((500, {}, b"")) as web, pytest.raises(Failed) as caught:
        ByApprise(address(web.url), {"key": "k"}).send(SMS)
    assert (caught.value.code, caught.value.maybe, caught.value.final) == ("not_taken", True, False)


def test_an_address_that_apprise_does_not_know_is_the_operators_to_mend() -> None:
    assert failure(ByApprise("nosuch://x").send, SMS) == ("bad_settings", False, None)


def test_the_secret_comes_from_its_file_and_is_not_printed(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("hidden\n", encoding="utf-8")
    way = {"url": "wecombot://{key}", "secrets": {"key": str(tmp_path / "key")}}
    content = {"site": "https://a.cn", "channels": {"wechat": {"apprise": way}}}
    gateway = gateways_from(content, tmp_path).channels["wechat"]
    assert isinstance(gateway, ByApprise)
    assert gateway.secrets == {"key": "hidden"}
    assert "hidden" not in repr(gateway)


@pytest.mark.parametrize(
    ("way", "named"),
    [
        ({"url": "wecombot"}, "url"),
        ({"url": "wecombot://{key}"}, "key"),
        ({"url": "wecombot://{key}", "secrets": {"key": "/nowhere/key"}}, "key"),
        ({"url": "wecombot://x", "token": "x"}, "token"),
    ],
)
def test_a_fault_names_the_key_to_mend(tmp_path: Path, way: dict[str, object], named: str) -> None:
    with pytest.raises(GatewaysInvalid, match=named):
        gateways_from({"site": "https://a.cn", "channels": {"wechat": {"apprise": way}}}, tmp_path)


def test_a_channel_has_one_way(tmp_path: Path) -> None:
    both = {"apprise": {"url": "json://a"}, "http": {"url": "https://a.cn/"}}
    with pytest.raises(GatewaysInvalid, match="只能填一个"):
        gateways_from({"site": "https://a.cn", "channels": {"sms": both}}, tmp_path)
