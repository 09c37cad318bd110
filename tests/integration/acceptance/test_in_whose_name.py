"""Commands given in somebody's name: the name must be an account, and the account must be allowed to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.cli.alone import drain, started
from services.cli.installation import Installation
from services.cli.operations import cases, parking, people, shredding
from services.cli.refusals import OWN
from services.cli.settings import settings_of
from services.identity.administration import create
from services.identity.domain.account.commands import CreateAccount, Disable
from services.intake import feeding
from services.intake.domain.appeal.commands import Accept, appeal_stream
from services.intake.submitting import submit
from services.routing.domain.work_order.commands import Sign
from services.routing.domain.work_order.help_commands import SaveDraft
from shared.house.folder import lock
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.kernel.text import Text

SECURITY = Actor("secadmin")
PEOPLE = {
    "anna.desk": ("dispatcher", ""),
    "bert.audit": ("audit_admin", ""),
    "carl.housing": ("officer", "housing"),
    "dora.tax": ("officer", "tax"),
    "emil.ops": ("ops", ""),
}
WORDS = "办公楼供暖温度不达标，请住建部门检修供暖管网"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("var")
    with lock(folder), started(folder, settings_of(folder)) as embedded:
        feeding.receive_many(embedded.houses["intake"], "12345", [order()], "test")
        drain(embedded)
        yield embedded


def order() -> dict[str, str]:
    return {"source_no": "N1", "title": "供暖", "text": WORDS, "phone": "13900000000"}


def the_case(town: Installation) -> str:
    return str(cases.list_cases(town)["cases"][0]["case_no"])


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Rejected) as caught:
        call()
    assert caught.value.code in OWN
    return caught.value.code


def read(town: Installation, account: str) -> str:
    return str(cases.show_case(town, no=the_case(town), account=account, reason="a complaint"))


def test_1_while_there_are_no_accounts_a_name_is_taken_as_it_is_said(town: Installation) -> None:
    assert people.acting(town, "whoever", "personal.open") == Actor("whoever")
    assert WORDS in read(town, "whoever")


def test_2_as_soon_as_there_are_accounts_an_invented_name_opens_nothing(town: Installation) -> None:
    identity = town.houses["identity"]
    for name, (role, unit) in PEOPLE.items():
        moment = identity.moment(SECURITY)
        create(identity, CreateAccount(name, name, unit, "post", (role,), moment), "long enough 2026")
    assert refused(lambda: read(town, "whoever")) == "cli.unknown_account"
    assert WORDS not in str(cases.show_case(town, no=the_case(town)))


def test_3_an_account_reads_what_its_roles_and_its_unit_allow(town: Installation) -> None:
    unit = cases.list_cases(town)["cases"][0]["unit"]
    assert unit == "housing"
    for account in ("anna.desk", "bert.audit", "carl.housing"):
        assert WORDS in read(town, account)
    assert refused(lambda: read(town, "dora.tax")) == "cli.not_your_case"
    assert refused(lambda: read(town, "emil.ops")) == "cli.may_not"


def test_4_the_reading_stands_in_the_log_with_the_readers_unit(town: Installation) -> None:
    read(town, "carl.housing")
    said = [entry for entry in town.houses["supervision"].log.read() if entry.type == "personal.opened"]
    assert b'"actor":"carl.housing"' in said[-1].body
    assert b'"actorunit":"housing"' in said[-1].body


def test_5_erasing_needs_two_accounts_that_may(town: Installation) -> None:
    no = the_case(town)
    assert refused(lambda: shredding.request(town, no=no, by="whoever", basis="test")) == "cli.unknown_account"
    assert refused(lambda: shredding.request(town, no=no, by="carl.housing", basis="test")) == "cli.may_not"
    assert shredding.request(town, no=no, by="anna.desk", basis="test")["requested_by"] == "anna.desk"
    assert refused(lambda: shredding.approve(town, no=no, by="anna.desk")) == "cli.may_not"
    assert shredding.approve(town, no=no, by="bert.audit")["approved_by"] == "bert.audit"


def test_6_who_was_disabled_may_nothing(town: Installation) -> None:
    identity = town.houses["identity"]
    identity.execute(Disable("bert.audit", identity.moment(SECURITY)))
    assert refused(lambda: read(town, "bert.audit")) == "cli.disabled_account"


def test_7_replaying_is_for_who_manages_parking_or_for_the_command_line_itself(town: Installation) -> None:
    no = the_case(town)
    assert refused(lambda: parking.replay(town, subject=no, by="anna.desk")) == "cli.may_not"
    assert parking.replay(town, subject=no, by="emil.ops")["replayed"] == {}
    assert parking.replay(town, subject=no)["replayed"] == {}


def test_8_a_unit_opens_no_more_of_a_case_than_its_page_shows(town: Installation) -> None:
    intake, routing = town.houses["intake"], town.houses["routing"]
    form = {"title": "供暖", "text": WORDS, "phone": "13911112222", "name": "赵某某", "confidential": True}
    submit(intake, form, "c-1", Actor("asker"))
    intake.execute(Accept(appeal_stream("portal", "c-1"), intake.moment(Actor("anna.desk", "government_data"))))
    drain(town)
    no, officer = the_case(town), Actor("carl.housing", "housing")
    draft = SaveDraft(no, Text("内部草稿一"), Text("公开草稿二"), routing.moment(officer))
    routing.execute(Sign(no, routing.moment(officer)), draft)
    drain(town)
    asker = next(entry["changed"]["asker"] for entry in shown(town, "anna.desk") if entry["type"] == "appeal.received")
    told, desk = read(town, "carl.housing"), read(town, "anna.desk")
    assert [word in told for word in (WORDS, "公开草稿二", "13911112222", "赵某某", asker)] == [
        True,
        True,
        *[False] * 3,
    ]
    assert [word in desk for word in (WORDS, "公开草稿二", "13911112222", "赵某某", asker)] == [
        True,
        False,
        *[True] * 3,
    ]


def shown(town: Installation, account: str) -> list[dict[str, Any]]:
    return list(cases.show_case(town, no=the_case(town), account=account, reason="a complaint")["timeline"])
