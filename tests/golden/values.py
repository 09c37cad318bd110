"""Invented values for the fields of examples, by the fields' names. No person, number or place of these exists."""

from collections.abc import Mapping
from datetime import UTC, datetime

CASE = "20261124-7K3QX0M2VBP"
STREAM = "6f2c7a10-3b5d-5e6f-8a91-0c1d2e3f4a5b"
ASKER = "01a17af8-ad09-790e-879f-ec6bf22a97cb"
TIME = datetime(2026, 11, 24, 1, 43, 0, 250000, tzinfo=UTC)

TEXTS: Mapping[str, str] = {
    "account": "housing.officer",
    "appeal": STREAM,
    "approver": "supervision.head",
    "ask": f"{STREAM}/0d9c1b2a-4e5f-5a6b-9c7d-8e9f0a1b2c3d",
    "asker": ASKER,
    "base": "81f6f6f206c8ddbf3a7c4fb0d3a3b1f3d3d9d3b6b3f7c1b4e5a6978877665544",
    "back_to": "accepted",
    "basis": "not_our_duty",
    "by": "rule",
    "callback_by": "us",
    "catalogue": "housing.heating",
    "cause": "work_order.closed",
    "channel": "sms",
    "code": "unsure",
    "colour": "none",
    "common_need": "5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a",
    "contact": "contacted",
    "content": '{"housing":{"name":"住房和城乡建设局"}}',
    "delivery": "3d0f7f0a-93a0-5c0f-8a63-5a8f5b5a1c77",
    "desk": "government_data",
    "duty": "answer",
    "end": "satisfied",
    "expected": "17",
    "field": "place",
    "file": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "follower": "20261124-2B9XK41MTRQ",
    "form": "assigned",
    "found": "19",
    "ground": "overdue",
    "hash": "5729e0355baedd4351855b215ece71111e736a340be522fea89aec3a5f0a8826",
    "how": "rule",
    "id": "01a17af8-ad1b-7c14-839e-d2d10141a742",
    "kind": "求助",
    "kind_said": "其他诉求",
    "leader": "government_office.leader",
    "leading": "20261124-2B9XK41MTRQ",
    "level": "general",
    "letter": "2026-1",
    "limit": "answer_general",
    "measure": "working_days",
    "matter": "5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a",
    "media_type": "image/jpeg",
    "name": "住建局经办人",
    "number": "2026-1",
    "outcome": "no_answer",
    "part": "units",
    "place": "150702",
    "post": "经办人",
    "proposer": "system.admin",
    "purpose": "page.work_order",
    "reason": "no_opinion",
    "requester": "intake.officer",
    "role": "unit_officer",
    "rules": "81f6f6f206c8+c13d7b046459",
    "scale": "small",
    "source": "12345",
    "source_no": "G2026112400017",
    "source_ref": "G2026112400017-2",
    "stream": STREAM,
    "template": "asker.closed",
    "to": "asker",
    "type": "work_order.closed",
    "unit": "housing",
    "why": "dissatisfied",
}
"""A field that is a list has items of the same name."""

ITEMS: Mapping[str, str] = {
    "supporting": "finance",
    "deliveries": "3d0f7f0a-93a0-5c0f-8a63-5a8f5b5a1c77",
    "addressees": "housing",
    "cases": CASE,
    "followers": CASE,
    "members": CASE,
    "present": "housing",
    "fields": "phone",
    "keywords": "营业执照",
    "roles": "unit_officer",
    "rules": "kw:housing.heating:3",
    "units": "housing",
}

NUMBERS: Mapping[str, int] = {"confidence": 72, "position": 18, "row": 5}
"""Others are 1."""

SUBJECTS: Mapping[str, str] = {
    "account": "account/housing.officer",
    "enterprise": f"enterprise/{STREAM}",
    "knowledge": f"article/{STREAM}",
    "asker": f"asker/{ASKER}",
    "common_need": "common_need/5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a",
    "clue": f"complaint/{TEXTS['matter']}",
    "commitment": f"commitment/{TEXTS['matter']}",
    "complaint": f"complaint/{TEXTS['matter']}",
    "digest": "unit/housing",
    "feed": "feed/12345",
    "ledger": "alarm/routing",
    "letter_number": "letters/2026",
    "outbox": f"asker/{ASKER}",
    "review": "review/5b0c8a52-0f8e-4c5d-9d3a-7f6e5d4c3b2a",
    "rules": "rules/units",
    "table": "table/assessment",
    "session": "session/2e9d4b1c7a5f4c3e8d6b0a9f1e2d3c4b",
}
"""By the first word of the type; otherwise it is about a case."""
