"""Orders per second end to end, embedded: from the feed's message to everything handled by all services."""

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from services.cli.alone import drain, started
from services.cli.installation import Installation
from services.cli.settings import settings_of
from services.intake import feeding
from shared.house.folder import lock
from tests.bench.table import Figure

BATCH = 128
WARM_UP = 200
AIM = 150
TEXT = "租用的办公楼供热温度只有十四度，联系供热公司多次没有解决，请协调供热单位检修供暖管网。" * 4


def measure(seconds: float) -> Iterator[Figure]:
    """One figure; the time includes handling by every service and the ledger."""
    with TemporaryDirectory(prefix="huying-bench-") as name:
        folder = Path(name)
        with lock(folder), started(folder, settings_of(folder)) as embedded:
            _import(embedded, 0, WARM_UP)
            count = max(500, int(seconds * AIM))
            began = time.perf_counter()
            _import(embedded, WARM_UP, count)
            read = time.perf_counter()
            drain(embedded)
            ended = time.perf_counter()
            entries = sum(house.log.head().position for house in embedded.houses.values())
    per_order = f"{entries / (count + WARM_UP):.1f} entries an order"
    yield Figure("embedded: orders registered", count / (read - began), per_order)
    rate = count / (ended - began)
    yield Figure("embedded: orders end to end", rate, f"aim {AIM}/s", rate / AIM, ">= 1", rate >= AIM)


def _import(embedded: Installation, first: int, count: int) -> None:
    orders = [_order(number) for number in range(first, first + count)]
    for start in range(0, count, BATCH):
        results = feeding.receive_many(embedded.houses["intake"], "12345", orders[start : start + BATCH], "bench")
        assert all(result.result == "registered" for result in results)
    assert threading.active_count() < 1000


def _order(number: int) -> Mapping[str, Any]:
    return {
        "source_no": f"BENCH{number}",
        "title": "办公楼供暖温度不达标",
        "text": f"{TEXT}（{number}）",
        "name": f"来电人{number}",
        "phone": f"0470-{number:07}",
    }
