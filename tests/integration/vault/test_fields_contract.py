"""Closing, opening and comparing under a role."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, update

from shared.kernel.text import Text
from shared.vault import Forbidden, Grant, Shredded, Tampered, UnknownKey, Vault, create, digest_matches
from shared.vault.tables import keys
from tests.integration.vault.support import HOME, vault_at, words


def test_what_one_process_closes_another_opens(engine: Engine) -> None:
    closed = vault_at(engine).close(words("路灯不亮", "asker/1"), HOME)
    assert vault_at(engine).open(closed, "page") == "路灯不亮"


def test_the_same_text_closed_twice_looks_different(vault: Vault) -> None:
    one, other = (vault.close(words("路灯", "asker/1"), HOME) for _ in range(2))
    assert not {one.nonce, one.cipher, one.digest} & {other.nonce, other.cipher, other.digest}


def test_keys_asked_for_twice_stay_as_they_are(engine: Engine) -> None:
    first = vault_at(engine)
    first.keys(["asker/1", "case/1"])
    tag = first.same("asker/1", "x")
    second = vault_at(engine)
    second.keys(["asker/1", "case/1", "case/2"])
    assert second.same("asker/1", "x") == tag != second.same("case/2", "x")


def test_more_keys_than_the_memory_holds_still_work(engine: Engine) -> None:
    vault = vault_at(engine, capacity=10)
    names = [f"case/{number}" for number in range(1200)]
    vault.keys(names)
    closed = [vault.close(words(name, name), HOME) for name in names[::100]]
    assert [vault.open(field, "page") for field in closed] == names[::100]


def test_a_comparison_tag_equals_that_of_the_closed_field(vault: Vault) -> None:
    closed = vault.close(words("路灯\r\n", "asker/1", compare=True), HOME)
    assert closed.same == vault.same("asker/1", "路灯")


def test_an_outsider_can_check_one_disclosed_field(vault: Vault) -> None:
    closed = vault.close(words("公开答复", "case/1"), HOME)
    assert digest_matches(closed, *vault.disclose(closed, "evidence"))


def test_every_opening_is_counted_by_role_and_purpose_and_a_refused_one_is_not(engine: Engine) -> None:
    counted: list[tuple[str, str]] = []
    supervision = vault_at(engine, opened=lambda role, purpose: counted.append((role, purpose)))
    closed = supervision.close(words("举报", "discipline/1"), HOME)
    supervision.open(closed, "discipline.desk")
    with pytest.raises(Forbidden):
        supervision.under("routing").open(closed, "dispatch")
    assert counted == [("supervision", "discipline.desk")]


def test_intake_closes_a_complaint_about_officials_but_cannot_read_it(vault: Vault) -> None:
    intake = vault.under("intake")
    closed = intake.close(words("举报", "discipline/1"), HOME)
    with pytest.raises(Forbidden):
        intake.open(closed, "page")
    assert vault.open(closed, "discipline.desk") == "举报"


@pytest.mark.parametrize("role", ["ledger", "identity", "unheard_of"])
def test_a_role_without_grant_can_do_nothing(vault: Vault, role: str) -> None:
    closed = vault.close(words("x", "asker/1"), HOME)
    other = vault.under(role)
    deeds: list[Callable[[], object]] = [
        lambda: other.open(closed, "page"),
        lambda: other.close(words("x", "asker/1"), HOME),
        lambda: other.keys(["asker/1"]),
        lambda: other.same("asker/1", "x"),
        lambda: other.shred(["asker/1"]),
        lambda: other.find("phone", "13800000000"),
        lambda: other.asker(phone=None, source_user=None, stream="s"),
        lambda: other.receipt("s"),
        lambda: other.put(b"x", "asker/1", HOME),
    ]
    for deed in deeds:
        with pytest.raises(Forbidden):
            deed()
    assert vault.open(closed, "page") == "x"


def test_grants_are_data(engine: Engine) -> None:
    vault = vault_at(engine, role="clerk", grants={"clerk": Grant(closes=frozenset({"case"}))})
    closed = vault.close(words("x", "case/1"), HOME)
    with pytest.raises(Forbidden):
        vault.open(closed, "page")


def test_a_text_without_a_key_is_refused(vault: Vault) -> None:
    with pytest.raises(ValueError, match="under"):
        vault.close(Text("x"), HOME)


def test_a_key_the_vault_never_had_is_named(vault: Vault) -> None:
    closed = vault.close(words("x", "asker/1"), HOME)
    with pytest.raises(UnknownKey, match="asker/2"):
        vault.open(replace(closed, key="asker/2"), "page")


def test_a_field_that_names_another_existing_key_does_not_open(vault: Vault) -> None:
    closed = vault.close(words("x", "asker/1"), HOME)
    vault.keys(["asker/2"])
    with pytest.raises(Tampered):
        vault.open(replace(closed, key="asker/2"), "page")


def test_a_wrapped_key_copied_to_another_row_is_refused(engine: Engine) -> None:
    vault_at(engine).keys(["asker/1", "asker/2"])
    with engine.begin() as connection:
        other = keys.alias()
        stolen = other.select().with_only_columns(other.c.wrapped).where(other.c.id == "asker/1").scalar_subquery()
        connection.execute(update(keys).where(keys.c.id == "asker/2").values(wrapped=stolen))
    with pytest.raises(Tampered, match="asker/2"):
        vault_at(engine).same("asker/2", "x")


def test_making_the_tables_twice_keeps_what_is_there(engine: Engine) -> None:
    closed = vault_at(engine).close(words("x", "asker/1"), HOME)
    create(engine)
    assert vault_at(engine).open(closed, "page") == "x"


def test_a_page_warms_its_keys_with_one_query_and_makes_none(engine: Engine) -> None:
    vault_at(engine).keys(["case/1", "case/2"])
    vault = vault_at(engine)
    vault.warm(["case/1", "case/2", "case/3"])
    with pytest.raises(UnknownKey):
        vault.same("case/3", "x")


def test_a_destroyed_key_is_not_made_again(engine: Engine) -> None:
    vault = vault_at(engine)
    closed = vault.close(words("x", "asker/1"), HOME)
    vault.shred(["asker/1"])
    for each in (vault, vault_at(engine)):
        each.keys(["asker/1", "asker/2"])
        with pytest.raises(Shredded, match="asker/1"):
            each.close(words("y", "asker/1"), HOME)
        with pytest.raises(Shredded):
            each.open(closed, "page")
        assert each.same("asker/1", "x") is None
