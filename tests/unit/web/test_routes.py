import pytest

from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.route import FEED, PUBLIC, AnyOf, Route
from shared.web.site import Site
from tests.unit.web.hall import Hall


def view(_: Ask) -> Json:
    return Json({})


def test_a_route_without_a_permission_does_not_construct() -> None:
    with pytest.raises(TypeError):
        Route(method="GET", path="/x", view=view, summary="x")  # type: ignore[call-arg]


@pytest.mark.parametrize("permission", ["", None])
def test_an_empty_permission_is_not_public(permission: str) -> None:
    with pytest.raises(TypeError, match="PUBLIC"):
        Route(method="GET", path="/x", permission=permission, view=view, summary="x")


def test_any_of_nothing_does_not_construct() -> None:
    with pytest.raises(ValueError, match="names"):
        AnyOf()
    with pytest.raises(ValueError, match="names"):
        AnyOf("orders.read", "")


@pytest.mark.parametrize(("method", "path"), [("get", "/x"), ("PATCH", "/x"), ("GET", "x")])
def test_a_route_has_a_known_method_and_an_absolute_path(method: str, path: str) -> None:
    with pytest.raises(ValueError, match="a method of"):
        Route(method=method, path=path, permission=PUBLIC, view=view, summary="x")


def test_a_feeds_route_names_its_source() -> None:
    with pytest.raises(ValueError, match="source"):
        Route(method="POST", path="/api/v1/orders", permission=FEED, view=view, summary="x")


def test_the_api_is_known_by_its_path() -> None:
    paths = ("/api/v1/x", "/open311/v2/requests.json", "/x", "/apiary")
    routes = [Route(method="GET", path=path, permission=PUBLIC, view=view, summary="x") for path in paths]
    assert [route.api for route in routes] == [True, True, False, False]


def test_the_same_route_twice_does_not_construct() -> None:
    route = Route(method="GET", path="/x", permission=PUBLIC, view=view, summary="x")
    with pytest.raises(ValueError, match="GET /x"):
        Site("hall", (route, route), Hall().settings)
