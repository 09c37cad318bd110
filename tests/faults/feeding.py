"""A hotline that pushes orders and never gives up: each is sent again until it is acknowledged."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any

from services.cli.feed_rows import as_json_order
from services.intake.files import Order, read_orders
from tests.faults.town import Town

PAUSE = 0.25
ACKNOWLEDGED = (200, 201)
AWAY = (502, 503, 504)


def orders_of(file: Path) -> list[dict[str, Any]]:
    """The orders of a file, as a hotline would post them."""
    orders = [as_json_order(order) for order in read_orders(file) if isinstance(order, Order)]
    for order in orders:
        del order["row"]
    return orders


class Feeder:
    """Sends one order after the other in a thread of its own, at most up to `allowed`."""

    def __init__(self, town: Town, orders: Sequence[dict[str, Any]], patience: float = 60.0) -> None:
        self._town, self._orders, self._patience = town, orders, patience
        self.allowed = 0
        self.acknowledged: list[str] = []
        self.again = 0
        self.answers: Counter[int] = Counter()
        self.unexpected: list[str] = []
        self.slowest = 0.0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="feeder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def finished(self) -> bool:
        return len(self.acknowledged) >= len(self._orders)

    def allow(self, count: int) -> None:
        """So many more orders may be sent."""
        self.allowed = min(self.allowed + count, len(self._orders))

    def finish(self, seconds: float = 300) -> None:
        """Send the rest and wait until all are acknowledged."""
        self.allowed = len(self._orders)
        self._thread.join(seconds)
        assert self.finished, f"{len(self._orders) - len(self.acknowledged)} orders were not acknowledged"

    def stop(self) -> None:
        self._stopping = True
        self._thread.join(self._patience + 5)

    def _run(self) -> None:
        for number, order in enumerate(self._orders):
            while number >= self.allowed and not self._stopping:
                time.sleep(0.02)
            while not self._stopping and not self._sent(order):
                self.again += 1
                time.sleep(PAUSE)

    def _sent(self, order: dict[str, Any]) -> bool:
        began = time.monotonic()
        status, body = post(self._town, order, self._patience)
        self.answers[status] += 1
        if status in ACKNOWLEDGED:
            self.acknowledged.append(order["source_no"])
            self.slowest = max(self.slowest, time.monotonic() - began)
            return True
        if status and status not in AWAY:
            self.unexpected.append(f"order {order['source_no']} was answered {status}: {body[:200]!r}")
        return False


def post(town: Town, message: Any, patience: float = 60.0) -> tuple[int, bytes]:
    """Status and body of a push to the 12345 feed; status 0 where nobody answered, or the answer was cut off."""
    url = f"{town.services['intake'].address}/intake/api/v1/feeds/12345/orders"
    headers = {"Content-Type": "application/json", "X-Api-Key": town.feed_key}
    body = json.dumps(message, ensure_ascii=False).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=patience) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()
    except (OSError, HTTPException):
        return 0, b""
