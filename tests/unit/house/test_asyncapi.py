"""Each service's AsyncAPI document is well formed and says what its entries look like."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from services.cli.catalog import specs
from shared.eventlog.codec import decode
from shared.house.asyncapi import describe
from shared.house.envelope import ALWAYS, ENVELOPE, SOMETIMES
from shared.house.schemas import Schemas
from shared.house.spec import Spec
from shared.kernel.reaction import Reaction
from shared.kernel.text import Closed, Text
from tests.golden.known import PARKING, known
from tests.golden.lines import read, service_of
from tests.unit.house.json_schema import references, resolved, wrong

SPECS = list(specs())
HEARS = {spec.name: {pair for model in spec.readmodels for pair in model.heard} - {("*", "*")} for spec in SPECS}
DOCUMENTS = {spec.name: describe(spec, HEARS[spec.name]) for spec in SPECS}
GOLDEN = [decode(body) for body in read()]
TOP = {"asyncapi", "id", "info", "servers", "defaultContentType", "channels", "operations", "components"}
KEY = re.compile(r"^[a-zA-Z0-9._-]+$")

each = pytest.mark.parametrize("service", DOCUMENTS)


@each
def test_it_has_what_asyncapi_three_asks_for(service: str) -> None:
    document = DOCUMENTS[service]
    assert document["asyncapi"] == "3.0.0"
    assert set(document) <= TOP
    assert {"title", "version"} <= set(document["info"])
    for channel in document["channels"].values():
        assert set(re.findall(r"{(\w+)}", channel["address"])) == set(channel["parameters"])
        assert channel["messages"]
        assert set(channel) <= {"address", "parameters", "messages", "bindings"}
    for operation in document["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert set(operation) == {"action", "channel", "messages"}
    for kind in ("messages", "schemas"):
        assert all(KEY.match(name) for name in document["components"][kind])


@each
def test_every_reference_leads_somewhere(service: str) -> None:
    document = DOCUMENTS[service]
    found = list(references(document))
    assert found
    for reference in found:
        assert resolved(document, reference), reference


@each
def test_operations_name_messages_of_their_own_channel(service: str) -> None:
    document = DOCUMENTS[service]
    for operation in document["operations"].values():
        channel = operation["channel"]["$ref"]
        assert resolved(document, channel)
        assert all(one["$ref"].startswith(f"{channel}/messages/") for one in operation["messages"])


@each
def test_it_says_every_type_that_the_service_can_say(service: str) -> None:
    said = {name.removeprefix(f"said.{service}.") for name in DOCUMENTS[service]["components"]["messages"]}
    types = {type_ for name, type_ in known() if name == service}
    assert types == {name for name in said if not name.startswith("heard.")}
    assert set(PARKING) <= types


@each
def test_every_stored_example_is_as_the_document_of_its_service_says(service: str) -> None:
    document = DOCUMENTS[service]
    mine = [said for said in GOLDEN if service_of(said) == service]
    assert mine
    for said in mine:
        schema = document["components"]["messages"][f"said.{service}.{said['type']}"]["payload"]
        assert list(wrong(document, schema, said)) == []
        data = schema["allOf"][1]["properties"]["data"]
        assert set(said["data"]) <= set(data["properties"])


@each
def test_every_stored_example_satisfies_who_hears_it(service: str) -> None:
    document = DOCUMENTS[service]
    for said in GOLDEN:
        message = document["components"]["messages"].get(f"heard.{service_of(said)}.{said['type']}")
        if message is not None:
            assert list(wrong(document, message["payload"], said)) == []


def test_what_only_read_models_hear_is_declared_too() -> None:
    assert "hear.routing.rules.adopted" not in DOCUMENTS["intake"]["operations"]
    document = describe(SPECS[1], {("routing", "rules.adopted")})
    assert document["operations"]["hear.routing.rules.adopted"]["action"] == "receive"


def test_the_ledger_hears_everything() -> None:
    assert DOCUMENTS["ledger"]["channels"]["all"]["address"] == "{partition}.{service}.{type}"
    assert DOCUMENTS["ledger"]["operations"]["hear.all"]["action"] == "receive"


def test_the_envelope_is_that_of_entries() -> None:
    whole = set().union(*GOLDEN)
    assert whole == {*ALWAYS, *SOMETIMES}
    assert set.intersection(*map(set, GOLDEN)) == set(ALWAYS)
    assert set(ENVELOPE["required"]) == set(ALWAYS)


@dataclass(frozen=True, slots=True)
class Reads:
    """What is read."""

    unit: str
    text: Text
    text_closed: Closed
    due_at: datetime | None = None


def test_a_reader_asks_for_the_closed_field_alone_though_it_gets_it_opened_too() -> None:
    schema = Schemas().read(Reads)
    assert set(schema["properties"]) == {"unit", "text", "due_at"}
    assert schema["required"] == ["unit", "text"]
    assert schema["properties"]["text"] == {"$ref": "#/components/schemas/closed"}
    assert schema["properties"]["due_at"]["type"] == ["string", "null"]
    assert schema["description"] == "What is read."


def test_a_missing_field_and_a_wrong_kind_are_found_by_this_test_s_own_check() -> None:
    document = describe(Spec(name="toy", title="玩具", folder=Path(), reactions=(reaction(),)), ())
    schema = document["components"]["messages"]["heard.toys.toy.said"]["payload"]["allOf"][1]
    found = sorted(wrong(document, schema, {"data": {"unit": 3}}))
    assert found == [".data.text: missing", ".data.unit: not ['string']"]


def reaction() -> Reaction[Any, Any]:
    return Reaction("toys", "toy.said", Reads, lambda *_: ())


def test_a_field_that_no_entry_can_hold_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Wrong:
        share: float

    with pytest.raises(TypeError, match="float"):
        Schemas().said(Wrong)
