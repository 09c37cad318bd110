"""Any of the services that Apprise knows (企业微信, 钉钉, 飞书, Bark, …), by an address of its form.

Apprise tells no more than yes or no and knows no message by its id, so nothing is ever sent again in doubt.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from services.notify.gateways.outgoing import Failed, Outgoing
from services.notify.gateways.template import in_url

PLACES = frozenset({"phone", "address", "name", "id", "case_no"})


@dataclass(frozen=True, slots=True)
class ByApprise:
    """`url` has places for the recipient and for the `secrets` by their names; values are percent-encoded there."""

    url: str = field(repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    blocking: bool = False
    deduplicates: bool = False

    def send(self, message: Outgoing) -> None:
        """Send one message. Failed `bad_settings`, `not_taken`, `fault`."""
        from apprise import Apprise  # noqa: PLC0415 - a hundred services take half a second: only for who uses one

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it would log addresses
        service = Apprise.instantiate(self._address(message), suppress_exceptions=True)
        if service is None:
            raise Failed("bad_settings", down=True)
        try:
            taken = service.notify(body=message.text, title=" ".join(message.subject.split()))
        except TypeError:
            raise Failed("bad_settings", down=True) from None
        if not taken:
            raise Failed("not_taken", maybe=True)

    def _address(self, message: Outgoing) -> str:
        known = {"phone": message.address, "address": message.address, "name": message.name}
        return in_url(self.url, {**known, "id": message.id, "case_no": message.case_no, **self.secrets})
