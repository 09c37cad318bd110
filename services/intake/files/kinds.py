"""What kind of file it is, by its content: names lie."""

from pathlib import Path

from services.intake.files.encoding import UTF_16
from services.intake.files.values import Unreadable

HEAD = 4_096
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROLS = bytes((*range(9), 11, 12, *range(14, 32)))


def kind_of(path: Path) -> str:
    """`xlsx`, `jsonl` or `csv`. Unreadable, with what to do, for anything else and for an empty file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as cause:
        raise Unreadable(f"打不开文件 {path.name}：请检查路径和权限") from cause
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(ZIP):
        return "xlsx"
    if head.startswith(OLD_OFFICE):
        raise Unreadable("这是旧版 .xls 或带密码的工作簿：请用 Excel 或 WPS 去掉密码，另存为 .xlsx 后再导入")
    if start.startswith(b"[") or not start:
        raise Unreadable("文件是空的" if not start else "这是一个 JSON 数组：请改成每行一个对象（JSON lines）")
    if is_binary(head) and not head.startswith(UTF_16):
        raise Unreadable("不是表格文件：只能导入 .xlsx、CSV 或每行一个对象的 JSON（JSON lines）")
    return "jsonl" if start.startswith(b"{") else "csv"


def is_binary(head: bytes) -> bool:
    """Whether control characters are more than one in fifty: a text has a stray one at most, in one row."""
    return (len(head) - len(head.translate(None, CONTROLS))) * 50 > len(head) + 200
