"""What the discipline room's tests share: accounts it knows, a case with a pattern, a clue, a review."""

from collections.abc import Mapping
from typing import Any

from services.supervision.finding import find
from shared.access.who import Who
from shared.kernel.numbering import case_number, stream_id
from shared.kernel.times import stamp
from tests.integration.supervision.office import DISCIPLINE, LEAD, OFFICER, Office

CLUES, REVIEWS = "/discipline/clues", "/discipline/reviews"


def known(office: Office, *people: Who) -> None:
    """Identity made these accounts."""
    for who in people or (DISCIPLINE, LEAD, OFFICER):
        data = {"account": who.account, "name": who.name, "unit": who.unit, "post": who.post, "roles": list(who.roles)}
        office.hear("identity", "account.created", f"account/{who.account}", data)


def received(office: Office, number: str, asker: str = "a") -> str:
    """A case comes; its number."""
    no = case_number(stream_id("12345", number), office.clock.at)
    data = {"channel": "12345", "kind": "求助", "place": "", "asker": asker, "anonymous": False, "duties": []}
    office.hear("intake", "appeal.received", no, {**data, "name": None, "phone": None})
    return no


def foreign_call(office: Office, number: str = "1") -> str:
    """A case of housing whose contact number is not the asker's."""
    no = received(office, number)
    data = {"round": 1, "unit": "housing", "reached": True, "contacted_at": stamp(office.clock.at), "note": None}
    office.hear("routing", "work_order.contacted", no, {**data, "number": None, "number_is_askers": False})
    return no


def clues(office: Office, query: str = "") -> list[Mapping[str, Any]]:
    status, found = office.api(f"{CLUES}{query}", DISCIPLINE)
    assert status == 200, found
    return list(found["clues"])


def found_clue(office: Office) -> str:
    """The rules found one; its matter."""
    foreign_call(office)
    find(office.house)
    return str(clues(office)[0]["matter"])


def do(office: Office, path: str, who: Who = DISCIPLINE, **filled: Any) -> Any:
    """A deed through the API that must be done."""
    status, said = office.api(path, who, filled)
    assert status == 200, said
    return said


def opened(office: Office, matter: str) -> str:
    """A review of the clue; its id."""
    do(office, f"{CLUES}/{matter}/open-review", reason="核实联系电话")
    _, said = office.api(f"{CLUES}/{matter}", DISCIPLINE)
    return str(said["review"])


def concluded(office: Office, review: str, conclusion: str = "reminder_talk") -> None:
    """Assigned, looked into, and concluded by the lead."""
    path = f"{REVIEWS}/{review}"
    do(office, f"{path}/assign", LEAD, reviewer=DISCIPLINE.account)
    do(office, f"{path}/record-step", kind="records", words="调取通话记录")
    do(office, f"{path}/record-findings", findings="拨打的是同事的电话")
    do(office, f"{path}/conclude", LEAD, conclusion=conclusion, reasons="依据首接负责制")
