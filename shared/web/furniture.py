"""Routes that every service has: its description for machines and for people, and the static files."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from shared.web.answers import Json, Page
from shared.web.ask import Ask
from shared.web.openapi import describe, permission, template
from shared.web.route import PUBLIC, Route
from shared.web.sentences import Sentences
from shared.web.static import Static


def furniture(
    service: str, prefix: str, routes: Sequence[Route], static: Static, sentences: Sentences
) -> tuple[Route, ...]:
    """`/openapi.json`, `/docs`, `/static/<name>`; the description is made when first asked for."""

    @cache
    def described() -> dict[str, Any]:
        return describe(service, prefix, every)

    def openapi(_: Ask) -> Json:
        return Json(described(), headers={"Cache-Control": "public, max-age=300"})

    def docs(_: Ask) -> Page:
        rows = [(route, prefix + template(route.path), permission(route)) for route in every]
        return Page("docs.html", {"rows": rows, "codes": sorted(sentences.items()), "prefix": prefix})

    own = (
        Route(method="GET", path="/openapi.json", permission=PUBLIC, view=openapi, summary="OpenAPI 3.1"),
        Route(method="GET", path="/docs", permission=PUBLIC, view=docs, summary="接口说明"),
        Route(method="GET", path="/static/<name>", permission=PUBLIC, view=static.view, summary="Static files"),
    )
    every = (*routes, *own)
    return own
