from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from shared.access.permissions import EVERYBODY, NotAllowed, Role, Scope, allowed, scope
from shared.access.revocations import Revocations
from shared.access.who import ANONYMOUS, Who

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plain:
    permissions: frozenset[str]


ROLES: Mapping[str, Role] = {
    "officer": Plain(frozenset({"work_orders.read", "work_orders.sign"})),
    "dispatcher": Plain(frozenset({"work_orders.read_all"})),
}
WANG = Who("wang", unit="housing", roles=("officer",), session="s-1")


def test_a_role_gives_its_permissions_and_no_others() -> None:
    assert allowed(WANG, "work_orders.sign", ROLES)
    assert not allowed(WANG, "work_orders.approve", ROLES)
    assert not allowed(WANG, "work_orders", ROLES)


def test_nobody_and_unknown_roles_may_do_nothing() -> None:
    assert not allowed(ANONYMOUS, "work_orders.read", ROLES)
    assert not allowed(Who("li", roles=("king",)), "work_orders.read", ROLES)
    assert not allowed(WANG, "work_orders.read", {})


def read_scope(who: Who) -> Scope:
    return scope(who, ROLES, everything="work_orders.read_all", own="work_orders.read")


def test_an_officer_sees_the_cases_of_the_own_unit() -> None:
    assert read_scope(WANG) == Scope("housing")
    assert read_scope(WANG).sees("housing")
    assert not read_scope(WANG).sees("tax")
    assert not read_scope(WANG).sees(None)


def test_the_dispatch_desk_sees_all() -> None:
    assert read_scope(Who("zhao", roles=("dispatcher", "officer"))) == EVERYBODY
    assert EVERYBODY.sees("tax")
    assert EVERYBODY.sees(None)


@pytest.mark.parametrize("who", [ANONYMOUS, Who("li", unit="tax"), Who("qian", roles=("officer",))])
def test_without_permission_or_unit_nothing_is_seen(who: Who) -> None:
    with pytest.raises(NotAllowed) as caught:
        read_scope(who)
    assert caught.value.permission == "work_orders.read"


def test_an_empty_unit_sees_nothing() -> None:
    assert not Scope("").sees("")


def test_an_ended_session_no_longer_counts() -> None:
    revoked = Revocations()
    assert not revoked.cover(WANG)
    revoked.end_session("s-1", NOW)
    assert revoked.cover(WANG)
    assert not revoked.cover(Who("wang", session="s-2"))


def test_a_disabled_account_no_longer_counts_until_enabled() -> None:
    revoked = Revocations()
    revoked.disable("wang")
    assert revoked.cover(WANG)
    revoked.enable("wang")
    assert not revoked.cover(WANG)


def test_ended_sessions_are_forgotten_when_their_tokens_have_expired() -> None:
    revoked = Revocations()
    revoked.end_session("s-1", NOW)
    revoked.end_session("s-2", NOW + timedelta(minutes=5))
    assert revoked.cover(WANG)
    revoked.end_session("s-3", NOW + timedelta(minutes=7))
    assert not revoked.cover(WANG)
