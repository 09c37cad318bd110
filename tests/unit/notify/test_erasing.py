from pathlib import Path

import yaml

from services.notify.domain.erasing import BeginErasing, ConfirmErased, Erased, Erasing, erasing
from services.notify.gateways.settings import gateways_from, texts
from services.notify.reactions import erasure
from shared.testing.given import scenario
from tests.unit.hearing import CASE, react
from tests.unit.readme_tables import holds
from tests.unit.small_rules import NOON, at

README = Path("services/notify/README.md")
BEGIN, CONFIRM = BeginErasing("a", at(), (CASE,)), ConfirmErased("a", at())
STATES = {"nothing": (), "erasing": (Erasing("a", (CASE,)),), "erased": (Erasing("a", (CASE,)), Erased("a"))}
given = scenario(erasing)


def test_erasing_is_begun_once() -> None:
    given().when(BEGIN).then(Erasing("a", (CASE,)))
    given(*STATES["erasing"]).when(BEGIN).then()


def test_what_was_never_begun_is_not_confirmed() -> None:
    given().when(CONFIRM).then()


def test_it_is_confirmed_once() -> None:
    given(*STATES["erasing"]).when(CONFIRM).then(Erased("a"))
    given(*STATES["erased"]).when(CONFIRM).then()


def test_an_asker_has_one_stream_and_it_is_no_cases() -> None:
    assert erasing.address(BEGIN) == erasing.address(CONFIRM)
    assert erasing.address(BEGIN).subject == "asker/a"


def test_a_shredded_asker_leads_to_erasing() -> None:
    data = {"asker": "a", "cases": [CASE], "shredded_at": "2026-11-24T04:00:00.000000Z"}
    (command,) = react(erasure.REACTIONS, "asker.shredded", data, at(), subject="asker/a")
    assert command == BeginErasing("a", command.moment, (CASE,))
    assert command.moment.at == NOON


def test_the_table_of_erasing_is_what_the_code_does(root: Path) -> None:
    holds(root / README, "erasing", erasing, STATES, {"BeginErasing": BEGIN, "ConfirmErased": CONFIRM})


def test_the_example_of_settings_can_be_used_as_it_stands(root: Path, tmp_path: Path) -> None:
    example = (root / README).read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    gateways = gateways_from(texts(yaml.safe_load(example)), tmp_path)
    assert set(gateways.channels) == {"sms", "wechat", "email"}
    assert set(gateways.sources) == {"12345"}
