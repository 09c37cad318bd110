"""Commitments on a real house: registered, shown, confirmed, chased."""

from typing import Any

from services.supervision.lapsing import turn
from shared.access.who import Who
from tests.integration.supervision.office import DISPATCHER, LEADER, OFFICER, SUPERVISOR, Office

OTHER = Who("licai", "李财", "finance", "经办人", ("officer",), "s-9")
PROMISE = {"unit": "housing", "kind": "promise", "matter": "年底前退还质保金", "due_on": "2026-11-27"}


def register(office: Office, **changes: Any) -> dict[str, Any]:
    status, row = office.api("/commitments", SUPERVISOR, {**PROMISE, **changes})
    assert status == 201, row
    return dict(row)


def test_it_is_registered_due_at_the_end_of_its_last_day(office: Office) -> None:
    row = register(office)
    assert (row["state"], row["due_at"], row["lapsed"]) == ("open", "2026-11-27T15:59:00.000000Z", False)
    assert PROMISE["matter"] not in str(office.said("commitment.registered"))
    assert [one["commitment"] for one in office.api("/commitments", OFFICER)[1]["commitments"]] == [row["commitment"]]
    assert office.api("/commitments", OTHER)[1]["commitments"] == []
    assert office.api(f"/commitments/{row['commitment']}", OTHER)[0] == 404


def test_what_is_wrong_is_named(office: Office) -> None:
    for change, code in (({"due_on": "2026-11-01"}, "commitment.past"), ({"unit": "none"}, "commitment.unknown_unit")):
        status, problem = office.api("/commitments", SUPERVISOR, {**PROMISE, **change})
        assert (status, problem["code"]) == (422, code)
    status, problem = office.api("/commitments", SUPERVISOR, {**PROMISE, "case_no": "123"})
    assert (status, problem["fields"][0]["name"]) == (422, "case_no")
    assert office.api("/commitments", OFFICER, PROMISE)[0] == 403
    assert office.api("/commitments", DISPATCHER, PROMISE)[0] == 201


def test_the_unit_shows_evidence_and_supervision_confirms(office: Office) -> None:
    path = f"/commitments/{register(office)['commitment']}"
    assert office.api(f"{path}/confirm", SUPERVISOR, {})[1]["code"] == "commitment.no_evidence"
    assert office.api(f"{path}/show-evidence", OFFICER, {"evidence": "已退一半"})[1]["state"] == "evidence_shown"
    assert office.api(f"{path}/send-back", SUPERVISOR, {"reason": "还差一半"})[1]["state"] == "open"
    office.api(f"{path}/show-evidence", OFFICER, {"evidence": "已全部退还"})
    row = office.api(f"{path}/confirm", SUPERVISOR, {})[1]
    assert (row["state"], row["late"]) == ("kept", False)
    said = [step["words"] for step in office.api(path, SUPERVISOR)[1]["history"]]
    assert said == [PROMISE["matter"], "已退一半", "还差一半", "已全部退还", None]
    assert office.api(path, LEADER)[1]["history"][0]["words"] == "‹已加密›"


def test_a_lapse_is_chased_with_a_reminder_and_a_card_on_the_commitment(office: Office) -> None:
    row = register(office)
    office.clock.pass_(days=5)
    assert turn(office.house) == 1
    subject = f"commitment/{row['commitment']}"
    (said,) = office.said("commitment.lapsed")
    office.hear("supervision", "commitment.lapsed", subject, said)
    turn(office.house)
    (card,) = office.api("/cards", OFFICER)[1]["cards"]
    assert (card["case_no"], card["colour"], card["duty"]) == (subject, "yellow", "keep")
    page = office.page(f"/cards/{card['id']}", OFFICER)
    assert f'href="/supervision/commitments/{row["commitment"]}"' in page
    path = f"/cards/{card['id']}"
    assert office.api(f"{path}/explain", OFFICER, {"explanation": "资金未到"})[0] == 200
    assert office.api(path, SUPERVISOR)[1]["explanation"] == "资金未到"


def test_pages_register_show_and_confirm(office: Office) -> None:
    assert 'class="empty"' in office.page("/commitments", SUPERVISOR)
    assert "登记承诺事项" in office.page("/commitments/new", SUPERVISOR)
    response = office.post("/commitments/new", SUPERVISOR, **{**PROMISE, "matter": ""})
    assert response.status_code == 422
    response = office.post("/commitments/new", SUPERVISOR, **PROMISE)
    assert response.status_code == 303
    path = str(response.location).removeprefix("/supervision").partition("?")[0]
    assert path in office.page("/commitments", OFFICER)
    page = office.page(path, OFFICER)
    assert (PROMISE["matter"] in page, f'action="/supervision{path}/show-evidence"' in page) == (True, True)
    assert office.post(f"{path}/show-evidence", OFFICER, evidence="已全部退还").status_code == 303
    assert "已全部退还" in office.page(f"{path}?do=confirm", SUPERVISOR)
    assert office.post(f"{path}/confirm", SUPERVISOR).status_code == 303
    assert "已兑现" in office.page("/commitments?tab=kept", SUPERVISOR)


def test_a_form_that_was_sent_and_then_changed_is_shown_again_and_registers_nothing_unseen(office: Office) -> None:
    assert office.post("/commitments/new", SUPERVISOR, once="k-1", **PROMISE).status_code == 303
    changed = office.post("/commitments/new", SUPERVISOR, once="k-1", **{**PROMISE, "matter": "另一件"})
    assert (changed.status_code, "编号已经用在另一次提交上" in changed.get_data(as_text=True)) == (422, True)
    assert 'value="k-1"' not in changed.get_data(as_text=True)
    assert len(office.said("commitment.registered")) == 1


def test_a_key_that_was_used_for_something_else_is_refused(office: Office) -> None:
    for _ in range(2):
        assert office.ask("POST", "/api/v1/commitments", SUPERVISOR, key="k-1", json=PROMISE).status_code == 201
    other = office.ask("POST", "/api/v1/watches", SUPERVISOR, key="k-1", json={"unit": "housing"})
    assert (other.status_code, other.get_json()["code"]) == (422, "request.key_used")
    assert len(office.said("commitment.registered")) == 1


def test_a_form_sent_twice_registers_once(office: Office) -> None:
    sent = [office.post("/commitments/new", SUPERVISOR, once="k-1", **PROMISE).location for _ in range(2)]
    assert sent[0] == sent[1]
    assert len(office.said("commitment.registered")) == 1
