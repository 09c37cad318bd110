"""What an HTTP gateway's answer means. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from services.notify.gateways.http_call import Answer
from services.notify.gateways.outgoing import Failed

LONGEST = timedelta(days=1)
_DENIED, _LATER, _BUSY = (401, 403, 407), (408, 425), (429, 503)
_PASSED_ON = (502, 504)
"""Somebody between us and the gateway did not hear its answer."""


@dataclass(frozen=True, slots=True)
class Success:
    """When a message counts as taken: one of `statuses` (none named: any 2xx), and, if `field` is named,
    that field of the JSON answer is one of `values`. With another value it failed; for ever if it is one of `final`."""

    statuses: frozenset[int] = frozenset()
    field: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    final: tuple[str, ...] = ()


def judge(answer: Answer, success: Success) -> None:
    """Nothing if the message was taken; Failed otherwise."""
    status = answer.status
    if status in success.statuses or (not success.statuses and 200 <= status < 300):
        _judge_body(answer.body, success)
        return
    wait = retry_after(answer)
    if status in _BUSY:
        raise Failed("busy", wait, down=True)
    if status in _DENIED:
        raise Failed("denied", wait, down=True)  # the operator renews a key: the messages are not lost for it
    if status in _LATER:
        raise Failed("timeout", wait)
    if 300 <= status < 400:
        raise Failed("redirected", down=True)
    if 400 <= status < 500:
        raise Failed("refused", final=True)
    raise Failed("server_error", wait, maybe=status in _PASSED_ON)


def _judge_body(body: bytes, success: Success) -> None:
    if not success.field:
        return
    said = _at(body, success.field)
    if said in success.values:
        return
    if said is None:
        raise Failed("bad_answer", maybe=True)
    raise Failed("not_taken", final=said in success.final)


def _at(body: bytes, path: tuple[str, ...]) -> str | None:
    try:
        value: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else None


def retry_after(answer: Answer) -> timedelta | None:
    """What `Retry-After` asks for: seconds, or a date seen from the answer's own `Date` (else our clock); a day at most."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return min(timedelta(seconds=int(asked[:9])), LONGEST)
    then, now = _date(asked), _date(answer.headers.get("date", "")) or answer.at
    if then is None or then <= now:
        return None
    return min(then - now, LONGEST)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None
