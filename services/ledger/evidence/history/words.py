"""What the sheets say: rows of (label, value)."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from services.ledger.evidence.gathering import Gathered
from services.ledger.evidence.history import Extraction
from services.ledger.web.fields import FIELDS, OWN, is_closed, notes
from services.ledger.web.story import who
from shared.eventlog.fact import Fact
from shared.house.reading import CLOSED
from shared.proof.bundle.documents import OpenedField
from shared.proof.bundle.said import field_at
from shared.proof.checkpoint import read_checkpoint
from shared.proof.note import split_note
from shared.rules.rules import Rules
from shared.web.display import when
from shared.web.steps import STEPS
from shared.web.words import word

Rows = list[tuple[str, str]]
_GAP = "\u00a0" * 4  # typesetting runs other blanks together
BLANK = "\u00a0"
TO_SIGN = f"\n{BLANK}\n签名：{_GAP * 9}年{_GAP}月{_GAP}日"
METHOD = (
    "由呼应系统总账按事项编号导出全部记录的原始字节，连同每条记录的包含证明、事项总表的完备性证明和已签名的校验点，"
    "未经转换；加密字段只按提取人的权限公开。"
)
EXPLAINED = f"证据包 ZIP 文件的 SHA-256（导出后计算并填写）：\n{BLANK}"


class EntryRows(NamedTuple):
    """One entry: what happened, where it stands, what it says."""

    title: str
    where: str
    notes: Rows


def head_rows(case: Gathered, extraction: Extraction) -> Rows:
    """What it is, and what it is measured by."""
    root = read_checkpoint(split_note(case.checkpoint)[0]).root.hex()
    return [
        ("事项编号", case.case_no),
        ("记录条数", f"{len(case.entries)} 条，来自 {len({fact.service for fact in case.facts})} 个服务，没有遗漏"),
        ("截至", when(case.sealed.recorded_at)),
        ("总账", f"{case.origin}（{extraction.district}）"),
        ("校验点", f"共 {case.size} 条记录\n根摘要 SHA-256 {root}"),
        ("时间", "北京时间；按记录在总账中的次序排列"),
    ]


def entry_rows(case: Gathered, opened: Sequence[OpenedField], rules: Rules) -> list[EntryRows]:
    """Every entry, in the order of the tree."""
    clear = {(one.entry, one.field): one.value for one in opened}
    return [
        _entry(fact, leaf.placed.number, leaf.body, clear, rules)
        for fact, leaf in zip(case.facts, case.entries, strict=True)
    ]


def _entry(fact: Fact, number: int, body: bytes, clear: dict[tuple[str, str], str], rules: Rules) -> EntryRows:
    name = who(fact.actor, rules) or "系统"
    title = f"{when(fact.time)} · {STEPS.get(fact.type, fact.type)} · {name}"
    service = word(fact.service, "service")
    where = (
        f"{service}第 {fact.position} 条 · 总账第 {number} 号 · {fact.type} · "
        f"记录于 {when(fact.recorded_at)} · SHA-256 {sha256(body).hexdigest()}"
    )
    said = [(label, value) for label, value in notes(fact, rules) if label != CLOSED]
    return EntryRows(title, where, [*said, *_opened(fact, clear)])


def _opened(fact: Fact, clear: dict[tuple[str, str], str]) -> Rows:
    """The closed fields of the entry: in clear as far as they were opened."""
    rows = [
        (_label(fact, path), value)
        for (entry, path), value in clear.items()
        if entry == fact.id and field_at(dict(fact.data), path)
    ]
    hidden = [
        _label(fact, name)
        for name, value in fact.data.items()
        if is_closed(value) and (value["home"]["id"], value["home"]["path"]) not in clear
    ]
    return [*rows, *([(CLOSED, "、".join(hidden))] if hidden else [])]


def _label(fact: Fact, path: str) -> str:
    first = path.split(".", maxsplit=1)[0]
    field = OWN.get((fact.type, first)) or FIELDS.get(first)
    return field.label if field else first


def extraction_rows(case: Gathered, extraction: Extraction) -> Rows:
    """The record of extraction: what is known is filled in, the rest is for people to write."""
    root = read_checkpoint(split_note(case.checkpoint)[0]).root.hex()
    return [
        ("案由或事由", extraction.reason or BLANK),
        ("提取对象", f"事项 {case.case_no} 的全部记录（{len(case.entries)} 条）"),
        ("数据来源", f"{extraction.district}呼应系统总账 {case.origin}"),
        ("提取时间", extraction.at),
        ("提取地点", BLANK),
        ("提取方法", METHOD),
        (
            "数据完整性校验值",
            f"校验点根摘要 SHA-256：{root}\n事项记录链摘要 SHA-256：{case.value.chain.hex()}\n{EXPLAINED}",
        ),
        ("提取人", f"{extraction.by}{TO_SIGN}"),
        ("提取人（二）", f"{BLANK}{TO_SIGN}"),
        ("见证人", f"{BLANK}{TO_SIGN}"),
        ("数据持有人（提供人）", f"{BLANK}{TO_SIGN}"),
        ("备注", f"{BLANK}\n{BLANK}"),
    ]
