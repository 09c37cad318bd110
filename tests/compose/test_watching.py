"""Prometheus reaches everything, the watchdog fires, and a service that is stopped raises an alert."""

from tests.compose.house import SERVICES, House, until


def down(house: House) -> list[str]:
    """Targets that do not answer."""
    targets = house.prometheus("targets")["activeTargets"]
    return [f"{one['scrapeUrl']}: {one['lastError'] or 'not asked yet'}" for one in targets if one["health"] != "up"]


def concerning(house: House, service: str) -> list[dict[str, str]]:
    """Alerts about this service."""
    return [
        alert
        for alert in house.alerts()
        if alert.get("service") == service or alert.get("instance", "").startswith(f"{service}:")
    ]


def test_every_target_is_up(house: House) -> None:
    until(lambda: not down(house), 90, lambda: "\n".join(down(house)))
    asked = {one["scrapeUrl"] for one in house.prometheus("targets")["activeTargets"]}
    assert asked >= {f"http://{name}:8000/{name}/metrics" for name in SERVICES}
    assert any("rabbitmq:15692" in url for url in asked)


def test_every_rule_can_be_reckoned(house: House) -> None:
    rules = [rule for group in house.prometheus("rules")["groups"] for rule in group["rules"]]
    assert rules
    assert [(rule["name"], rule["lastError"]) for rule in rules if rule.get("lastError")] == []


def test_the_verifier_has_looked_and_prometheus_knows(house: House) -> None:
    def looked() -> set[str]:
        found = house.prometheus("query?query=huying_eventlog_verify_last_faults%3D%3D0")["result"]
        return {one["metric"]["service"] for one in found}

    until(lambda: looked() >= set(SERVICES), 120, lambda: f"only {looked()}\n{house.compose('logs', 'verifier')}")


def test_the_watchdog_fires(house: House) -> None:
    def watched() -> bool:
        return any(alert["alertname"] == "Watchdog" for alert in house.alerts())

    until(watched, 120, lambda: f"no Watchdog among {house.alerts()}")


def test_a_stopped_service_raises_its_alert(house: House, figures: dict[str, float]) -> None:
    house.compose("stop", "notify")
    try:
        figures["stopped until its alert"] = until(
            lambda: concerning(house, "notify"), 300, lambda: f"no alert about notify among {house.alerts()}"
        )
    finally:
        house.compose("start", "notify")
    until(lambda: not house.unhealthy(), 120, lambda: str(house.unhealthy()))
