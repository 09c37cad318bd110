"""The gateway for text messages is down, slow, busy or broken, and notify is killed: each is told once, nobody is forgotten."""

import time
from functools import partial
from pathlib import Path

import pytest

from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.gateway import Provider, provider
from tests.faults.judging import judge
from tests.faults.outcome import Outcome
from tests.faults.town import Town
from tests.integration.acceptance.invented import URGENT, orders, written

COUNT = 24
MOODS = ("500", "429", "hangs", "good")
SETTINGS = """
site: https://huying.example.cn
channels:
  sms:
    http:
      url: {url}/send
      json: {{mobile: "{{phone}}", content: "{{text}}"}}
      timeout: 3
      plain: true
      deduplicates: true
"""
UNSENT = """SELECT count(*) FROM log.entries AS planned WHERE type = 'delivery.planned' AND position > %s
    AND NOT EXISTS (SELECT FROM log.entries AS sent WHERE sent.type = 'delivery.sent'
        AND sent.stream = convert_from(planned.body, 'UTF8')::jsonb #>> '{data,delivery}')"""


def count(town: Town, statement: str, after: int) -> int:
    return int(records.rows(town.postgres, "notify", statement, after)[0][0])


def was_asked(sms: Provider, mood: str) -> bool:
    """Whether a message was tried in this mood."""
    return sms.asked[mood] > 0


@pytest.mark.long
def test_gateway_down_broken_busy_and_slow(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    town, notify = shared_town, shared_town.services["notify"]
    # Urgent ones go by night too, so the test says the same at any hour.
    urgent = [[*order[:URGENT], "紧急"] for order in orders(COUNT, prefix="GA")]
    file = written(tmp_path / "orders.csv", urgent)
    feeder = Feeder(town, orders_of(file))
    after = records.heads(town)["notify"][0]
    with provider() as sms:
        settings = notify.folder / "gateways.yaml"
        settings.write_text(SETTINGS.format(url=f"http://127.0.0.1:{sms.server_port}"))
        try:
            town.kill(notify)
            notify.await_ready()
            feeder.start()
            for mood in MOODS:
                sms.mood = mood
                feeder.allow(COUNT // len(MOODS))
                town.until(partial(was_asked, sms, mood), 150, f"a message is tried while the gateway is {mood}")
                time.sleep(1)
                town.kill(notify)
                notify.await_ready()
            feeder.finish()
            records.drained(town)
            town.until(lambda: count(town, UNSENT, after) == 0, 400, "everything planned is sent")
        finally:
            settings.unlink()
        fault.figures |= {f"asked while {mood}": sms.asked[mood] for mood in MOODS}
        fault.figures["told"] = len(sms.told)
        by_sms = "SELECT count(*) FROM log.entries WHERE type = 'delivery.sent' AND position > %s AND body LIKE %s"
        sent = int(records.rows(town.postgres, "notify", by_sms, after, b'%"channel":"sms"%')[0][0])
        if sent != len(sms.told):
            fault.lost.append(f"{sent} messages are recorded as sent, the provider took {len(sms.told)}")
        fault.recovered += sms.asked.total() - len(sms.told)
    judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()
