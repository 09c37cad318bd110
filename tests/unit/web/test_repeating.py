"""What a sender sends again is known by its key, and told from another request under the same key."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from shared.kernel.once import Once, print_of
from shared.web.body import Body
from shared.web.repeating import once_of
from shared.web.route import Route
from tests.unit.web.hall import ROUTES

PAGE = next(route for route in ROUTES if route.method == "POST" and not route.api)
API = next(route for route in ROUTES if route.method == "POST" and route.api)


def once(route: Route, *, key: str = "k", path: str = "/hall/orders/7", document: Any = None, **typed: str) -> Once:
    request = Request(EnvironBuilder(method="POST", path=path).get_environ())
    found = once_of(key, request, route, Body(document, MultiDict(typed)))
    assert found is not None
    return found


def test_the_same_request_is_the_same_whatever_hidden_fields_say() -> None:
    assert once(PAGE, words="a", csrf="1", once="k") == once(PAGE, words="a", csrf="2", once="k")
    assert once(API, document={"a": 1, "b": [2]}) == once(API, document={"b": [2], "a": 1})


@pytest.mark.parametrize("other", [{"document": {"a": 2}}, {"path": "/hall/orders/8"}, {"key": "l"}])
def test_another_address_content_or_key_is_another_request(other: dict[str, Any]) -> None:
    assert once(API, **{"document": {"a": 1}, **other}).of != once(API, document={"a": 1}).of


def test_the_forms_of_one_page_are_done_each_though_they_have_one_key_between_them() -> None:
    assert once(PAGE, path="/hall/sign").key != once(PAGE, path="/hall/return").key
    assert once(API, path="/hall/sign").key == once(API, path="/hall/return").key == "k"


def test_without_a_key_nothing_is_done_once() -> None:
    assert once_of(None, Request(EnvironBuilder().get_environ()), API, Body()) is None


def test_a_number_fits_a_column_of_the_database_and_parts_are_not_run_together() -> None:
    assert all(0 <= print_of(bytes([one])) < 1 << 63 for one in range(256))
    assert print_of(b"ab", b"c") != print_of(b"a", b"bc")
