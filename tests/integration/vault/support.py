"""What the vault's tests share; run as a program it is another process at the same vault."""

import json
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine

from shared.kernel.text import Home, Text
from shared.vault import MasterKeys, Vault, connect, create

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
MASTER = MasterKeys({1: bytes(range(32))})
HOME = Home("20261124-7K3QX0M2VBP", "0193a1b2-0000-7000-8000-000000000000", "text")


def noon() -> datetime:
    return NOON


def vault_at(where: str | Engine, role: str = "supervision", **options: Any) -> Vault:
    engine = connect(where) if isinstance(where, str) else where
    return Vault(engine, options.pop("master", MASTER), role, noon, **options)


def words(value: str, key: str, *, compare: bool = False) -> Text:
    return Text(value, key, compare=compare)


def another_process(url: str) -> None:
    """Make the tables, fifty keys and twenty askers; print a field for each key, and the askers."""
    create(connect(url))
    vault = vault_at(url)
    for number in range(0, 50, 5):
        vault.keys([f"case/{each}" for each in range(number, number + 5)])
    askers = [vault.asker(phone=f"138000000{n:02}", source_user=None, stream=f"s{n}") for n in range(20)]
    tags = [vault.same(f"case/{n}", "x") for n in range(50)]
    print(json.dumps([tags, askers, vault.receipt("s")]))  # noqa: T201 - the other process's answer


if __name__ == "__main__":
    another_process(sys.argv[1])
