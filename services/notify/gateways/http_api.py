"""SMS, WeChat and write-back by somebody's HTTP interface, described by data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from services.notify.gateways.http_answer import Success, judge
from services.notify.gateways.http_call import Call, exchange
from services.notify.gateways.outgoing import Outgoing
from services.notify.gateways.template import in_json, in_text, in_url

MESSAGE_PLACES = frozenset({"id", "phone", "address", "name", "subject", "text", "case_no"})


@dataclass(frozen=True, slots=True)
class HttpApi:
    """Either `json` or `form` makes the body; neither: what the address says is all (GET).

    `whole`: the facts of the message are the JSON body as they are. `timeout` in seconds.
    `id_header` carries the delivery's id; `deduplicates` says that the other side knows a message tried again by it.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Any = None
    form: Mapping[str, str] | None = None
    whole: bool = False
    success: Success = field(default_factory=Success)
    id_header: str = "Idempotency-Key"
    timeout: int = 10
    certificates: str = ""
    blocking: bool = False
    deduplicates: bool = False

    def send(self, message: Outgoing) -> None:
        """Send one message; Failed."""
        values = values_of(message)
        kind, body = self._body(values, message)
        headers = {"Accept": "application/json", **kind, self.id_header: message.id, **self.headers}
        call = Call(self.method, in_url(self.url, values), headers, body, self.timeout, self.certificates)
        judge(exchange(call), self.success)

    def _body(self, values: Mapping[str, Any], message: Outgoing) -> tuple[dict[str, str], bytes | None]:
        if self.form is not None:
            filled = {name: in_text(text, values) for name, text in self.form.items()}
            return {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, urlencode(filled).encode()
        document = dict(message.facts) if self.whole else self.json
        if document is None:
            return {}, None
        filled_json = document if self.whole else in_json(document, values)
        return {"Content-Type": "application/json; charset=utf-8"}, json.dumps(filled_json, ensure_ascii=False).encode()


def values_of(message: Outgoing) -> dict[str, Any]:
    """The values for the places of a template: the message's, and its facts for machines."""
    return {
        **message.facts,
        "id": message.id,
        "phone": message.address,
        "address": message.address,
        "name": message.name,
        "subject": message.subject,
        "text": message.text,
        "case_no": message.case_no,
    }
