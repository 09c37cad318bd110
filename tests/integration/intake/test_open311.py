"""A GeoReport client asks for services, asks for something, and follows it, in JSON and in XML; nobody sees another's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import pytest
from werkzeug.wrappers import Response

from shared.access.feed_keys import FeedKeys, hashed
from tests.integration.intake.counter import DISPATCHER, Counter

KEY, OTHER = "open-key", "hotline-key"
HEATING = "housing.utility.heating"
WORDS = "三号楼的暖气一直不热"
SAID: dict[str, str] = {
    "service_code": HEATING,
    "description": WORDS,
    "lat": "49.2122",
    "long": "119.7364",
    "address_string": "海拉尔区胜利大街 1 号",
    "first_name": "小明",
    "last_name": "张",
    "phone": "13900000000",
    "email": "a@example.test",
    "attribute[WHISHETN]": "123",
}


@pytest.fixture
def desk(counter: Counter) -> Counter:
    """The counter, where two feeds have keys."""
    world = counter.house.world
    feeds = FeedKeys({"open311": (hashed(KEY),), "12345": (hashed(OTHER),)})
    counter.house.world = replace(world, keys=replace(world.keys, feeds=feeds))
    return counter


def get(desk: Counter, path: str, answered: int = 200, **query: Any) -> Response:
    response = desk.ask("GET", f"/open311/v2/{path}?{urlencode(query)}")
    assert response.status_code == answered, response.get_data(as_text=True)
    return response


def xml(response: Response) -> Element:
    assert response.content_type == "text/xml; charset=utf-8"
    return fromstring(response.get_data())


def asked(desk: Counter, kind: str = "json", *, answered: int = 201, key: str = KEY, **changes: Any) -> Response:
    form = {name: value for name, value in {**SAID, "api_key": key, **changes}.items() if value}
    response = desk.ask("POST", f"/open311/v2/requests.{kind}", data=form)
    assert response.status_code == answered, response.get_data(as_text=True)
    desk.settle()
    return response


def number(desk: Counter, **changes: Any) -> str:
    return str(asked(desk, **changes).get_json()[0]["service_request_id"])


def test_the_services_are_the_leaves_of_the_catalogue(desk: Counter) -> None:
    found = {one["service_code"]: one for one in get(desk, "services.json", jurisdiction_id="hailar").get_json()}
    assert set(found) == set(desk.house.rulebook.current.catalogue)
    heating = found[HEATING]
    assert (heating["metadata"], heating["type"], heating["group"]) == (False, "realtime", "水电气热")
    listed = xml(get(desk, "services.xml"))
    assert (listed.tag, {one.tag for one in listed}) == ("services", {"service"})
    assert {one.findtext("service_code"): one.findtext("service_name") for one in listed}[HEATING] == heating[
        "service_name"
    ]
    assert listed[0].findtext("metadata") == "false"
    one = xml(get(desk, f"services/{HEATING}.xml"))
    assert (one.tag, one.findtext("service_code"), one.findtext("attributes")) == ("service_definition", HEATING, "")
    assert get(desk, f"services/{HEATING}.json").get_json() == {"service_code": HEATING, "attributes": []}


def test_it_says_where_it_is(desk: Counter) -> None:
    said = get(desk, "discovery.json").get_json()
    (endpoint,) = said["endpoints"]
    assert endpoint["url"].endswith("/intake/open311/v2")
    assert endpoint["formats"] == ["application/json", "text/xml"]
    told = xml(get(desk, "discovery.xml"))
    assert told.findtext("endpoints/endpoint/type") == "production"
    assert [one.text for one in told.findall("endpoints/endpoint/formats/format")] == endpoint["formats"]


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_a_request_becomes_an_appeal_with_words_place_and_asker(desk: Counter, kind: str) -> None:
    response = asked(desk, kind)
    if kind == "xml":
        assert (xml(response).tag, xml(response)[0].tag) == ("service_requests", "request")
        no = str(xml(response).findtext("request/service_request_id"))
    else:
        no = response.get_json()[0]["service_request_id"]
    case = desk.get(f"/desk/{no}", DISPATCHER)
    name = desk.house.rulebook.current.catalogue[HEATING].name
    assert (case["channel"], case["state"], case["title"]) == ("open311", "received", name)
    assert case["text"].startswith(f"{WORDS}\n\n地址：海拉尔区胜利大街 1 号\n坐标（纬度, 经度）：49.2122, 119.7364")
    assert "a@example.test" in case["text"]
    assert (case["name"], case["phone"]) == ("张小明", "13900000000")


def test_the_client_follows_it_from_open_to_closed(desk: Counter) -> None:
    no = number(desk)
    (one,) = get(desk, f"requests/{no}.json", api_key=KEY).get_json()
    assert (one["status"], one["service_code"], one["description"]) == ("open", HEATING, WORDS)
    assert (one["lat"], one["long"], one["address"]) == (49.2122, 119.7364, SAID["address_string"])
    assert "email" not in one
    assert one["requested_datetime"].endswith("+08:00")
    assert one["expected_datetime"] > one["requested_datetime"]
    desk.api(f"/appeals/{no}/decline", DISPATCHER, reason="in_court", advice="请等法院裁判")
    desk.settle()
    request = xml(get(desk, f"requests/{no}.xml", api_key=KEY))[0]
    assert request.findtext("status") == "closed"
    assert "请等法院裁判" in str(request.findtext("status_notes"))


def test_a_list_shows_the_clients_own_without_words_and_reading_one_leaves_an_entry(desk: Counter) -> None:
    mine, other = number(desk), number(desk, key=OTHER)
    (one,) = get(desk, "requests.json", api_key=KEY).get_json()
    assert (one["service_request_id"], "description" in one) == (mine, False)
    assert desk.said("personal.opened") == []
    get(desk, f"requests/{mine}.json", api_key=KEY)
    (read,) = desk.said("personal.opened")
    assert (read.subject, read.actor.account, read.data["fields"]) == (mine, "feed:open311", ["text"])
    for path in (
        f"requests/{other}.json",
        f"tokens/{other}.json",
        "requests/20261124-7K3QX0M2VBP.json",
        "requests/x.json",
    ):
        assert get(desk, path, 404, api_key=KEY).get_json()[0]["code"] == 404
    assert get(desk, f"tokens/{mine}.json", api_key=KEY).get_json() == [{"service_request_id": mine, "token": mine}]


def test_a_list_is_narrowed_by_id_code_status_and_time(desk: Counter) -> None:
    first = number(desk)
    desk.clock.pass_(days=100)
    second = number(desk, service_code="business.policy.question")
    desk.api(f"/appeals/{second}/decline", DISPATCHER, reason="in_court", advice="请等法院裁判")
    desk.settle()

    def ids(**query: Any) -> list[str]:
        found = get(desk, "requests.json", **{"api_key": KEY, **query}).get_json()
        return [one["service_request_id"] for one in found]

    assert ids() == [second]
    assert ids(service_request_id=f"{first},{second}") == [first, second]
    assert ids(service_code=HEATING) == []
    assert ids(status="open") == []
    assert ids(status="open,closed") == [second]
    assert ids(end_date=(desk.clock.at - timedelta(days=50)).isoformat()) == [first]
    assert ids(start_date=(desk.clock.at - timedelta(days=120)).isoformat()) == [first]
    assert ids(service_request_id=first, status="open") == [first]


@pytest.mark.parametrize("name", ["start_date", "end_date"])
@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"]
)
def test_times_at_the_ends_of_the_calendar_are_answered(desk: Counter, name: str, at: str) -> None:
    number(desk)
    response = desk.ask("GET", f"/open311/v2/requests.json?{urlencode({'api_key': KEY, name: at})}")
    assert response.status_code in (200, 400), response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"service_code": "moon"}, 404),
        ({"service_code": ""}, 400),
        ({"description": ""}, 400),
        ({"description": "长" * 4001}, 400),
        ({"lat": "91"}, 400),
        ({"lat": "nan"}, 400),
        ({"key": "guessed"}, 403),
        ({"key": ""}, 403),
        ({"jurisdiction_id": "moon"}, 404),
    ],
)
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_what_is_wrong_is_told_in_the_clients_own_format_and_registers_nothing(
    desk: Counter, kind: str, change: dict[str, str], status: int
) -> None:
    response = asked(desk, kind, answered=status, **change)
    if kind == "xml":
        told = xml(response)
        assert (told.tag, told.findtext("error/code")) == ("errors", str(status))
        assert told.findtext("error/description")
    else:
        (error,) = response.get_json()
        assert error["code"] == status
        assert error["description"]
    assert desk.said("appeal.received") == []


def test_the_same_key_of_a_request_registers_it_once(desk: Counter) -> None:
    given: dict[str, Any] = {"data": {**SAID, "api_key": KEY}, "headers": {"Idempotency-Key": "k1"}}
    first, second = (desk.ask("POST", "/open311/v2/requests.json", **given) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json()[0]["service_request_id"] == second.get_json()[0]["service_request_id"]
    assert number(desk) != first.get_json()[0]["service_request_id"]


def test_a_key_in_a_header_is_as_good(desk: Counter) -> None:
    response = desk.ask("POST", "/open311/v2/requests.json", data=SAID, headers={"X-Api-Key": KEY})
    assert response.status_code == 201


def test_orders_that_came_another_way_are_no_service_requests(desk: Counter) -> None:
    order = {"source_no": "2026/7", "text": "路灯不亮"}
    made = desk.ask("POST", "/api/v1/feeds/12345/orders", json=order, headers={"X-Api-Key": OTHER})
    assert made.status_code == 201, made.get_data(as_text=True)
    assert get(desk, "requests.json", api_key=OTHER).get_json() == []
    assert get(desk, f"requests/{made.get_json()['case_no']}.json", 404, api_key=OTHER).get_json()[0]["code"] == 404
