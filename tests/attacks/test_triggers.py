"""The guards in the database: a service cannot change what it said; who takes the guards away is seen to have done so."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.attacks.owner import disarmed
from tests.attacks.world import World

TABLES = [("intake", "entries"), ("ledger", "inbox"), ("ledger", "leaves"), ("ledger", "checkpoints")]


@pytest.mark.parametrize(("service", "table"), TABLES)
def test_a_service_cannot_change_or_delete_what_was_said(world: World, service: str, table: str) -> None:
    engine = world.place.engine(service)
    column = "digest" if table == "leaves" else "body"
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match=r"append-only|permission denied"), engine.begin() as connection:
            connection.exec_driver_sql(statement)
    engine.dispose()
    assert world.codes() == set()


@pytest.mark.parametrize(("service", "table"), TABLES)
def test_triggers_switched_off_are_named_although_nothing_was_changed_yet(
    world: World, service: str, table: str
) -> None:
    with disarmed(world.place, service, table):
        verdict = world.look()
        assert world.codes() == {"guards.unguarded"}
    assert world.codes() == set()
    assert f"{service}: " in verdict["guards"]["faults"][0]["detail"]
    assert f"table {table}" in verdict["guards"]["faults"][0]["detail"]
