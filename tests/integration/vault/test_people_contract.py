"""Askers, the blind index and receipts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from shared.vault import Appearance, Vault
from tests.integration.vault.support import HOME, vault_at, words


def test_a_phone_is_one_asker_however_it_is_spelt_and_wherever_it_calls(vault: Vault) -> None:
    one = vault.asker(phone="138 0000 0000", source_user=("12345", "a"), stream="s1")
    assert vault.asker(phone="+8613800000000", source_user=("96888", "b"), stream="s2") == one
    assert vault.asker(phone="13800000001", source_user=("12345", "a"), stream="s3") != one


def test_without_a_phone_the_user_of_a_source_is_the_asker(vault: Vault) -> None:
    one = vault.asker(phone=None, source_user=("12345", "a"), stream="s1")
    assert vault.asker(phone=None, source_user=("12345", "a"), stream="s2") == one
    assert vault.asker(phone=None, source_user=("96888", "a"), stream="s3") != one


def test_without_either_every_case_has_its_own_asker(vault: Vault) -> None:
    one = vault.asker(phone=None, source_user=None, stream="s1")
    assert vault.asker(phone=None, source_user=None, stream="s1") == one
    assert vault.asker(phone=None, source_user=None, stream="s2") != one


def test_a_case_keeps_its_asker_when_more_becomes_known(vault: Vault) -> None:
    one = vault.asker(phone=None, source_user=None, stream="s1")
    assert vault.asker(phone="13800000000", source_user=None, stream="s1") == one


def test_many_are_met_at_once_as_they_would_be_one_by_one(vault: Vault) -> None:
    known = vault.asker(phone="13800000000", source_user=None, stream="s1")
    user = ("12345", "a")
    met = vault.askers(
        [
            Appearance("s1"),
            Appearance("s2", "13800000000", user),
            Appearance("s3", "13800000001"),
            Appearance("s4", "+86 138 0000 0001"),
            Appearance("s5", None, user),
            Appearance("s6", None, user),
            Appearance("s7"),
            Appearance("s3", "13800000002"),
        ]
    )
    assert met[0] == met[1] == known
    assert met[2] == met[3] == met[7]
    assert met[4] == met[5]
    assert len({known, met[2], met[4], met[6]}) == 4
    assert [vault.find("phone", f"1380000000{end}") for end in range(3)] == [[known], [met[2]], []]
    assert all(vault.same(f"asker/{asker}", "x") is not None for asker in met)
    again = [Appearance(f"s{number}") for number in range(2, 8)]
    assert vault.askers(again) == met[1:7]


def test_two_callers_with_one_phone_are_one_asker(engine: Engine) -> None:
    vaults = [vault_at(engine) for _ in range(4)]

    def meet(number: int) -> str:
        return vaults[number % 4].asker(phone="13800000000", source_user=None, stream=f"s{number}")

    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(meet, range(64)))) == 1


def test_a_new_asker_has_a_key_and_stands_in_the_phone_index(vault: Vault) -> None:
    asker = vault.asker(phone="13800000000", source_user=None, stream="s1")
    assert vault.same(f"asker/{asker}", "x") is not None
    assert vault.find("phone", "138-0000-0000") == [asker]


def test_the_blind_index_finds_every_ref_of_a_value_once(vault: Vault) -> None:
    for ref in ("b", "a", "b"):
        assert vault.index("name", "某某 公司", ref)
    assert vault.find("name", "某某公司") == ["a", "b"]
    assert vault.find("name", "别的公司") == []


def test_tags_are_the_same_in_every_process_and_after_a_restart(engine: Engine) -> None:
    one, other = vault_at(engine), vault_at(engine, role="intake")
    assert one.tags("phone", "13800000000") == other.tags("phone", "+86 13800000000")
    assert one.receipt("s") == other.receipt("s")


def test_a_shredded_asker_is_forgotten_by_phone_and_user_but_not_by_its_case(vault: Vault) -> None:
    by_phone = vault.asker(phone="13800000000", source_user=None, stream="s1")
    by_user = vault.asker(phone=None, source_user=("12345", "a"), stream="s2")
    vault.index("name", "某某公司", by_phone)
    vault.shred([f"asker/{by_phone}", f"asker/{by_user}"])
    assert vault.find("phone", "13800000000") == vault.find("name", "某某公司") == []
    assert vault.asker(phone="13800000000", source_user=None, stream="s1") == by_phone
    assert vault.find("phone", "13800000000") == []
    assert vault.asker(phone="13800000000", source_user=None, stream="s3") != by_phone
    assert vault.asker(phone=None, source_user=("12345", "a"), stream="s4") != by_user


def test_a_shredded_ref_is_not_indexed_again(vault: Vault) -> None:
    vault.shred(["asker/a"])
    assert not vault.index("name", "某某公司", "a")
    assert not vault.index("name", "某某公司", "asker/a")
    assert vault.find("name", "某某公司") == []


def test_a_receipt_fits_its_stream_alone(vault: Vault) -> None:
    code = vault.receipt("s1")
    assert vault.receipt_fits("s1", code.lower().replace("-", " "))
    assert not vault.receipt_fits("s2", code)
    with pytest.raises(ValueError, match="回执码"):
        vault.receipt_fits("s1", "123")


def test_the_vaults_own_secrets_cannot_be_used_as_keys(vault: Vault) -> None:
    vault.receipt("s")
    for deed in (
        lambda: vault.close(words("x", "vault/index"), HOME),
        lambda: vault.same("vault/index", "x"),
        lambda: vault.shred(["vault/receipts"]),
    ):
        with pytest.raises(ValueError, match="key id"):
            deed()
