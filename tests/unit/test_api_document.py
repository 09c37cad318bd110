"""docs/api.md has a row for every address of every service's API, and none that there is not."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.catalog import specs
from shared.web.route import Route

FILES = (".xlsx", ".docx")
ADDRESS = re.compile(r"`(GET|POST|PUT|DELETE) (/[^`]+)`")
ANY = "/<action>"

Address = tuple[str, str]


def asked_by_machines(route: Route) -> bool:
    """The API, the tree, and what is downloaded as a file."""
    return route.api or route.path.startswith("/log/") or route.path.endswith(FILES)


def address(service: str, route: Route) -> Address:
    """As the document writes it: with the service's prefix, without werkzeug's converters."""
    return route.method, f"/{service}{re.sub(r'<[a-z]+:', '<', route.path)}"


ROUTES = [address(spec.name, route) for spec in specs() for route in spec.routes if asked_by_machines(route)]


def actions(cell: str) -> list[str]:
    """The names in backticks before the sentence after them."""
    return re.findall(r"`([a-z-]+)`", cell.partition(". ")[0])


def named(document: str) -> Iterator[Address]:
    """Every address of every row, each action written out; where the code has `<action>` itself, that one too, and
    alone if no action has a route of its own."""
    for line in document.splitlines():
        first, _, rest = line.partition(" | ")
        for method, path in ADDRESS.findall(first) if line.startswith("| `") else ():
            general = (method, path) in ROUTES
            if general or not path.endswith(ANY):
                yield method, path
            if path.endswith(ANY):
                written = [(method, f"{path.removesuffix(ANY)}/{name}") for name in actions(rest)]
                yield from written if not general or any(one in ROUTES for one in written) else ()


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest) -> Counter[Address]:
    return Counter(named((Path(request.config.rootpath) / "docs" / "api.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_an_address_has_a_row(route: Address, rows: Counter[Address]) -> None:
    assert rows[route] == 1


def test_no_row_names_an_address_that_there_is_not(rows: Counter[Address]) -> None:
    assert set(rows) - set(ROUTES) == set()


def test_the_actions_of_a_row_are_addresses_and_the_sentence_after_them_is_none() -> None:
    row = "| `GET /hall/api/v1/beds`, `POST /hall/api/v1/beds/<no>/<action>` | `make`; of the head: `burn`. Others: 404 `no` |"
    beds = "/hall/api/v1/beds"
    assert list(named(row)) == [("GET", beds), ("POST", f"{beds}/<no>/make"), ("POST", f"{beds}/<no>/burn")]
