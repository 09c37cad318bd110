"""The same import gives the same cases, states and counts embedded and real, and one command says so."""

from pathlib import Path

import pytest

from tests.faults import records
from tests.faults.town import town
from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import orders, written


@pytest.mark.long
def test_one_command_holds_the_real_installation_against_an_embedded_one(tmp_path: Path) -> None:
    first = written(tmp_path / "first.csv", orders(80, prefix="CO"))
    embedded = Huying(tmp_path / "var")
    embedded.take(first)
    with town() as real:
        assert real.huying.take(first)["registered"] == 80
        records.drained(real)
        said = real.huying.ask("case", "compare", embedded.folder)
        assert said["same"]
        assert said["cases"] == {"ours": 80, "theirs": 80}
        real.huying.take(written(tmp_path / "more.csv", orders(2, prefix="CM")))
        records.drained(real)
        said = real.huying.ask("case", "compare", embedded.folder, code=1)
        assert {row["source_no"] for row in said["differences"]} == {"CM000001", "CM000002"}
