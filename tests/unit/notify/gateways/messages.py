"""Messages for these tests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from services.notify.gateways.outgoing import Failed, Outgoing

AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
ASKER = "01936000-0000-7000-8000-000000000001"
SMS = Outgoing(
    id="8b1f1a52-7f0e-5c39-9f25-1507028f0e24",
    channel="sms",
    to="asker",
    whose=ASKER,
    case_no="20261124-7K3QX0M2VBP",
    at=AT,
    address="13800000000",
    name="张三",
    subject="您的诉求已登记",
    text='您好！"引号"&<尖>\n{phone}',
)
LETTER = replace(SMS, channel="email", address="zhang@example.org")
TO_UNIT = replace(SMS, to="unit", whose="housing", address="")
RESULT = replace(
    SMS,
    channel="http",
    to="source",
    whose="12345",
    address="",
    text="",
    facts={"id": SMS.id, "source_no": "GD-1", "fact": "closed", "public": "已修好。", "resolved": True, "end": None},
)


def failure(send: Callable[[Outgoing], None], message: Outgoing) -> tuple[str, bool, Any]:
    with pytest.raises(Failed) as caught:
        send(message)
    return caught.value.code, caught.value.final, caught.value.retry_after


def arrived(content: bytes) -> EmailMessage:
    """A mail as its reader sees it."""
    return message_from_bytes(content, _class=EmailMessage, policy=policy.default)
