"""JSON Schema (draft 07) of what every entry says beside its data; see `shared.eventlog.entry.envelope`."""

from collections.abc import Mapping
from typing import Any

TEXT: Mapping[str, Any] = {"type": "string"}
TIME: Mapping[str, Any] = {"type": "string", "format": "date-time"}
HASH: Mapping[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}

ALWAYS: Mapping[str, Any] = {
    "specversion": {"const": "1.0"},
    "id": {**TEXT, "format": "uuid", "description": "UUIDv7."},
    "source": {**TEXT, "description": "`/<jurisdiction>/<service>`."},
    "type": TEXT,
    "subject": {**TEXT, "description": "The case number, or `<aggregate>/<id>`."},
    "time": {**TIME, "description": "When it happened; UTC, microseconds."},
    "recordedtime": {**TIME, "description": "When it was written; never decreasing."},
    "datacontenttype": {"const": "application/json"},
    "sequence": {**TEXT, "pattern": "^[0-9]{20}$", "description": "Position in the service's log, without gaps."},
    "prevhash": {**HASH, "description": "SHA-256 of the bytes of the entry before it; zeros for the first."},
    "salt": {**TEXT, "pattern": "^[0-9a-f]{32}$"},
    "streamid": {**TEXT, "format": "uuid"},
    "streamversion": {"type": "integer", "minimum": 1},
    "partitionkey": {**TEXT, "description": "The subject."},
    "actor": {**TEXT, "description": "Account, `feed:<source>`, `asker` or `system:<service>`."},
    "data": {"type": "object"},
}
SOMETIMES: Mapping[str, Any] = {
    "actorunit": TEXT,
    "actorpost": TEXT,
    "onbehalfof": TEXT,
    "causationid": {**TEXT, "description": "The entry that led to it."},
    "correlationid": TEXT,
    "traceparent": TEXT,
}
ENVELOPE: Mapping[str, Any] = {
    "type": "object",
    "description": "A CloudEvent 1.0 in canonical JSON (RFC 8785), at most 60 KiB.",
    "required": list(ALWAYS),
    "properties": {**ALWAYS, **SOMETIMES},
}
