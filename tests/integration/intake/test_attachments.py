"""Files: known by their bytes, limited, scanned, kept closed, given out with a trace."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from services.intake import erasing
from shared.kernel.actor import Actor
from tests.integration.intake.counter import DISPATCHER, FORM, OFFICER, Counter, Ticket
from tests.integration.supervision.office import SYSADMIN

PNG = b"\x89PNG\r\n\x1a\n" + b"photo" * 50
PDF = b"%PDF-1.7\n..."


def sent(counter: Counter, **form: str) -> Ticket:
    made = counter.send("/api/v1/appeals", {"漏水.png": PNG}, form={**FORM, **form})
    assert made.status_code == 201, made.get_data(as_text=True)
    return Ticket(made.get_json()["case_no"], made.get_json()["receipt"])


def test_files_come_with_an_appeal_and_with_a_supplement(counter: Counter) -> None:
    ticket = sent(counter)
    path = f"/api/v1/appeals/{ticket.no}/supplements?receipt={ticket.receipt}"
    for _ in range(2):
        again = {"Idempotency-Key": "one"}
        assert counter.send(path, {"说明.pdf": PDF}, form={"text": "见附件"}, headers=again).status_code == 200
    files = counter.seen(ticket)["attachments"]
    assert [(one["name"], one["media_type"], one["size"], one["number"]) for one in files] == [
        ("漏水.png", "image/png", len(PNG), 0),
        ("说明.pdf", "application/pdf", len(PDF), 1),
    ]
    assert "漏水.png" in counter.page(f"/desk/{ticket.no}", DISPATCHER)


def test_the_pages_take_files_too(counter: Counter) -> None:
    assert 'type="file"' in counter.page("/ask")
    response = counter.send("/ask", {"漏水.png": PNG}, form=FORM)
    assert response.status_code == 303
    no, receipt = (part.partition("=")[2] for part in response.location.partition("?")[2].split("&")[:2])
    assert 'type="file"' in counter.page(f"/follow?no={no}&receipt={receipt}")
    added = counter.send(f"/follow/{no}/{receipt}/supplement", {"a.txt": "再补充".encode()}, form={"text": "见附件"})
    assert added.status_code == 303
    assert len(counter.seen(Ticket(no, receipt))["attachments"]) == 2


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"照片.png": b"MZ\x90\x00program"}, "不是可以接收的文件"),
        ({"空.png": b""}, "空文件"),
        ({f"{number}.png": PNG for number in range(6)}, "最多 5 个"),
        ({"大.png": PNG + bytes(10 * 1024 * 1024)}, "太大"),
    ],
    ids=["a program", "empty", "too many", "too large"],
)
def test_what_may_not_come_is_refused_with_a_sentence(counter: Counter, files: dict[str, bytes], said: str) -> None:
    response = counter.send("/api/v1/appeals", files, form=FORM)
    assert response.status_code == 422
    assert said in response.get_json()["fields"][0]["message"]
    page = counter.send("/ask", files, form=FORM)
    assert page.status_code == 422
    assert said in page.get_data(as_text=True)
    assert counter.said("appeal.received") == []


def test_a_file_is_given_out_as_a_file_and_the_reading_is_recorded(counter: Counter) -> None:
    ticket = sent(counter)
    name = counter.seen(ticket)["attachments"][0]["hash"]
    response = counter.ask("GET", f"/desk/{ticket.no}/attachments/{name}", DISPATCHER)
    assert response.get_data() == PNG
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "%E6%BC%8F%E6%B0%B4.png" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    opened = counter.said("personal.opened")[-1]
    assert (opened.data["purpose"], opened.actor.account) == ("page.attachment", DISPATCHER.account)


def test_a_unit_has_the_files_of_its_own_cases_that_are_not_confidential(counter: Counter) -> None:
    def status(ticket: Ticket, who: object = OFFICER) -> int:
        name = counter.seen(ticket)["attachments"][0]["hash"]
        path = f"/api/v1/appeals/{ticket.no}/attachments/{name}"
        return counter.ask("GET", path, who).status_code  # type: ignore[arg-type]

    plain, hidden = sent(counter), sent(counter, confidential="true", phone="13911111111")
    assert status(plain) == 404
    for ticket in (plain, hidden):
        counter.hear("work_order.dispatched", ticket.no, round=1, unit="housing")
    assert (status(plain), status(hidden)) == (200, 404)
    assert status(plain, replace(OFFICER, unit="tax")) == 404
    assert status(plain, SYSADMIN) == 403
    other = sent(counter, phone="13933333333")
    name = counter.seen(other)["attachments"][0]["hash"]
    assert counter.ask("GET", f"/desk/{plain.no}/attachments/{name}", DISPATCHER).status_code == 404


def test_what_the_scan_does_not_let_through_is_not_kept(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "scan.py"
    program.write_text("import sys\nbody = sys.stdin.buffer.read()\nsys.exit(1 if b'virus' in body else 0)\n")
    monkeypatch.setenv("HUYING_SCAN_COMMAND", f"{sys.executable} {program}")
    infected = counter.send("/api/v1/appeals", {"a.txt": b"a virus"}, form=FORM)
    assert infected.status_code == 422
    assert "病毒" in infected.get_json()["fields"][0]["message"]
    assert counter.send("/api/v1/appeals", {"a.txt": b"clean"}, form=FORM).status_code == 201
    monkeypatch.setenv("HUYING_SCAN_COMMAND", str(tmp_path / "nothing"))
    later = counter.send("/api/v1/appeals", {"a.txt": b"clean"}, form=FORM)
    assert (later.status_code, later.get_json()["code"]) == (503, "attachment.not_scanned")
    assert later.headers["Retry-After"]


def test_an_erased_askers_files_are_gone(counter: Counter) -> None:
    ticket = sent(counter)
    name = counter.seen(ticket)["attachments"][0]["hash"]
    erasing.request(counter.house, ticket.no, Actor("sun"), "asker_request")
    erasing.approve(counter.house, ticket.no, Actor("zhou"))
    assert counter.ask("GET", f"/desk/{ticket.no}/attachments/{name}", DISPATCHER).status_code == 410
    path = f"/api/v1/appeals/{ticket.no}/supplements?receipt={ticket.receipt}"
    assert counter.send(path, {"漏水.png": PNG}, form={"text": "见附件"}).status_code == 200
    assert counter.said("appeal.supplemented") == []
