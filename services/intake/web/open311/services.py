"""Service types: the leaves of the catalogue in force."""

from collections.abc import Mapping
from typing import Any

from shared.rules.catalogue import CatalogueItem
from shared.rules.rules import Rules
from shared.web.failures import Failure

MOST_WORDS = 10


def service_of(rules: Rules, code: str) -> CatalogueItem:
    """The catalogue's item; Failure 404 for a code that is none."""
    item = rules.catalogue.get(code)
    if item is None:
        raise Failure(404, "open311.service")
    return item


def described(item: CatalogueItem) -> Mapping[str, Any]:
    """As the list of services has it. Nothing beyond the usual fields is asked, so there is no metadata."""
    heavy = sorted(item.keywords, key=lambda word: -word.weight)[:MOST_WORDS]
    return {
        "service_code": item.code,
        "service_name": item.name,
        "description": " · ".join((*item.path, item.name)),
        "metadata": False,
        "type": "realtime",
        "keywords": ", ".join(word.phrase for word in heavy),
        "group": item.path[-1] if item.path else "",
    }
