"""Shredding an asker: their words and phone are nowhere any more, and every proof still holds."""

import json
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.integration.acceptance.commands import Huying
from tests.integration.acceptance.invented import MESSAGE, NAME, NUMBER, PHONE, TEXT, TITLE, Row, orders, written
from tests.integration.acceptance.servers import up

WORDS = ("鹦鹉金丝雀标题", "朱鹮金丝雀正文一", "白鹭金丝雀正文二", "夜莺金丝雀补充", "金丝雀甲氏")
NUMBERS = ("13987650123", "1398765-0123")
CANARIES = (*WORDS, *NUMBERS)
OTHER = "画眉不相干的人"


def asked() -> list[Row]:
    """Two orders of one asker with words nobody else has, a supplement to the first, and an order of somebody else."""
    first, second, third = orders(3)
    first[TITLE], first[TEXT], first[NAME], first[PHONE] = WORDS[0], f"{first[TEXT]}{WORDS[1]}", WORDS[4], NUMBERS[0]
    second[TEXT], second[NAME], second[PHONE] = WORDS[2], WORDS[4], NUMBERS[1]
    third[TEXT] = OTHER
    more = [*first]
    more[MESSAGE], more[TEXT] = "补充", WORDS[3]
    return [first, second, third, more]


def later() -> list[Row]:
    """What the source still asks about the first order, with the asker's words in it."""
    rows = []
    for message in ("催办", "重办", "撤单"):
        row = [*asked()[0]]
        row[MESSAGE], row[TEXT] = message, WORDS[1]
        rows.append(row)
    return rows


def bytes_of(words: Iterable[str]) -> list[bytes]:
    """The words as files may hold them."""
    forms = [
        [word.encode(), word.encode("gb18030"), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode()]
        for word in words
    ]
    return sorted({form for all_of_one in forms for form in all_of_one})


def holding(folder: Path, words: Iterable[str]) -> set[str]:
    """The files of a folder in which any of the words stands."""
    wanted = bytes_of(words)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(form in path.read_bytes() for form in wanted)}


def sent(folder: Path) -> int:
    """How many messages lie in the outbox for askers; waits until there are some, and no more come."""
    count, before, until = 0, -1, time.monotonic() + 60
    while (count == 0 or count != before) and time.monotonic() < until:
        before = count
        time.sleep(2)
        count = len([path for path in (folder / "outbox").rglob("*.json") if "units" not in path.parts])
    return count


def shred(huying: Huying, case_no: str) -> None:
    """Two accounts; the second may not be the first."""
    assert huying.ask("shred", "request", case_no, "--as", "anna")["cases"] == 2
    same = huying.run("shred", "approve", case_no, "--as", "anna")
    assert (same.code, "erasure.same_person" in same.err) == (1, True)
    assert holding(huying.folder, CANARIES) != set()
    assert huying.ask("shred", "approve", case_no, "--as", "bert")["approved_by"] == "bert"


def is_destroyed(huying: Huying, case_no: str) -> None:
    """What `case show` prints for who may read."""
    shown = huying.run("case", "show", case_no, "--as", "auditor", "--reason", "check")
    assert (shown.code, "‹已依法删除›" in shown.out) == (0, True)
    assert not any(word in shown.out for word in CANARIES)


@pytest.mark.slow
def test_after_shredding_on_a_stopped_system_no_file_holds_the_askers_words_or_phone(
    huying: Huying, tmp_path: Path
) -> None:
    file = written(tmp_path / "orders.csv", asked())
    said = huying.take(file)
    assert (said["registered"], said["supplemented"]) == (3, 1)
    with up(huying):
        assert sent(huying.folder) > 0
    assert holding(huying.folder, CANARIES) != set(), (
        "nothing was in clear in the outbox: the search would prove nothing"
    )
    rows = {number: row["case_no"] for number, row in huying.cases().items()}
    first, second, third = (rows[row[NUMBER]] for row in asked()[:3])

    shred(huying, first)
    assert holding(huying.folder, CANARIES) == set()
    for case_no in (first, second):
        is_destroyed(huying, case_no)
    other = huying.run("case", "show", third, "--as", "auditor", "--reason", "check")
    assert OTHER in other.out
    assert huying.verifies()

    again = huying.take(file)
    assert (again["registered"], again["supplemented"], again["quarantined"]) == (0, 0, 0)
    late = huying.take(written(tmp_path / "later.csv", later()), code=1)  # what was open was withdrawn by the erasure
    assert [row["code"] for row in late["rejected"]] == ["appeal.withdrawn"] * 3
    assert holding(huying.folder, CANARIES) == set()
    assert huying.verifies()


@pytest.mark.slow
def test_after_shredding_on_a_running_system_no_file_holds_them_while_it_runs(huying: Huying, tmp_path: Path) -> None:
    file = written(tmp_path / "orders.csv", asked())
    with up(huying) as server:
        huying.take(file)
        assert sent(huying.folder) > 0
        shred(huying, huying.cases()[asked()[0][NUMBER]]["case_no"])
        until = time.monotonic() + 30
        while holding(huying.folder, CANARIES) and time.monotonic() < until:
            time.sleep(0.5)
        assert holding(huying.folder, CANARIES) == set()
        first = asked()[0]
        for text in (first[TEXT], "朱鹮金丝雀正文一，换一种说法"):
            assert (
                server.push({"source_no": first[NUMBER], "text": text, "phone": NUMBERS[0]}).json["result"]
                == "duplicate"
            )
        assert huying.take(file)["registered"] == 0
        assert holding(huying.folder, CANARIES) == set()
        assert huying.verifies()
    assert holding(huying.folder, CANARIES) == set()
