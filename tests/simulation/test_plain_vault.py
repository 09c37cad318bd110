"""What services rely on when they close, open and compare: the same of the real vault and of the one without cryptography."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.kernel.text import Home, Text, asker_key
from shared.testing.simulation.vault import PlainVault
from shared.vault import Forbidden, MasterKeys, Shredded, Tampered, UnknownKey, Vault, connect, create

HOME = Home("20261124-7K3QX0M2VBP", "0193a1b2-0000-7000-8000-000000000000", "text")
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
KEY = "asker/1"


def _real(folder: Path) -> Vault:
    engine = connect(f"sqlite:///{folder / 'vault.db'}")
    create(engine)
    return Vault(engine, MasterKeys({1: bytes(range(32))}), "supervision", lambda: NOON)


@pytest.fixture(params=["real", "plain"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    return _real(tmp_path) if request.param == "real" else PlainVault("supervision")


def words(value: str, key: str = KEY, *, compare: bool = False) -> Text:
    return Text(value, key, compare=compare)


def test_a_closed_field_names_its_key_and_home_and_opens_under_another_role(vault: Vault) -> None:
    closed = vault.close(words("路灯不亮"), HOME)
    assert (closed.key, closed.version, closed.home, closed.same) == (KEY, 1, HOME, None)
    assert vault.under("routing").open(closed, "dispatch.keywords") == "路灯不亮"


def test_the_same_text_closed_twice_looks_different(vault: Vault) -> None:
    one, other = (vault.close(words("路灯"), HOME) for _ in range(2))
    assert not {one.nonce, one.cipher, one.digest} & {other.nonce, other.cipher, other.digest}


def test_equal_words_have_equal_tags_under_one_key_and_others_under_another(vault: Vault) -> None:
    closed = vault.close(words("路灯\r\n坏了 ", compare=True), HOME)
    vault.keys(["asker/2"])
    assert closed.same == vault.same(KEY, "路灯\n坏了")
    assert len({closed.same, vault.same(KEY, "路灯"), vault.same("asker/2", "路灯\n坏了")}) == 3


@pytest.mark.parametrize("change", ["subject", "id", "path"])
def test_a_field_does_not_open_at_another_home(vault: Vault, change: str) -> None:
    closed = vault.close(words("路灯"), HOME)
    moved = replace(closed, home=replace(HOME, **{change: "other"}))
    with pytest.raises(Tampered):
        vault.open(moved, "page")


@pytest.mark.parametrize("change", ["nonce", "cipher", "digest", "same"])
def test_a_field_that_was_changed_does_not_open(vault: Vault, change: str) -> None:
    one, other = (vault.close(words(value, compare=True), HOME) for value in ("路灯", "井盖"))
    with pytest.raises(Tampered):
        vault.open(replace(one, **{change: getattr(other, change)}), "page")


def test_a_field_that_names_another_key_does_not_open(vault: Vault) -> None:
    closed = vault.close(words("路灯"), HOME)
    with pytest.raises(UnknownKey):
        vault.open(replace(closed, key="asker/2"), "page")
    vault.keys(["asker/2"])
    with pytest.raises(Tampered):
        vault.open(replace(closed, key="asker/2"), "page")


def test_a_text_needs_its_key(vault: Vault) -> None:
    with pytest.raises(ValueError, match="under"):
        vault.close(Text("路灯"), HOME)


def test_a_key_that_was_never_made_compares_nothing(vault: Vault) -> None:
    with pytest.raises(UnknownKey):
        vault.same("asker/9", "路灯")


def test_a_role_without_grant_can_do_nothing(vault: Vault) -> None:
    closed, ledger = vault.close(words("路灯"), HOME), vault.under("ledger")
    deeds: list[Callable[[], object]] = [
        lambda: ledger.open(closed, "page"),
        lambda: ledger.close(words("路灯"), HOME),
        lambda: ledger.keys([KEY]),
        lambda: ledger.same(KEY, "路灯"),
        lambda: ledger.shred([KEY]),
        lambda: ledger.asker(phone=None, source_user=None, stream="s"),
        lambda: ledger.receipt("s"),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()


def test_intake_closes_a_complaint_and_cannot_read_it(vault: Vault) -> None:
    intake = vault.under("intake")
    closed = intake.close(words("举报", "discipline/1"), HOME)
    with pytest.raises(Forbidden):
        intake.open(closed, "page")
    assert vault.open(closed, "discipline.desk") == "举报"


def test_a_destroyed_key_stays_destroyed(vault: Vault) -> None:
    closed = vault.close(words("路灯"), HOME)
    for _ in range(2):
        vault.shred([KEY, "case/1"])
    vault.keys([KEY, "case/1"])
    for deed in (lambda: vault.open(closed, "page"), lambda: vault.close(words("路灯"), HOME)):
        with pytest.raises(Shredded):
            deed()
    assert vault.shredded(KEY)
    assert vault.same(KEY, "路灯") is None
    assert not vault.shredded("case/2")


def test_a_key_that_is_held_is_not_destroyed_by_who_asks(vault: Vault) -> None:
    closed = vault.close(words("路灯"), HOME)
    vault.under("supervision").hold({"review": ["case/1", KEY]})
    assert not vault.shred_unless_held([KEY, "case/2"])
    assert (vault.open(closed, "page"), vault.shredded("case/2")) == ("路灯", False)
    vault.under("supervision").hold({})
    assert vault.shred_unless_held([KEY, "case/2"])
    assert vault.shredded(KEY)
    assert vault.shredded("case/2")


def test_an_asker_is_known_by_the_stream_then_the_phone_then_the_user(vault: Vault) -> None:
    first = vault.asker(phone="138 0000 0001", source_user=None, stream="s1")
    assert vault.asker(phone="13800000001", source_user=None, stream="s2") == first
    assert vault.asker(phone=None, source_user=("12345", "u"), stream="s1") == first
    user = vault.asker(phone=None, source_user=("12345", "u"), stream="s3")
    assert vault.asker(phone=None, source_user=("12345", "u"), stream="s4") == user
    nobody = [vault.asker(phone=None, source_user=None, stream=stream) for stream in ("s5", "s6", "s5")]
    assert nobody[0] == nobody[2]
    assert len({first, user, *nobody}) == 4
    assert vault.close(words("路灯", asker_key(first)), HOME).key == asker_key(first)


def test_a_shredded_asker_keeps_its_streams_and_is_not_known_again(vault: Vault) -> None:
    asker = vault.asker(phone="13800000001", source_user=None, stream="s1")
    vault.shred([asker_key(asker)])
    assert vault.asker(phone="13800000001", source_user=None, stream="s1") == asker
    assert vault.asker(phone="13800000001", source_user=None, stream="s2") != asker


def test_the_receipt_of_a_stream_is_always_the_same(vault: Vault) -> None:
    assert vault.receipt("s1") == vault.receipt("s1") != vault.receipt("s2")
