"""Which role may do what."""

import pytest

from shared.vault.errors import Forbidden
from shared.vault.grants import DEFAULT_GRANTS, Grant, Guard, kind_of

KINDS = ("asker/1", "case/1", "discipline/1")


def guard(role: str) -> Guard:
    return Guard(role, DEFAULT_GRANTS[role])


def allowed(role: str, deed: str) -> list[str]:
    found = []
    for key in KINDS:
        try:
            guard(role).may_open(key, "page") if deed == "open" else getattr(guard(role), f"may_{deed}")(key)
        except Forbidden:
            continue
        found.append(kind_of(key))
    return found


@pytest.mark.parametrize(
    ("role", "deed", "kinds"),
    [
        ("intake", "open", ["asker", "case"]),
        ("intake", "close", ["asker", "case", "discipline"]),
        ("intake", "destroy", ["asker", "case"]),
        ("routing", "open", ["asker", "case"]),
        ("routing", "close", ["asker", "case"]),
        ("notify", "open", ["asker", "case"]),
        ("supervision", "open", ["asker", "case", "discipline"]),
        ("supervision", "destroy", ["asker", "case", "discipline"]),
        ("ledger", "open", []),
        ("ledger", "close", []),
        ("identity", "use", []),
    ],
)
def test_each_role_may_what_the_architecture_says(role: str, deed: str, kinds: list[str]) -> None:
    assert allowed(role, deed) == kinds


def test_a_role_with_named_purposes_may_open_for_no_other() -> None:
    narrow = Guard("routing", Grant(opens=frozenset({"asker"}), purposes=frozenset({"dispatch"})))
    narrow.may_open("asker/1", "dispatch")
    with pytest.raises(Forbidden, match="routing"):
        narrow.may_open("asker/1", "curiosity")


@pytest.mark.parametrize("purpose", ["", "Dispatch", "张三", "a" * 41, "a b"])
def test_a_purpose_is_a_short_code(purpose: str) -> None:
    with pytest.raises(ValueError, match="purpose"):
        guard("intake").may_open("asker/1", purpose)


@pytest.mark.parametrize("key", ["", "asker", "asker/", "vault/index", "unit/1", "case/张", "case/a\x00"])
def test_what_is_no_key_id_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="key id"):
        guard("supervision").may_close(key)


def test_a_refusal_names_role_and_kind_but_not_the_key() -> None:
    with pytest.raises(Forbidden) as refusal:
        guard("notify").may_open("discipline/secret", "page")
    assert (refusal.value.role, refusal.value.about) == ("notify", "discipline")
    assert "secret" not in str(refusal.value)
