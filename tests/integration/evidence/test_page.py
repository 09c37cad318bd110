"""The evidence of a case by page and API: who may, what it is, what it leaves."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.ledger.evidence.exporting import public_keys
from shared.access.tokens import sign
from shared.access.who import Who
from shared.eventlog.fact import fact_of
from shared.eventlog.unit import Message
from shared.proof.bundle.verdict import SIGNED, Given, verdict_of
from shared.web.guard import csrf_token
from tests.integration.ledger.conftest import heard, rules
from tests.integration.ledger.office import (
    ACCEPTED,
    DISCIPLINE,
    DISPATCHED,
    KEY,
    LEADER,
    OFFICER,
    OPENED,
    Office,
)

pytest.importorskip("reportlab")
__all__ = ["heard", "rules"]
SUPERVISOR = Who("ducha", "孙督查", "", "督查", ("supervisor",), "s-6")


@pytest.fixture
def office(heard: Path, rules: list[Message], tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(heard, tmp_path, dirs_exist_ok=True)
    there = Office(tmp_path)
    there.books["routing"].carry(rules)
    yield there
    there.stop()


def post(office: Office, path: str, who: Who) -> Response:
    token = sign(KEY, who, office.clock())
    form = {"csrf": csrf_token(office.world.keys, who)} if "/api/" not in path else None
    headers = {"Authorization": f"Bearer {token}"} if "/api/" in path else {"Cookie": f"huying={token}"}
    build = EnvironBuilder(f"/ledger{path}", method="POST", headers=Headers(headers), data=form)
    if form is None:
        build.content_type = "application/json"
        build.input_stream = None
    return office.house.site.respond(Request(build.get_environ()))


def judged(office: Office, response: Response) -> str:
    return verdict_of(response.get_data(), Given(tuple(public_keys(office.house)))).kind


@pytest.mark.parametrize("path", ["/cases/{no}/evidence", "/api/v1/cases/{no}/evidence"])
def test_discipline_takes_a_bundle_that_holds_and_an_entry_says_so(office: Office, path: str) -> None:
    no = office.case(1, ACCEPTED, OPENED, DISPATCHED)
    office.turn()
    response = post(office, path.format(no=no), DISCIPLINE)
    assert (response.status_code, response.mimetype) == (200, "application/zip"), response.get_data()[:300]
    assert judged(office, response) == SIGNED
    said = [fact_of(entry.body) for entry in office.house.log.read() if entry.type == "evidence.exported"]
    assert [(fact.subject, fact.actor.account, fact.data["opened"]) for fact in said] == [(no, "jijian", 0)]


def test_the_button_is_there_for_whom_it_is_for(office: Office) -> None:
    no = office.case(1, ACCEPTED, OPENED, DISPATCHED)
    for who, there in ((DISCIPLINE, True), (SUPERVISOR, False), (LEADER, False), (OFFICER, False)):
        assert ("导出证据包" in office.page(f"/cases/{no}", who)) == there
        assert (post(office, f"/cases/{no}/evidence", who).status_code == 403) != there


def test_before_the_next_checkpoint_one_is_asked_to_wait(office: Office) -> None:
    no = office.case(1, ACCEPTED, OPENED, DISPATCHED)
    response = post(office, f"/api/v1/cases/{no}/evidence", DISCIPLINE)
    assert (response.status_code, response.get_json()["code"]) == (409, "evidence.not_yet")
    assert response.headers["Retry-After"] == "2"
    office.turn()
    assert post(office, f"/api/v1/cases/{no}/evidence", DISCIPLINE).status_code == 200


def test_a_case_that_is_not_there_has_no_evidence(office: Office) -> None:
    assert post(office, "/api/v1/cases/20261124-7K3QX0M2VBP/evidence", DISCIPLINE).status_code == 404
