"""Up, and a case goes round through the proxy; what the proxy keeps inside; what a container may do."""

import json

from tests.compose.house import SERVERS, SERVICES, House, until
from tests.compose.people import ORDERS, People

MIB = 1024 * 1024
HEARD = {"intake", "routing", "supervision", "notify"}


def test_everything_is_healthy_within_two_minutes(house: House, figures: dict[str, float]) -> None:
    assert house.unhealthy() == []
    assert figures["up"] < 120


def test_a_case_goes_round_through_the_proxy(house: House, people: People, figures: dict[str, float]) -> None:
    number = people.go_round("ROUND-1")

    def archived() -> bool:
        return people.case(number).get("state") == "archived"

    figures["last step until the ledger shows it"] = until(archived, 60, lambda: str(people.case(number)))
    reader = people.signed_in("dispatcher", "dispatcher")
    history = reader.get(f"/ledger/api/v1/cases/{number}/history").json
    assert {step["service"] for step in history["history"]} >= HEARD
    assert number in house.huying("case", "list", "--state", "archived")


def test_a_person_sees_pages_through_the_proxy(house: House) -> None:
    visitor = house.visitor()
    start = visitor.get("/")
    assert (start.status, start.headers["Location"]) == (303, "/identity/")
    assert "提交诉求" in visitor.get("/identity/").text
    assert visitor.get("/intake/ask").status == 200
    assert visitor.get("/no-such-page").status == 404
    assert visitor.get("/identity/", **{"X-Forwarded-Proto": "https"}).status == 200


def test_metrics_stay_inside(house: House) -> None:
    visitor = house.visitor()
    paths = [f"/{name}/{rest}" for name in SERVICES for rest in ("metrics", "metrics/", "/metrics", "%6detrics")]
    assert {visitor.get(path).status for path in (*paths, "/intake%2Fmetrics", "/intake/../ledger/metrics")} == {404}
    assert visitor.get("/intake/readyz").status == 200


def test_what_is_too_large_is_refused_in_the_services_own_words(house: House, people: People) -> None:
    key = json.loads(house.secret("feed-keys.json"))["12345"]
    for size in (9, 25):
        sent = house.visitor().send(ORDERS, b'{"text": "' + b"x" * (size * MIB) + b'"}', Authorization=f"Bearer {key}")
        assert (sent.status, sent.headers["Content-Type"]) == (413, "application/problem+json")
        assert sent.json["code"] == "request.too_large"
    odd = people.order("斜线/1 %2F")
    assert odd.status == 201
    asked = house.visitor().get(f"{ORDERS}/%E6%96%9C%E7%BA%BF%2F1%20%252F", Authorization=f"Bearer {key}")
    assert asked.json["case_no"] == odd.json["case_no"]


def test_nothing_runs_as_root_and_no_password_shows(house: House) -> None:
    secrets = [house.secret(name) for name in ("postgres-password", "rabbitmq-password", "first-administrator")]
    own = json.loads(house.secret("intake.json"))
    secrets += [own["form_key"], *own["master_keys"].values(), *own["database_passwords"].values()]
    for name in (*SERVERS, *SERVICES):
        told = house.inspect(name)
        assert told["HostConfig"]["CapDrop"] == ["ALL"], name
        assert "no-new-privileges:true" in told["HostConfig"]["SecurityOpt"], name
        assert not any(secret in json.dumps(told) for secret in secrets), name
        uid = house.engine.docker("exec", told["Id"], "id", "-u").strip()
        assert uid not in ("", "0"), name
    for name in SERVICES:
        told = house.inspect(name)
        assert told["HostConfig"]["ReadonlyRootfs"], name
        seen = {mount["Destination"] for mount in told["Mounts"] if mount["Destination"].startswith("/run/secrets/")}
        own_key = {"/run/secrets/ledger.key"} if name == "ledger" else set()
        assert seen == {"/run/secrets/rabbitmq-password", f"/run/secrets/{name}.json", *own_key}
