"""OpenAPI 3.1 from the table of routes, by apispec."""

import re
from collections.abc import Iterable
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls

from shared.web.route import FEED, MULTIPART, PUBLIC, Access, AnyOf, Route

MEANS = {
    202: "Taken",
    400: "The request cannot be read",
    401: "Not signed in, or the token is no longer good",
    403: "Not allowed, or sent by another site",
    404: "There is no such thing, or not for whoever asks",
    409: "Against the state of things",
    413: "Too large",
    415: "Another content type is needed",
    422: "Fields at fault",
    429: "Tried too often",
    503: "Temporarily unavailable; see Retry-After",
}
"""What else there is beside 200, 201 and pages. What else may come is a fault of ours."""
VARIABLE = re.compile(r"<(?:(?P<kind>[^:<>]+):)?(?P<name>\w+)>")


def describe(service: str, prefix: str, routes: Iterable[Route]) -> dict[str, Any]:
    """The description of every route, pages included."""
    spec = APISpec(
        title=f"Huying · {service}",
        version="1",
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(named)],
        info={"description": "Errors are RFC 9457 problems with a stable `code`."},
    )
    _components(spec)
    for route in routes:
        spec.path(path=prefix + template(route.path), operations={route.method.lower(): _operation(route)})
    return spec.to_dict()


def named(form: Any) -> str:
    """`web/leading/forms.py` has a `Reason` of its own: LeadingReason. Two of one name in one package are an error."""
    kind: Any = resolve_schema_cls(form)
    packages = kind.__module__.partition(".web.")[2].split(".")[:-1]
    return "".join([*(package.title().replace("_", "") for package in packages), kind.__name__])


def template(rule: str) -> str:
    """A werkzeug rule as OpenAPI writes it: `/orders/{number}`."""
    return VARIABLE.sub(r"{\g<name>}", rule)


def permission(route: Route) -> str:
    """What the route asks for, in a word."""
    match route.permission:
        case Access() as access:
            return str(access.value)
        case AnyOf(permissions=names):
            return " | ".join(names)
        case name:
            return name


def _operation(route: Route) -> dict[str, Any]:
    said: dict[str, Any] = {
        "summary": route.summary,
        "tags": ["api" if route.api else "pages"],
        "x-permission": permission(route),
        "security": _security(route),
        "parameters": [*_variables(route), *_query(route), *_idempotency(route)],
        "responses": {**_done(route), **_refusals(route)},
    }
    if route.method in ("POST", "PUT"):
        schema: Any = route.form if route.form is not None else {}
        said["requestBody"] = {"content": {kind: {"schema": _body(route, kind, schema)} for kind in route.accepts}}
    return said


def _body(route: Route, kind: str, schema: Any) -> Any:
    """What a body of this type holds; files come as parts of a multipart form."""
    if not route.files or kind != MULTIPART:
        return schema
    part = {"type": "array", "items": {"type": "string", "format": "binary"}}
    files = {"type": "object", "properties": {route.files: part}}
    return {"allOf": [schema, files]}


def _done(route: Route) -> dict[str, Any]:
    done = {"200": {"description": "Done" if route.api else "A page"}}
    if route.makes:
        done["201"] = {"description": "Made"}
    done |= {str(status): {"description": MEANS[status]} for status in route.also if status < 400}
    if not route.api:
        done["303"] = {"description": "To the page that shows it, or to signing in"}
        if route.method == "POST":
            done["307"] = {"description": "To renewing the sign-in, and back with the same form"}
    return done


def _refusals(route: Route) -> dict[str, Any]:
    return {str(status): _problem(status) if route.api else {"description": MEANS[status]} for status in refused(route)}


def refused(route: Route) -> list[int]:
    """The statuses with which the route may refuse."""
    found = {503, *(status for status in route.also if status >= 400)}
    if route.permission is not PUBLIC:
        found |= {401, 403} if route.api or route.method == "POST" else {403}  # a page leads to signing in
    if route.hides or VARIABLE.search(route.path):
        found.add(404)
    if route.form is not None or route.method in ("POST", "PUT"):
        found.add(422)
    if route.method in ("POST", "PUT"):
        found |= {400, 403, 404, 409, 413, 415, 429}
    return sorted(found)


def _problem(status: int) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": MEANS[status], "content": content}


def _security(route: Route) -> list[dict[str, list[str]]]:
    if route.permission is PUBLIC:
        return []
    if route.permission is FEED:
        return [{"feed": []}, {"bearer": []}]
    return [{"bearer": []}, {"cookie": []}] if route.api else [{"cookie": []}]


def _variables(route: Route) -> list[dict[str, Any]]:
    kinds = {found["name"]: found["kind"] for found in VARIABLE.finditer(route.path)}
    return [
        {"in": "path", "name": name, "required": True, "schema": {"type": "integer" if kind == "int" else "string"}}
        for name, kind in kinds.items()
    ]


def _query(route: Route) -> list[dict[str, Any]]:
    return [{"in": "query", "schema": route.form}] if route.method == "GET" and route.form else []


def _idempotency(route: Route) -> list[dict[str, Any]]:
    if not (route.api and route.method == "POST"):
        return []
    return [{"in": "header", "name": "Idempotency-Key", "required": False, "schema": {"type": "string"}}]


def _components(spec: APISpec) -> None:
    text = {"type": "string"}
    fault = {"type": "object", "properties": {"name": text, "message": text}}
    names = ("type", "title", "code", "detail", "detail_en", "instance")
    properties: dict[str, Any] = dict.fromkeys(names, text)
    properties |= {"status": {"type": "integer"}, "fields": {"type": "array", "items": fault}}
    spec.components.schema("Problem", {"type": "object", "properties": properties})
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    spec.components.security_scheme("cookie", {"type": "apiKey", "in": "cookie", "name": "huying"})
    spec.components.security_scheme("feed", {"type": "apiKey", "in": "header", "name": "X-Api-Key"})
