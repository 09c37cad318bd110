import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as anything
from hypothesis import strategies as st

from services.identity.domain.account import account
from services.identity.domain.account.commands import (
    ChangePassword,
    CreateAccount,
    Disable,
    GrantRole,
    RevokeRole,
)
from services.identity.domain.account.decide import NAME
from services.identity.domain.account.events import (
    Created,
    Disabled,
    PasswordChanged,
    RoleGranted,
    RoleRevoked,
)
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY
from shared.testing.given import scenario
from tests.unit.identity.rules import APART, NAMES, moment

given = scenario(account)
WANG = Created("wang", "王经办", "housing", "科员", ("officer",))
CREATE = CreateAccount("wang", "王经办", "housing", "科员", ("officer",), moment())
PLAIN = replace(CREATE, roles=())


def test_an_account_is_created_with_its_roles_sorted_and_once() -> None:
    many = replace(CREATE, roles=("officer", "head", "officer"))
    given().when(many).then(replace(WANG, roles=("head", "officer")))


def test_creating_the_same_account_twice_says_nothing_new() -> None:
    given(WANG).when(CREATE).then()
    given(WANG, RoleGranted("wang", "head")).when(CREATE).then()


@pytest.mark.parametrize("change", [{"name": "王某"}, {"unit": ""}, {"post": "科长"}, {"roles": ()}])
def test_a_name_that_is_taken_is_refused(change: dict[str, Any]) -> None:
    given(WANG).when(replace(CREATE, **change)).rejected("account.exists")


@pytest.mark.parametrize("name", ["", "w", "Wang", "9wang", "wang li", "feed:12345", "王", "a" * 33, "wang\n", "../x"])
def test_a_name_that_could_be_mistaken_is_refused(name: str) -> None:
    given().when(replace(CREATE, account=name)).rejected("account.bad_name")


@pytest.mark.parametrize("name", ["asker", "system", "feed"])
def test_names_of_actors_that_are_no_accounts_are_reserved(name: str) -> None:
    assert NAME.fullmatch(name)
    given().when(replace(CREATE, account=name)).rejected("account.bad_name")


def test_an_account_needs_a_display_name() -> None:
    given().when(replace(CREATE, name="  ")).rejected("account.no_name")


def test_a_unit_must_be_known_but_may_be_left_out() -> None:
    given().when(replace(CREATE, unit="sports")).rejected("account.unknown_unit")
    given().when(replace(CREATE, unit="")).then(replace(WANG, unit=""))


def test_a_role_must_be_one_of_the_jurisdictions() -> None:
    given().when(replace(CREATE, roles=("emperor",))).rejected("account.unknown_role")
    given(WANG).when(GrantRole("wang", "emperor", moment())).rejected("account.unknown_role")


def test_before_the_rules_are_adopted_no_account_with_a_role_can_be_made() -> None:
    early = Moment(datetime(2026, 11, 24, tzinfo=UTC), Actor("sun"), EMPTY)
    given().when(replace(CREATE, unit="", moment=early)).rejected("account.unknown_role")


def test_the_three_administrators_are_three_people_from_the_beginning() -> None:
    given().when(replace(CREATE, roles=("system_admin", "audit_admin"))).rejected("account.roles_apart")


def test_the_three_administrators_stay_three_people() -> None:
    sun = Created("sun2", "孙", "", "", ("security_admin",))
    outcome = given(sun).when(GrantRole("sun2", "audit_admin", moment())).rejected("account.roles_apart")
    assert outcome.refusal
    assert outcome.refusal.facts["roles"] == "审计管理员、安全管理员"
    swapped = given(sun, RoleRevoked("sun2", "security_admin")).when(GrantRole("sun2", "audit_admin", moment()))
    swapped.then(RoleGranted("sun2", "audit_admin"))


def test_a_role_is_granted_and_revoked() -> None:
    given(WANG).when(GrantRole("wang", "head", moment())).then(RoleGranted("wang", "head"))
    given(WANG).when(RevokeRole("wang", "officer", moment())).then(RoleRevoked("wang", "officer"))


def test_granting_a_role_that_is_held_says_nothing_new() -> None:
    given(WANG).when(GrantRole("wang", "officer", moment())).then()


def test_revoking_a_role_that_is_not_held_says_nothing_new() -> None:
    given(WANG).when(RevokeRole("wang", "head", moment())).then()


@pytest.mark.parametrize("command", [GrantRole("wang", "head", moment("wang")), Disable("wang", moment("wang"))])
def test_nobody_changes_the_own_rights(command: object) -> None:
    given(WANG).when(command).rejected("account.not_yourself")


def test_nobody_gives_up_the_own_role_either_so_one_security_administrator_remains() -> None:
    given(WANG).when(RevokeRole("wang", "officer", moment("wang"))).rejected("account.not_yourself")


def test_anybody_changes_the_own_password_and_each_time_is_a_fact() -> None:
    change = ChangePassword("wang", moment("wang"))
    given(WANG).when(change).then(PasswordChanged("wang"))
    given(WANG, PasswordChanged("wang")).when(change).then(PasswordChanged("wang"))


def test_disabling_is_for_good() -> None:
    given(WANG).when(Disable("wang", moment())).then(Disabled("wang"))
    given(WANG, Disabled("wang")).when(CREATE).then()
    given(WANG, Disabled("wang")).when(PLAIN).rejected("account.exists")


def test_an_account_is_a_stream_and_a_subject_of_its_own() -> None:
    first, second = account.address(CREATE), account.address(replace(CREATE, account="li"))
    assert first.subject == "account/wang"
    assert re.fullmatch(r"[0-9a-f-]{36}", first.stream)
    assert first.stream != second.stream


moves = st.lists(st.tuples(st.sampled_from([GrantRole, RevokeRole]), st.sampled_from(sorted(NAMES))), max_size=12)


@anything(moves)
def test_whatever_is_granted_and_revoked_nobody_ever_holds_two_of_the_three(
    said: list[tuple[type[GrantRole | RevokeRole], str]],
) -> None:
    state = account.fold([WANG])
    for kind, role in said:
        with suppress(Rejected):
            state = account.fold(account.decide(kind("wang", role, moment()), state), state)
        assert len(APART.intersection(state.roles)) <= 1
        assert list(state.roles) == sorted(set(state.roles))
