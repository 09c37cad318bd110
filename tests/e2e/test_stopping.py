"""`huying up` ends as it should."""

from pathlib import Path

from playwright.sync_api import Playwright

from tests.e2e.running import up


def test_sigterm_ends_it_cleanly_and_soon(tmp_path: Path, playwright: Playwright) -> None:
    with up(tmp_path) as running:
        machine = playwright.request.new_context(base_url=running.address)
        assert machine.get("/intake/readyz").ok
        assert running.stop() == 0
        assert running.faults == []
        machine.dispose()
    assert "everything is on disk" in (tmp_path / "said.txt").read_text(encoding="utf-8")
