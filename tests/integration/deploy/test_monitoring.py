"""Rules, alerts, runbooks and dashboards are right by themselves and fit together."""

import importlib
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from services.cli.witnessing.alarms import CODES
from services.cli.witnessing.counting import Counting
from services.cli.witnessing.state import State
from shared.telemetry import gauges, registry
from shared.testing.process import program
from tests.integration.conftest import missing_is_skipped
from tests.integration.deploy import monitoring
from tests.integration.deploy.monitoring import DASHBOARDS, PROMETHEUS, ROOT, RULES, RUNBOOKS, TESTS

FOREIGN = {
    # RabbitMQ 3.10 to 4.x, postgres_exporter, Prometheus, Alertmanager: not ours to make
    *("rabbitmq_alarms_memory_used_watermark", "rabbitmq_alarms_free_disk_space_watermark"),
    *(
        "rabbitmq_detailed_queue_messages",
        "rabbitmq_detailed_queue_messages_ready",
        "rabbitmq_detailed_queue_consumers",
    ),
    *("pg_up", "pg_stat_activity", "pg_settings_max_connections"),
    *("prometheus_rule_evaluation_failures_total", "prometheus_notifications_alertmanagers_discovered"),
    "alertmanager_notifications_failed_total",
}
ALWAYS = "Watchdog"


@pytest.fixture(scope="module")
def promtool() -> Path:
    with missing_is_skipped():
        return program("promtool", "prometheus", "/usr/bin")


def asked(promtool: Path, *words: str | Path) -> str:
    """What promtool says, once it is content."""
    done = subprocess.run([promtool, *words], cwd=PROMETHEUS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names() -> list[str]:
    return [alert["alert"] for alert in monitoring.alerts()]


def ours(folder: Path) -> set[str]:
    """Every metric our code can show: of the services, and of a witness, whose state would lie in this folder."""
    for module in ("metrics", "commits", "broker", "tally", "machine"):
        importlib.import_module(f"shared.telemetry.{module}")
    counted = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in registry.REGISTRY.collect()
    }
    witness = {metric.name for metric in Counting({}, State(folder / "state.sqlite")).collect()}
    return counted | {gauge.name for gauge in gauges.ALL} | witness


def test_promtool_is_content_with_configuration_and_rules(promtool: Path) -> None:
    for settings in ("prometheus.yml", "witness.yml"):
        asked(promtool, "check", "config", settings)
    assert asked(promtool, "check", "rules", *RULES).count("rules found") == len(RULES)


def test_each_alert_fires_where_it_should_and_stays_quiet_where_it_should_not(promtool: Path) -> None:
    asked(promtool, "test", "rules", *TESTS)
    cases = [case for path in TESTS for test in monitoring.loaded(path)["tests"] for case in test["alert_rule_test"]]
    firing = {case["alertname"] for case in cases if case["exp_alerts"]}
    quiet = {case["alertname"] for case in cases if not case["exp_alerts"]}
    assert firing == set(names())
    assert quiet == set(names()) - {ALWAYS}


def test_each_alert_has_a_name_of_its_own_a_severity_and_words() -> None:
    assert len(set(names())) == len(names())
    for alert in monitoring.alerts():
        assert alert["labels"]["severity"] in ("page", "ticket", "none")
        assert {"summary", "description", "runbook_url"} == alert["annotations"].keys()


def test_each_alert_has_its_runbook_page_and_each_page_its_alert() -> None:
    pages = {page.stem for page in RUNBOOKS.glob("*.md")} - {"README"}
    assert pages == set(names())
    for alert in monitoring.alerts():
        assert alert["annotations"]["runbook_url"] == f"docs/operations/alerts/{alert['alert']}.md"
        page = (ROOT / alert["annotations"]["runbook_url"]).read_text(encoding="utf-8")
        for heading in ("It means", "Users feel", "First", "Then", "Wake"):
            assert f"**{heading}:**" in page, (alert["alert"], heading)


def test_the_index_names_each_alert_with_its_severity() -> None:
    index = (RUNBOOKS / "README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| \[(\w+)\]\(\w+\.md\) \| (\w+) \|", index, re.MULTILINE))
    assert rows == {(alert["alert"], alert["labels"]["severity"]) for alert in monitoring.alerts()}


