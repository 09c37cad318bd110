"""The keys that `huying log verify --key` is given: a line, or a file of lines."""

from pathlib import Path

import pytest

from services.cli.verifying import given_keys
from services.ledger.tree.keys import new_key

OLD, NEW = (new_key("hailar.huying.invalid/ledger").public for _ in range(2))


def test_a_line_is_a_key() -> None:
    assert given_keys(OLD.text()) == [OLD]


def test_a_file_may_have_the_lines_of_two_keys_while_one_is_being_replaced(tmp_path: Path) -> None:
    file = tmp_path / "ledger.pub"
    file.write_text(f"{OLD.text()}\n{NEW.text()}\n\n", encoding="utf-8")
    assert given_keys(str(file)) == [OLD, NEW]


def test_what_is_no_key_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "ledger.pub"
    file.write_text("no key\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"ledger\.pub"):
        given_keys(str(file))
