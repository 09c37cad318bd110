"""What copies made one after the other know of each other, and what may be in none of them."""

from collections.abc import Iterator, Mapping

import pytest

from services.cli.backups import order
from services.cli.backups.order import LEDGER, ORDER, Known


def copied(heard: Mapping[str, Mapping[str, int]], positions: Mapping[str, int]) -> Known:
    known = Known()
    for name in ORDER:
        known.take(name, positions.get(name, 0), "", heard.get(name, {}))
    return known


def test_nothing_is_missing_where_every_log_has_what_others_heard_of_it() -> None:
    heard = {"notify": {"routing": 54}, LEDGER: {"routing": 50}}
    assert copied(heard, {"routing": 54}).missing() == []


def test_what_was_said_after_its_copy_is_not_missing_when_the_ledger_s_copy_has_it() -> None:
    heard = {"notify": {"routing": 60}, LEDGER: {"routing": 60}}
    assert copied(heard, {"routing": 54}).missing() == []


def test_what_others_heard_and_neither_log_nor_ledger_has_is_named_from_its_first_position() -> None:
    heard = {"notify": {"routing": 60}, "supervision": {"routing": 59}, LEDGER: {"routing": 58, "intake": 7}}
    (said,) = copied(heard, {"routing": 54, "intake": 7}).missing()
    assert said.startswith("routing 59-60, perhaps")


def test_it_waits_for_the_ledger_and_no_longer_than_it_must(monkeypatch: pytest.MonkeyPatch) -> None:
    known, asked = Known(), list[int]()
    known.take("routing", 54, "", {})
    known.take("notify", 9, "", {"routing": 60})

    def ledger() -> Iterator[Mapping[str, int]]:
        for at in (54, 58, 60, 61):
            asked.append(at)
            yield {"routing": at}

    coming = ledger()
    known.wait(lambda: next(coming), pause=0)
    assert asked == [54, 58, 60]

    monkeypatch.setattr(order, "PATIENCE", 0.0)
    known.wait(lambda: {"routing": 58}, pause=0)  # returns, and `missing` will tell


def test_nothing_is_waited_for_where_no_copy_heard_more_than_was_copied() -> None:
    known = Known()
    known.take("routing", 54, "", {})
    known.take("notify", 9, "", {"routing": 54})
    known.wait(dict, pause=60)
