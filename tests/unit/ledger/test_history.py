"""history.pdf: what the sheets say, and that they are the same for the same case."""

from typing import Any

import pytest

from services.ledger.evidence.gathering import Gathered
from services.ledger.evidence.history import Extraction, history
from services.ledger.evidence.history.words import entry_rows, extraction_rows, head_rows
from shared.eventlog.entry import Draft, Place, seal
from shared.eventlog.fact import fact_of
from shared.kernel.actor import Actor
from shared.kernel.times import unstamp
from shared.proof.bundle.documents import OpenedField, Placed
from shared.proof.casemap import Value
from shared.proof.checkpoint import Checkpoint
from shared.proof.keys import SIGNS
from shared.proof.packing import Leaf
from shared.proof.signing import SecretKey, sign_note
from shared.rules.rules import EMPTY

CASE = "20261124-7K3QX0M2VBP"
AT = unstamp("2026-11-24T09:30:00+08:00")
KEY = SecretKey("hailar.huying.invalid/ledger", SIGNS, b"k" * 32)
TAKEN = Extraction("2026-11-25 10:00:00", "郑纪检（jijian）", "核查", "海拉尔区", EMPTY)
CLOSED = {"cipher": "x", "nonce": "y", "key": "asker/1", "version": 1, "digest": "ab" * 32}


def leaf(number: int, type_: str, data: dict[str, Any]) -> Leaf:
    draft = Draft(f"id-{number}", type_, AT, data, Actor("feed:12345"), salt="00" * 16)
    entry = seal(draft, Place("/hailar/intake", CASE, "s", number + 1, number + 1, None, AT))
    return Leaf(Placed(number, "/hailar/intake", number + 1, []), entry.body)


RECEIVED = leaf(0, "appeal.received", {"source": "12345", "source_no": "<N1>", "text": CLOSED, "title": CLOSED})
NOTED = leaf(1, "recipient.noted", {"phone": {**CLOSED, "home": {"subject": CASE, "id": "id-0", "path": "text"}}})
SEAL = leaf(2, "ledger.map_sealed", {})
GATHERED = Gathered(
    case_no=CASE,
    origin=KEY.name,
    size=3,
    checkpoint=sign_note(Checkpoint(KEY.name, 3, b"r" * 32).text(), [KEY]),
    entries=[RECEIVED, NOTED],
    facts=[fact_of(RECEIVED.body), fact_of(NOTED.body)],
    seal=SEAL,
    sealed=fact_of(SEAL.body),
    value=Value(b"c" * 32, 2, 1),
    siblings=[],
    earlier=None,
)
WORDS = OpenedField("id-0", "text", "路灯坏了 <b>三天</b>\n请修", b"\x00" * 32)


def test_every_entry_is_told_with_what_was_opened_of_it_and_the_rest_as_closed() -> None:
    received, noted = entry_rows(GATHERED, [WORDS], EMPTY)
    assert "登记诉求" in received.title
    assert ("内容", WORDS.value) in received.notes
    assert ("‹已加密›", "标题") in received.notes
    assert "总账第 0 号" in received.where
    assert noted.notes == []  # a copy of what was opened where it was first said


def test_the_record_of_extraction_has_what_the_rules_ask_for() -> None:
    rows = dict(extraction_rows(GATHERED, TAKEN))
    wanted = (
        "提取时间",
        "提取地点",
        "提取人",
        "见证人",
        "数据持有人（提供人）",
        "提取方法",
        "数据完整性校验值",
        "提取对象",
    )
    assert set(wanted) <= set(rows)
    assert rows["提取时间"] == TAKEN.at
    assert (b"r" * 32).hex() in rows["数据完整性校验值"]
    assert (b"c" * 32).hex() in rows["数据完整性校验值"]
    assert all("签名" in rows[name] for name in ("提取人", "见证人", "数据持有人（提供人）"))
    assert dict(head_rows(GATHERED, TAKEN))["截至"] == "2026-11-24 09:30"


def test_the_same_case_is_the_same_paper() -> None:
    pytest.importorskip("reportlab")
    papers = {history(GATHERED, [WORDS], TAKEN) for _ in range(2)}
    assert len(papers) == 1
    assert papers.pop().startswith(b"%PDF")
    assert history(GATHERED, [], TAKEN) not in papers
