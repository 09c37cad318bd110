"""Small files for tests, and what is read from them."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from services.intake.files import Bad, ColumnMapping, Order, read_orders

HEADER = ("工单编号", "来电人", "联系电话", "诉求内容", "来电时间")
FINE = ("HL1", "张某", "13800000000", "楼道没有灯", "2019/9/11 10:04:28")


def text_of(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def put(folder: Path, content: bytes | str, name: str = "in.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def items(path: Path, mapping: ColumnMapping | None = None) -> list[Order | Bad]:
    return list(read_orders(path, mapping))


def orders(path: Path, mapping: ColumnMapping | None = None) -> list[Order]:
    """The orders of a file in which nothing is bad."""
    found = items(path, mapping)
    assert not (bads := [item for item in found if isinstance(item, Bad)]), bads
    return [item for item in found if isinstance(item, Order)]


def codes(path: Path) -> list[tuple[int, str]]:
    """Row and code of what was put aside; row and `ok` of the rest."""
    return [(item.row, item.code if isinstance(item, Bad) else "ok") for item in items(path)]
