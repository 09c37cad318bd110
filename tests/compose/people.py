"""Accounts, orders and the way of a case, by API through the proxy."""

import json
import time
from typing import Any

from shared.eventlog.clock import now
from tests.compose.house import House, until
from tests.compose.visitor import Answer, Visitor

PASSWORD = "a-password-for-the-test"
TOKEN_LASTS = 200.0
ORDERS = "/intake/api/v1/feeds/12345/orders"


class People:
    """Who works at this house; each account is made once, by the first administrator."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._in: dict[str, tuple[Visitor, float]] = {}

    def signed_in(self, account: str, role: str, unit: str = "") -> Visitor:
        """Somebody with this account, made if it is not there yet."""
        if account not in self._in:
            admin = self._house.visitor().sign_in("secadmin", self._house.secret("first-administrator"))
            person = {"account": account, "name": "测试员", "unit": unit, "post": "", "roles": [role]}
            answer = admin.submit("/identity/accounts", {**person, "password": PASSWORD}, "/identity/accounts")
            assert answer.status == 303, answer.text[-2000:]
        visitor, since = self._in.get(account, (None, 0.0))
        if visitor is None or time.monotonic() - since > TOKEN_LASTS:
            visitor = self._house.visitor().sign_in(account, PASSWORD)
            self._in[account] = visitor, time.monotonic()
        return visitor

    def order(self, number: str, **more: Any) -> Answer:
        """A hotline sends an order."""
        key = json.loads(self._house.secret("feed-keys.json"))["12345"]
        order = {"source_no": number, "kind": "求助", "title": "厂区路灯不亮", "text": f"厂区门前路灯不亮。{number}"}
        given = {**order, "asked_at": now().isoformat(), **more}
        return self._house.visitor().send(ORDERS, given, Authorization=f"Bearer {key}")

    def case(self, number: str) -> dict[str, Any]:
        """A case as the ledger tells it; empty as long as it has not heard of it."""
        answer = self.signed_in("dispatcher", "dispatcher").get(f"/ledger/api/v1/cases/{number}")
        found: dict[str, Any] = answer.json if answer.status == 200 else {}
        return found

    def cases(self) -> set[str]:
        """The numbers of all cases that the ledger knows."""
        reader, path, cursor = self.signed_in("dispatcher", "dispatcher"), "/ledger/api/v1/cases?limit=100", ""
        numbers: set[str] = set()
        while True:
            page = reader.get(path + cursor).json
            numbers |= {case["case_no"] for case in page["cases"]}
            if not page["next_cursor"]:
                return numbers
            cursor = f"&cursor={page['next_cursor']}"

    def go_round(self, source_no: str) -> str:
        """From the hotline's order to the callback that it reports; the case number."""
        sent = self.order(source_no)
        assert sent.status == 201, sent.text
        number = str(sent.json["case_no"])
        self._handle(number)
        said = {"contacted": True, "resolved": True, "satisfied": True, "source_ref": f"{source_no}/callback"}
        reported = self.order(source_no, message="callback-result", **said)
        assert reported.status == 200, reported.text
        return number

    def _handle(self, number: str) -> None:
        dispatcher = self.signed_in("dispatcher", "dispatcher")
        path = f"/routing/api/v1/work-orders/{number}"
        until(lambda: dispatcher.get(path).status == 200, 60, lambda: f"routing does not know {number}")
        if dispatcher.get(path).json["state"] == "dispatching":
            self._does(dispatcher, f"{path}/dispatch", unit="housing")
        unit = dispatcher.get(path).json["unit"]
        officer, head = (self.signed_in(f"{unit}.{role}", role, unit) for role in ("officer", "head"))
        self._does(officer, f"{path}/sign")
        self._does(officer, f"{path}/first-contact", reached=True, contacted_at=now().isoformat(), note="约好明天到场")
        self._does(officer, f"{path}/answer", internal="更换两处", public="已修好，今后每周巡查。", resolved=True)
        self._does(head, f"{path}/approve")
        self._does(officer, f"{path}/close")
        reader = self.signed_in("supervisor", "supervisor")
        callback = f"/supervision/api/v1/callbacks/{number}"
        until(lambda: reader.get(callback).status == 200, 60, lambda: f"no callback for {number}")

    def _does(self, person: Visitor, path: str, **fields: Any) -> None:
        """Tried again for a while: the other services hear of what was done a moment later."""
        last = time.monotonic() + 30
        while (answer := person.send(path, fields)).status in (404, 409) and time.monotonic() < last:
            time.sleep(0.5)
        assert answer.status == 200, f"{path}: {answer.status} {answer.text[:1500]}"
