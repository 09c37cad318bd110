"""What the variables of a real installation say, and what is said when they are missing or wrong."""

from pathlib import Path

import pytest

from services.cli.environment import read
from services.cli.places import is_real

GIVEN = {
    "HUYING_DATABASE_URL": "postgresql://huying_{service}@db/huying_{service}",
    "HUYING_BUS_URL": "amqp://huying@broker:5672//",
    "HUYING_SECRET_FILE": "/run/secrets/{service}.json",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("p@ss/wörd:1\nnot this line\n", encoding="utf-8")
    return path


def test_an_installation_is_real_when_its_databases_are_named() -> None:
    assert is_real(GIVEN)
    assert not is_real({"HUYING_BUS_URL": "amqp://broker//"})


def test_every_service_has_its_database_and_takes_its_password_from_its_secrets() -> None:
    address = read(GIVEN).database_of("intake", "word")
    assert (address.username, address.database, address.password) == ("huying_intake", "huying_intake", "word")


def test_the_broker_s_password_comes_from_a_file_and_is_quoted(file: Path) -> None:
    found = read({**GIVEN, "HUYING_BUS_PASSWORD_FILE": str(file)})
    assert found.bus == "amqp://huying:p%40ss%2Fw%C3%B6rd%3A1@broker:5672//"


def test_the_owner_s_password_comes_from_a_file_where_the_owner_is_asked_for(file: Path) -> None:
    given = {
        **GIVEN,
        "HUYING_OWNER_DATABASE_URL": "postgresql://owner@db/postgres",
        "HUYING_OWNER_PASSWORD_FILE": str(file),
    }
    assert read(given, owner=True).owned("intake").password == "p@ss/wörd:1"
    assert read(given, owner=True).maintained().database == "postgres"
    assert "p%40ss" not in read({**given, "HUYING_OWNER_PASSWORD_FILE": "/nowhere"}).owner


def test_a_password_in_the_address_holds(file: Path) -> None:
    given = {**GIVEN, "HUYING_BUS_URL": "amqp://huying:own@broker//", "HUYING_BUS_PASSWORD_FILE": str(file)}
    assert read(given).bus == "amqp://huying:own@broker//"


def test_an_address_without_a_user_takes_no_password(file: Path) -> None:
    given = {**GIVEN, "HUYING_BUS_URL": "amqp://broker//", "HUYING_BUS_PASSWORD_FILE": str(file)}
    assert read(given).bus == "amqp://broker//"


def test_a_password_file_that_is_not_there_is_named_with_its_variable(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"HUYING_BUS_PASSWORD_FILE: .*nothing cannot be read"):
        read({**GIVEN, "HUYING_BUS_PASSWORD_FILE": str(tmp_path / "nothing")})


@pytest.mark.parametrize("content", ["", "\nsecond line\n"])
def test_an_empty_password_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "empty"
    path.write_text(content)
    with pytest.raises(ValueError, match="first line"):
        read({**GIVEN, "HUYING_BUS_PASSWORD_FILE": str(path)})


def test_what_is_missing_is_named_with_an_example() -> None:
    with pytest.raises(ValueError, match=r"HUYING_BUS_URL \(such as amqp://.*HUYING_SECRET_FILE"):
        read({"HUYING_DATABASE_URL": GIVEN["HUYING_DATABASE_URL"]})


def test_a_database_for_all_services_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\{service\}"):
        read({**GIVEN, "HUYING_DATABASE_URL": "postgresql://db/huying"})
