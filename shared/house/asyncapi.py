"""AsyncAPI 3 of one service: what it says, from its event classes, and what it hears, from the readers of its reactions.

The exchange is `huying`, the routing key `<partition>.<service>.<type>`; every message is a CloudEvent 1.0 in JSON.
"""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from shared.access.reading import reading
from shared.eventlog.entry import PARTITIONS
from shared.house.envelope import ENVELOPE
from shared.house.schemas import CLOSED, Schemas
from shared.house.spec import Spec
from shared.kernel.stored import stored_name

VERSION = "3.0.0"
CLOUD_EVENT = "application/cloudevents+json"
EXCHANGE = {"name": "huying", "type": "topic", "durable": True, "autoDelete": False, "vhost": "/"}
ALL = ("*", "*")
PARTITION = {
    "partition": {
        "description": "CRC-32 of the subject modulo the number of partitions.",
        "enum": [str(number) for number in range(PARTITIONS)],
    }
}
ANY_SERVICE = {"service": {"description": "Any service."}, "type": {"description": "Any type; it has dots."}}
PARKING = ("message.parked", "message.replayed", "message.discarded")
PARKED: Mapping[str, Any] = {
    "type": "object",
    "required": ["source", "position", "id", "type", "code"],
    "properties": {
        **{name: {"type": "string"} for name in ("source", "id", "type", "code")},
        "position": {"type": "integer"},
    },
}

Pair = tuple[str, str]


def describe(spec: Spec, hears: Iterable[Pair]) -> dict[str, Any]:
    """The document. `hears`: every (service, type) it is bound to, those that only read models hear among them."""
    schemas = Schemas()
    said = {(spec.name, type_): schema for type_, schema in _said(spec, schemas).items()}
    heard = _heard(spec, hears, schemas)
    return {
        "asyncapi": VERSION,
        "id": f"urn:huying:{spec.name}",
        "info": _info(spec),
        "defaultContentType": CLOUD_EVENT,
        "channels": {_name(pair): _channel(pair, said, heard) for pair in sorted({*said, *heard})},
        "operations": {
            **{f"say.{_name(pair)}": _operation("send", pair, "said") for pair in sorted(said)},
            **{f"hear.{_name(pair)}": _operation("receive", pair, "heard") for pair in sorted(heard)},
        },
        "components": {
            "messages": {
                **{f"said.{_name(pair)}": _message(pair, schema) for pair, schema in sorted(said.items())},
                **{f"heard.{_name(pair)}": _message(pair, schema) for pair, schema in sorted(heard.items())},
            },
            "schemas": {"envelope": ENVELOPE, "closed": CLOSED, **schemas.named},
        },
    }


def _info(spec: Spec) -> dict[str, Any]:
    return {
        "title": f"Huying · {spec.name} · {spec.title}",
        "version": "1",
        "description": "A published type changes only by addition; a break is a new type. Readers ignore what they "
        "do not know.",
        "license": {"name": "Apache-2.0"},
    }


def _said(spec: Spec, schemas: Schemas) -> dict[str, Mapping[str, Any]]:
    events = [event for decider in (*spec.deciders, reading) for event in decider.events]
    return {**{stored_name(event): schemas.said(event) for event in events}, **dict.fromkeys(PARKING, PARKED)}


def _heard(spec: Spec, hears: Iterable[Pair], schemas: Schemas) -> dict[Pair, Mapping[str, Any]]:
    """The fields that are read; where only read models read, they are not declared."""
    found: dict[Pair, list[Mapping[str, Any]]] = {pair: [] for pair in hears}
    if spec.hears_all:
        found = {ALL: []}
    for reaction in spec.reactions:
        found.setdefault((reaction.source, reaction.type), []).append(schemas.read(reaction.reader))
    return {pair: {"type": "object", **({"allOf": read} if read else {})} for pair, read in found.items()}


def _name(pair: Pair) -> str:
    return "all" if pair == ALL else ".".join(pair)


def _channel(pair: Pair, said: Container[Pair], heard: Container[Pair]) -> dict[str, Any]:
    service, type_ = ("{service}", "{type}") if pair == ALL else pair
    messages = {"said": pair in said, "heard": pair in heard}
    return {
        "address": f"{{partition}}.{service}.{type_}",
        "parameters": {**PARTITION, **(ANY_SERVICE if pair == ALL else {})},
        "messages": {
            how: {"$ref": f"#/components/messages/{how}.{_name(pair)}"} for how, is_so in messages.items() if is_so
        },
        "bindings": {"amqp": {"is": "routingKey", "exchange": EXCHANGE, "bindingVersion": "0.3.0"}},
    }


def _message(pair: Pair, data: Mapping[str, Any]) -> dict[str, Any]:
    type_ = {} if pair == ALL else {"type": {"const": pair[1]}}
    payload = {"type": "object", "properties": {**type_, "data": data}}
    return {
        "name": "any" if pair == ALL else pair[1],
        "contentType": CLOUD_EVENT,
        "payload": {"allOf": [{"$ref": "#/components/schemas/envelope"}, payload]},
        "correlationId": {"location": "$message.payload#/correlationid"},
    }


def _operation(action: str, pair: Pair, how: str) -> dict[str, Any]:
    channel = f"#/channels/{_name(pair)}"
    return {"action": action, "channel": {"$ref": channel}, "messages": [{"$ref": f"{channel}/messages/{how}"}]}
