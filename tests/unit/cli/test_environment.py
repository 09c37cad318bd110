"""What the variables of a real installation mean, and what is said when they are wrong."""

from pathlib import Path

import pytest

from services.cli.environment import read
from services.cli.places import is_real

GOOD = {
    "HUYING_DATABASE_URL": "postgresql://huying_{service}@db/huying_{service}",
    "HUYING_BUS_URL": "amqp://user:secret@bus//",
    "HUYING_SECRET_FILE": "/run/secrets/{service}.json",
    "HUYING_OWNER_DATABASE_URL": "postgresql://owner:secret@db/postgres",
}


def test_each_service_has_a_database_of_its_own_and_reaches_the_vault_under_its_own_role() -> None:
    where = read(GOOD)
    own, vault = where.database_of("intake", "s3cret"), where.vault_of("intake", "s3cret")
    assert (own.username, own.database, own.password) == ("huying_intake", "huying_intake", "s3cret")
    assert (vault.username, vault.database) == ("huying_intake", "huying_vault")
    assert where.secret_of("routing") == Path("/run/secrets/routing.json")
    assert own.drivername == "postgresql+psycopg2"


def test_a_password_in_the_address_comes_before_that_of_the_secrets() -> None:
    where = read({**GOOD, "HUYING_DATABASE_URL": "postgresql://u:typed@db/huying_{service}"})
    assert where.database_of("intake", "kept").password == "typed"


def test_the_owner_reaches_the_same_databases() -> None:
    where = read(GOOD, owner=True)
    assert (where.owned("intake").username, where.owned("intake").database) == ("owner", "huying_intake")
    assert where.maintained().database == "postgres"
    template = read({**GOOD, "HUYING_OWNER_DATABASE_URL": "postgresql://owner@db/huying_{service}"}, owner=True)
    assert (template.owned("vault").database, template.maintained().database) == ("huying_vault", "postgres")


@pytest.mark.parametrize("missing", ["HUYING_DATABASE_URL", "HUYING_BUS_URL", "HUYING_SECRET_FILE"])
def test_a_missing_variable_is_named_with_an_example(missing: str) -> None:
    with pytest.raises(ValueError, match=f"set {missing} .such as"):
        read({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"HUYING_DATABASE_URL": "postgresql://db/all"}, "must contain {service}"),
        ({"HUYING_DATABASE_URL": "sqlite:///{service}.db"}, "PostgreSQL"),
        ({"HUYING_DATABASE_URL": "no address {service}"}, "is no address"),
        ({"HUYING_PORT": "eighty"}, "HUYING_PORT is a port"),
        ({"HUYING_PORT": "99999"}, "HUYING_PORT is a port"),
    ],
)
def test_a_wrong_variable_is_refused_with_what_to_do(change: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read({**GOOD, **change})


def test_the_ledger_s_keys_are_named_for_who_signs_and_for_who_checks() -> None:
    assert (read(GOOD).ledger_key, read(GOOD).ledger_public) == (None, None)
    where = read({**GOOD, "HUYING_LEDGER_KEY_FILE": "/k/ledger.key", "HUYING_LEDGER_PUBLIC_FILE": "/k/ledger.pub"})
    assert (where.ledger_key, where.ledger_public) == (Path("/k/ledger.key"), Path("/k/ledger.pub"))


def test_only_the_databases_variable_makes_an_installation_real() -> None:
    assert is_real(GOOD)
    assert not is_real({"HUYING_PORT": "8000"})
