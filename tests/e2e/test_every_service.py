"""What every service has beside its pages."""

import os
import shutil
import subprocess

import pytest
from playwright.sync_api import APIRequestContext

from tests.e2e.handling import People
from tests.e2e.person import Person

SERVICES = ("intake", "routing", "supervision", "notify", "identity", "ledger")


@pytest.mark.parametrize("service", SERVICES)
def test_it_is_alive_and_ready(api: APIRequestContext, service: str) -> None:
    assert [api.get(f"/{service}/{path}").status for path in ("healthz", "readyz")] == [200, 200]


@pytest.mark.parametrize("service", SERVICES)
def test_it_describes_itself(api: APIRequestContext, service: str) -> None:
    described = api.get(f"/{service}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["paths"]
    assert all(path.startswith(f"/{service}/") for path in described["paths"])
    assert api.get(f"/{service}/docs").ok
    assert api.get(f"/{service}/asyncapi.json").json()["asyncapi"].startswith("3.")


@pytest.mark.parametrize("service", SERVICES)
def test_its_metrics_keep_to_the_conventions(api: APIRequestContext, service: str) -> None:
    answer = api.get(f"/{service}/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert f'service="{service}"' in answer.text()
    promtool = shutil.which("promtool")
    if promtool is None and not os.environ.get("CI"):
        pytest.skip("needs promtool (Debian: prometheus)")
    checked = subprocess.run(
        [promtool or "promtool", "check", "metrics"], input=answer.body(), capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


@pytest.mark.parametrize("path", ["/nothing", "/intake/nothing", "/identity/nothing", "/nothing/at/all?x=1"])
def test_what_is_not_there_is_said_in_chinese(people: People, path: str) -> None:
    visitor = people("")
    assert visitor.visit(path) == 404
    visitor.sees("没有找到您要的内容", "回到首页")
    visitor.follow("回到首页")
    visitor.sees("提交诉求", "查询进度", "反映作风问题", "登录")


def test_an_api_that_is_not_there_is_a_problem(api: APIRequestContext) -> None:
    answer = api.get("/intake/api/v1/nothing")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_pages_keep_foreign_scripts_out(people: People) -> None:
    visitor: Person = people("")
    answer = visitor.page.goto("/intake/ask")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    visitor.page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: 'document.title = 1'}))"
    )
    assert visitor.page.title().startswith("提交诉求")
    assert any("Content Security Policy" in fault for fault in visitor.faults)
    visitor.faults.clear()
