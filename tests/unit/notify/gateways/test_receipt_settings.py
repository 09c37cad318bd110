from pathlib import Path
from typing import Any

import pytest

from services.notify.gateways.receipts import Receipt, Receipts, ReceiptUnreadable
from services.notify.gateways.settings import GatewaysInvalid, gateways_from
from shared.kernel.times import unstamp

LONG = "a-secret-of-the-gateway"


def settings(folder: Path, **receipts: Any) -> Receipts:
    sms = {"http": {"url": "https://a.cn/"}, "receipts": receipts}
    return gateways_from({"site": "https://a.cn", "channels": {"sms": sms}}, folder).receipts["sms"]


def test_without_more_a_receipt_is_in_our_own_words(tmp_path: Path) -> None:
    read = settings(tmp_path, secret=LONG).read
    at = "2026-11-24T09:30:00+08:00"
    assert read({"id": "d1", "outcome": "read", "at": at}) == Receipt("d1", "read", unstamp(at))
    assert read({"id": "d1.2", "outcome": "failed", "at": "soon"}) == Receipt("d1", "failed", None)


def test_its_places_and_words_are_the_gateways(tmp_path: Path) -> None:
    there = settings(tmp_path, secret=LONG, id="a.b", outcome="code", delivered=["0"], failed=["1", "2"])
    assert there.read({"a": {"b": "d1"}, "code": 0}).outcome == "delivered"
    assert there.read({"a": {"b": "d1"}, "code": "2"}).outcome == "failed"


@pytest.mark.parametrize("document", [None, [], {}, {"id": "d1"}, {"id": "d1", "outcome": "lost"}, {"outcome": "read"}])
def test_what_says_nothing_of_a_message_is_unreadable(tmp_path: Path, document: Any) -> None:
    with pytest.raises(ReceiptUnreadable):
        settings(tmp_path, secret=LONG).read(document)


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{LONG}\n", encoding="utf-8")
    there = settings(tmp_path, secret_file=str(tmp_path / "secret"))
    assert there.known(LONG)
    assert not there.known(LONG + "x")
    assert LONG not in repr(there)


@pytest.mark.parametrize("receipts", [{"secret": "short"}, {"secret_file": "/nowhere"}, {"secret": LONG, "to": "x"}])
def test_a_fault_is_told(tmp_path: Path, receipts: dict[str, Any]) -> None:
    with pytest.raises(GatewaysInvalid, match=r"secret|to"):
        settings(tmp_path, **receipts)
