"""How a command ends when something it needs is not there."""

import pytest
import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from services.cli.output import told


class Gone(Exception):
    pgcode = None


def test_a_database_that_is_away_is_one_sentence_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, told():
        raise OperationalError("SELECT 1", {}, Gone("connection refused"))
    assert ended.value.exit_code == 1
    assert capsys.readouterr().err.startswith("huying: the database does not answer (connection refused)")


def test_a_mistake_in_a_statement_is_not_hidden() -> None:
    with pytest.raises(ProgrammingError), told():
        raise ProgrammingError("SELEKT 1", {}, Exception("syntax error"))
