import json
import re
from typing import Any

import pytest

from shared.web import static
from shared.web.forms import Form
from shared.web.openapi import named
from tests.unit.web.hall import WANG, Hall


def document() -> dict[str, Any]:
    response = Hall().ask("GET", "/hall/openapi.json")
    assert response.mimetype == "application/json"
    said: dict[str, Any] = json.loads(response.get_data())
    return said


def test_openapi_describes_every_route() -> None:
    said = document()
    assert said["openapi"] == "3.1.0"
    described = {(method.upper(), path) for path, methods in said["paths"].items() for method in methods}
    kept = {(route.method, "/hall" + route.path.replace("<", "{").replace(">", "}")) for route in Hall().site.routes}
    assert described == kept
    assert ("POST", "/hall/api/v1/orders/{no}/note") in described


def test_openapi_has_forms_parameters_and_permissions() -> None:
    said = document()
    note = said["paths"]["/hall/api/v1/orders/{no}/note"]["post"]
    assert note["x-permission"] == "orders.sign"
    assert note["security"] == [{"bearer": []}, {"cookie": []}]
    assert [(one["in"], one["name"]) for one in note["parameters"]] == [("path", "no"), ("header", "Idempotency-Key")]
    reference = note["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = said["components"]["schemas"][reference.rpartition("/")[2]]
    assert set(schema["required"]) == {"title", "text"}
    assert schema["properties"]["at"] == {"type": "string", "format": "date-time"} | {
        key: text for key, text in schema["properties"]["at"].items() if key not in ("type", "format")
    }
    asked = said["paths"]["/hall/api/v1/orders"]["get"]
    assert {one["name"] for one in asked["parameters"]} == {"state", "limit"}
    assert asked["x-permission"] == "orders.read_all | orders.read"
    assert said["paths"]["/hall/api/v1/feeds/{source}/orders"]["post"]["security"] == [{"feed": []}, {"bearer": []}]


class Outer(Form):
    """A form of this package's own."""


def test_forms_of_one_name_in_two_packages_have_two_names_in_openapi() -> None:
    inner = type("Outer", (Form,), {"__module__": "services.routing.web.leading.forms"})
    assert (named(Outer), named(inner)) == ("Outer", "LeadingOuter")


def test_every_reference_in_openapi_leads_somewhere() -> None:
    said = document()
    text = json.dumps(said)
    found = {part.split('"')[0] for part in text.split('"$ref": "#/')[1:]}
    assert found
    for reference in found:
        place: Any = said
        for name in reference.split("/"):
            place = place[name]


def test_the_docs_list_routes_and_codes_without_scripts_of_others() -> None:
    page = Hall().ask("GET", "/hall/docs").get_data(as_text=True)
    assert "/hall/api/v1/feeds/{source}/orders" in page
    assert 'id="order.not_dispatched"' in page
    assert "工单 {no} 还没有派单" in page
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize("name", ["huying.css", "huying.js", "seal.svg"])
def test_static_files_are_kept_for_ever_under_their_hash(name: str) -> None:
    hall = Hall()
    page = hall.ask("GET", "/hall/docs").get_data(as_text=True)
    address = page.split(f"/static/{name}")[1].split('"')[0]
    response = hall.ask("GET", f"/hall/static/{name}{address}")
    assert response.get_data() == (static.SHARED / name).read_bytes()
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    plain = hall.ask("GET", f"/hall/static/{name}")
    assert plain.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize("name", ["..%2f__init__.py", "%2e%2e/site.py", "nothing.css", "/etc/passwd"])
def test_nothing_else_is_served_as_static(name: str) -> None:
    assert Hall().ask("GET", f"/hall/static/{name}").status_code == 404


def test_our_pages_and_styles_need_no_other_site_and_no_inline_script() -> None:
    page = Hall().ask("GET", "/hall/note", who=WANG).get_data(as_text=True)
    assert "<style" not in page
    assert ' style="' not in page
    assert re.findall(r"<[^>]* on[a-z]+=", page) == []
    assert page.count("<script") == 1
    assert 'src="/hall/static/huying.js?v=' in page
    style = (static.SHARED / "huying.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
