"""After a month of cases of every kind, each read model of each service is what its log and inbox say."""

from typing import Any

import pytest
from sqlalchemy import select

from services.cli.alone import drain
from services.cli.catalog import specs
from services.cli.installation import Installation
from services.cli.operations import OPERATIONS
from services.intake.submitting import submit
from services.ledger.readmodels.cases.tables import case_memory
from services.ledger.readmodels.cases.tables import cases as cases_table
from shared.eventlog.readmodel import ReadModel
from shared.house.house import House
from shared.house.rebuild import rebuild
from shared.kernel.actor import Actor

MODELS = [(spec.name, model.name) for spec in specs() for model in spec.readmodels if model.derived]
EVERYWHERE = [(spec.name, name) for spec in specs() for name in ("parked", "rules_adopted")]
PRESENT_ONLY = {case_memory}  # a token that names what one process remembers: new with every group of writes


def model_of(house: House, name: str) -> ReadModel:
    (model,) = [model for model in house.readmodels if model.name == name]
    return model


def contents(house: House, model: ReadModel) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of its keys."""
    with house.log.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in model.tables
            if table not in PRESENT_ONLY
        }


def indexes(house: House) -> list[tuple[Any, ...]]:
    with house.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type = 'index' ORDER BY name"
        )
        return [tuple(row) for row in found]


@pytest.mark.parametrize(("service", "name"), [*MODELS, *EVERYWHERE])
def test_rebuilt_it_has_the_same_rows_as_the_living_one(played: Installation, service: str, name: str) -> None:
    house = played.houses[service]
    model = model_of(house, name)
    before, indexed = contents(house, model), indexes(house)
    rebuilt = rebuild(house, name)
    assert contents(house, model) == before
    assert indexes(house) == indexed
    assert all(then == now for then, now in rebuilt.tables.values())


def test_the_month_filled_most_read_models(played: Installation) -> None:
    filled = {
        name
        for service, name in MODELS
        if any(contents(played.houses[service], model_of(played.houses[service], name)).values())
    }
    assert filled >= {"appeals", "work_orders", "callbacks", "reminders", "complaints", "deliveries", "cases"}


def test_the_case_index_goes_on_after_it_was_rebuilt(played: Installation) -> None:
    ledger = played.houses["ledger"]
    cases = model_of(ledger, "cases")
    rebuild(ledger, "cases")
    intake = played.houses["intake"]
    new = submit(intake, {"title": "路灯不亮", "text": "厂区门口路灯不亮"}, "after-rebuild", Actor("asker"))
    drain(played)
    with ledger.log.reading() as connection:
        assert connection.scalar(select(cases_table.c.source_no).where(cases_table.c.case_no == new.case_no))
    after = contents(ledger, cases)
    rebuild(ledger, "cases")
    assert contents(ledger, cases) == after


def test_one_name_in_all_services_is_rebuilt_in_each(played: Installation) -> None:
    result = OPERATIONS["readmodel.rebuild"](played, name="parked")
    assert [row["service"] for row in result] == list(played.houses)
    assert [row["service"] for row in OPERATIONS["readmodel.rebuild"](played, name="parked", service="notify")] == [
        "notify"
    ]


def test_what_no_log_can_give_back_is_refused_and_stays(played: Installation) -> None:
    identity = played.houses["identity"]
    private = model_of(identity, "identity_private")
    before = contents(identity, private)
    assert before["credentials"]
    with pytest.raises(ValueError, match="no log can give it back"):
        OPERATIONS["readmodel.rebuild"](played, name="identity_private")
    assert contents(identity, private) == before


def test_an_unknown_name_is_answered_with_those_there_are(played: Installation) -> None:
    with pytest.raises(
        ValueError, match=r"no read model apeals; known: accounts, appeals, assessment, audits, callbacks"
    ):
        OPERATIONS["readmodel.rebuild"](played, name="apeals")
    with pytest.raises(ValueError, match="no service nobody"):
        OPERATIONS["readmodel.rebuild"](played, name="appeals", service="nobody")
