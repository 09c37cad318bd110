"""An entry as an AMQP message, and back."""

from typing import Any

import msgspec

from shared.eventlog.unit import Message

CONTENT_TYPE = "application/cloudevents+json"
PERSISTENT = 2


class _Envelope(msgspec.Struct):
    id: str
    source: str
    sequence: str
    type: str
    subject: str


_envelope = msgspec.json.Decoder(_Envelope)


def properties(message: Message) -> dict[str, Any]:
    """AMQP's properties; no content encoding, or py-amqp would make text of the bytes."""
    return {
        "content_type": CONTENT_TYPE,
        "delivery_mode": PERSISTENT,
        "message_id": message.id,
        "type": message.type,
        "app_id": message.source,
    }


def message_of(body: bytes, *, redelivered: bool) -> Message:
    """The message in these bytes. ValueError (msgspec.DecodeError) if they are no entry."""
    said = _envelope.decode(body)
    service = said.source.rpartition("/")[2]
    return Message(service, int(said.sequence), said.id, said.type, said.subject, body, redelivered)
