"""A secret of `gateways.yaml`: written there, or in a file of its own that it names."""

from pathlib import Path

from shared.rules.entry import Entry


def secret_of(entry: Entry, key: str) -> str:
    """The text under `key`, or the first line of the file under `<key>_file`; "" where neither is given."""
    file = entry.text(f"{key}_file", "")
    if not file:
        return entry.text(key, "")
    if key in entry.content:
        entry.fault(f"“{key}”和“{key}_file”只能填一个")
    return first_line(entry, f"{key}_file", file)


def first_line(entry: Entry, key: str, file: str) -> str:
    """The first line of a file that holds a secret; a fault names the key, never the content."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        entry.fault(f"“{key}”所指的文件读不到，请检查路径和权限")
        return ""
    line = text.strip().partition("\n")[0].strip()
    if not line:
        entry.fault(f"“{key}”所指的文件是空的")
    return line