def test_each_metric_that_is_asked_for_exists(tmp_path: Path) -> None:
    asked_for = [alert["expr"] for alert in monitoring.alerts()]
    asked_for += [expression for path in DASHBOARDS for expression in monitoring.shown(path)]
    wanted = set().union(*map(monitoring.metrics_in, asked_for))
    assert len(wanted) > 40
    known = ours(tmp_path)
    assert wanted - known - FOREIGN == set()
    assert monitoring.metrics_in('huying_no_such_thing{service="x"}') - known == {"huying_no_such_thing"}


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_each_expression_of_a_dashboard_can_be_read(promtool: Path, path: Path, tmp_path: Path) -> None:
    expressions = list(monitoring.shown(path))
    assert len(expressions) > 10
    assert checked(promtool, tmp_path, expressions) == 0
    assert checked(promtool, tmp_path, ["sum by ("]) != 0


def checked(promtool: Path, folder: Path, expressions: Sequence[str]) -> int:
    """promtool's exit code for these expressions, as recording rules."""
    rules = [{"record": f"shown:{number}", "expr": text} for number, text in enumerate(expressions)]
    file = folder / "rules.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "shown", "rules": rules}]}), encoding="utf-8")
    return subprocess.run([promtool, "check", "rules", file], capture_output=True, check=False).returncode


def test_there_are_two_dashboards_and_each_panel_says_in_chinese_what_it_shows() -> None:
    assert [path.stem for path in DASHBOARDS] == ["flow", "health"]
    for path in DASHBOARDS:
        titles = [panel["title"] for panel in monitoring.panels(path)]
        assert len(set(titles)) == len(titles)
        for panel in monitoring.panels(path):
            assert re.search(r"[\u4e00-\u9fff]", panel["title"]), panel["title"]
            assert re.search(r"[\u4e00-\u9fff]", panel["description"]), panel["title"]
            assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]


def test_alertmanager_knows_its_receivers_and_holds_back_only_alerts_there_are() -> None:
    settings = monitoring.loaded(ROOT / "deploy" / "alertmanager" / "alertmanager.yml")
    receivers = {receiver["name"] for receiver in settings["receivers"]}
    routes = [settings["route"], *settings["route"]["routes"]]
    assert {route["receiver"] for route in routes} == receivers
    matchers = [
        one for rule in settings["inhibit_rules"] for one in (*rule["source_matchers"], *rule["target_matchers"])
    ]
    named = {
        name for one in matchers if one.startswith("alertname") for name in re.findall(r'"(.*)"', one)[0].split("|")
    }
    assert named <= set(names())


def test_nothing_leaves_the_machine_as_it_is_delivered() -> None:
    settings = monitoring.loaded(ROOT / "deploy" / "alertmanager" / "alertmanager.yml")
    assert all(receiver.keys() == {"name"} for receiver in settings["receivers"])


def test_a_witness_is_watched_by_its_own_prometheus_under_the_name_that_its_rules_know() -> None:
    settings = monitoring.loaded(PROMETHEUS / "witness.yml")
    assert settings["rule_files"] == ["alerts/witness.yml", "alerts/monitoring.yml"]
    assert "witness" in {job["job_name"] for job in settings["scrape_configs"]}
    rules = monitoring.loaded(PROMETHEUS / "alerts" / "witness.yml")["groups"][0]["rules"]
    asked_for = " ".join(rule["expr"] for rule in rules)
    assert 'up{job="witness"}' in asked_for
    assert all(f'huying_witness_alarm{{code="{code}"}}' in asked_for for code in CODES)
    assert "absent" not in asked_for  # the house reads these rules too, and has no witness


def test_each_service_is_scraped_at_its_own_address() -> None:
    jobs = {job["job_name"]: job for job in monitoring.loaded(PROMETHEUS / "prometheus.yml")["scrape_configs"]}
    services = {
        config["labels"]["service"]: (config["targets"], config["labels"]["__metrics_path__"])
        for config in jobs["huying"]["static_configs"]
    }
    wanted = ("identity", "intake", "routing", "supervision", "notify", "ledger")
    assert services == {name: ([f"{name}:8000"], f"/{name}/metrics") for name in wanted}
