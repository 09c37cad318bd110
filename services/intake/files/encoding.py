"""Which of the two encodings a text file is in, decided over the whole file with flat memory.

UTF-8 checks itself: hardly any GB18030 text is good UTF-8. So a file is UTF-8 when its characters beyond ASCII
mostly are, and a few broken ones then spoil their own rows alone.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from services.intake.files.values import Unreadable

CHUNK = 1 << 20
REPLACEMENT = "\ufffd".encode()
ASCII_ONLY = bytes(range(128, 256))
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def encoding_of(path: Path) -> str:
    """`utf-8-sig` (also without a BOM) or `gb18030`. Unreadable for UTF-16, which neither of them is."""
    chunks = chunks_of(path)
    first = next(chunks, b"")
    if first.startswith(UTF_16):
        raise Unreadable("文件是 UTF-16 编码：请另存为“CSV UTF-8”后再导入")
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    good, broken = weigh(first, chunks)
    return "utf-8-sig" if broken * 2 <= good else "gb18030"


def weigh(first: bytes, rest: Iterator[bytes]) -> tuple[int, int]:
    """Characters beyond ASCII that are good UTF-8, and places that are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = broken = 0
    chunk: bytes | None = first
    while chunk:
        text = decoder.decode(chunk)
        lost = text.count("\ufffd") - chunk.count(REPLACEMENT)
        good += len(text) - len(chunk.translate(None, ASCII_ONLY)) - lost
        broken += lost
        chunk = next(rest, None)
    return good, broken


def chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
