"""Who read what, who took it out, who failed to sign in: from the ledger's copies, for those whose office it is."""

from datetime import timedelta

import pytest

from services.ledger.readmodels.audits import KINDS
from shared.access.who import Who
from tests.golden.known import known
from tests.integration.ledger.office import AUDITOR, DISCIPLINE, LEADER, OFFICER, Office

READING = {"purpose": "page.work_order", "fields": ["phone"], "reason": None}


def told(office: Office) -> str:
    """A case that was read, a table that was taken, a failed sign-in, a role, a clue that was read."""
    no = office.case(1, ("routing", "personal.opened", READING))
    for service, subject, type_, data in (
        ("supervision", "table/assessment", "table.exported", {"table": "assessment", "period": "2026-11"}),
        ("identity", "session/1", "session.refused", {"account": "wang", "code": "session.wrong_password"}),
        ("identity", "account/wang", "account.role_granted", {"account": "wang", "role": "officer"}),
        ("supervision", "clue/secret", "personal.opened", READING),
        ("supervision", "review/secret", "personal.opened", READING),
    ):
        office.hear(office.books[service].say(subject, type_, data))
        office.clock.at += timedelta(minutes=1)
    return no


def rows(office: Office, who: Who, query: str = "") -> list[str]:
    """The subjects listed, without the rules that were adopted at the beginning."""
    found = office.api(f"/audit{query}", who)["audits"]
    return [row["subject"] for row in found if row["kind"] != "rules"]


def test_the_auditor_sees_readings_exports_sign_ins_and_changes_the_latest_first(ruled: Office) -> None:
    no = told(ruled)
    assert rows(ruled, AUDITOR) == ["account/wang", "session/1", "table/assessment", no]
    page = ruled.page("/audit", AUDITOR)
    for words in ("密码不对", "导出表格", "电话", "account/wang"):
        assert words in page


def test_only_the_discipline_room_sees_that_a_clue_or_a_review_was_read(ruled: Office) -> None:
    told(ruled)
    assert rows(ruled, DISCIPLINE)[:2] == ["review/secret", "clue/secret"]
    assert "secret" not in ruled.page("/audit", AUDITOR)
    assert rows(ruled, AUDITOR, "?subject=clue%2Fsecret") == []


@pytest.mark.parametrize("who", [LEADER, OFFICER], ids=lambda who: who.account)
def test_nobody_else_audits(ruled: Office, who: Who) -> None:
    ruled.api("/audit", who, 403)


def test_it_is_filtered_by_kind_account_subject_and_day(ruled: Office) -> None:
    no = told(ruled)
    assert rows(ruled, AUDITOR, "?kind=export") == ["table/assessment"]
    assert rows(ruled, AUDITOR, "?account=wang") == ["account/wang", "session/1"]
    assert rows(ruled, AUDITOR, f"?subject={no}") == [no]
    assert rows(ruled, AUDITOR, "?since=2026-11-25") == []
    assert len(rows(ruled, AUDITOR, "?since=2026-11-24&until=2026-11-24")) == 4
    ruled.api("/audit?kind=gossip", AUDITOR, 422)


def test_pages_go_on_where_they_ended_and_skip_nothing(ruled: Office) -> None:
    told(ruled)
    first = ruled.api("/audit?account=wang&limit=1", AUDITOR)
    second = ruled.api(f"/audit?account=wang&limit=1&cursor={first['next_cursor']}", AUDITOR)
    assert [row["subject"] for row in (*first["audits"], *second["audits"])] == ["account/wang", "session/1"]
    assert second["next_cursor"] is None


def test_every_type_that_is_audited_is_one_that_is_said() -> None:
    there = {type_ for _, type_ in known()}
    assert {type_ for types in KINDS.values() for type_ in types} - there <= {"evidence.exported"}
