"""The .xlsx as a package of parts: checked before anything is unpacked, then read part by part.

Refused: passwords, the old .xls, zip bombs (by what the directory declares; `zipfile` gives no byte more than that).
Parts are XML of others: a document type, and with it every entity, is refused wherever it stands.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.intake.files.values import Unreadable

MOST_PARTS = 2_000
MOST_BYTES = 4 << 30
MOST_SMALL_BYTES = 16 << 20
"""A part that is read whole: workbook, relations, styles."""
MOST_RATIO = 400
RATIO_FROM = 1 << 20
BROKEN = "Excel 文件损坏：请用 Excel 或 WPS 打开后另存为 .xlsx，再导入"
UNSAFE = "Excel 文件里有不该有的 XML 定义，可能是恶意文件：没有读取"
BOMB = "Excel 文件解压后大得不正常，可能是恶意文件：没有读取；如确有这么多行，请另存为 CSV"
LOCKED = "Excel 文件有密码：请去掉密码后再导入"


@contextmanager
def package(path: Path) -> Iterator["Package"]:
    """The checked package, open. Unreadable if it is unsafe or broken."""
    try:
        with zipfile.ZipFile(path) as file:
            check(file.infolist())
            yield Package(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, zlib.error) as cause:
        raise Unreadable(BROKEN) from cause


def check(parts: list[zipfile.ZipInfo]) -> None:
    """Unreadable for what declares to become too large, or is locked."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unreadable(BOMB)
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable(LOCKED)
        if part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise Unreadable(BOMB)


class Package:
    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._names = {name.casefold(): name for name in file.namelist()}

    def has(self, name: str) -> bool:
        return name.casefold() in self._names

    def small(self, name: str) -> Element:
        """A part as a tree. Unreadable if it is missing, too large, malformed or unsafe."""
        with self.open(name) as part:
            content = part.read(MOST_SMALL_BYTES + 1)
        if len(content) > MOST_SMALL_BYTES:
            raise Unreadable(BOMB)
        try:
            root: Element = fromstring(content, forbid_dtd=True)
        except DefusedXmlException as cause:
            raise Unreadable(UNSAFE) from cause
        except ParseError as cause:
            raise Unreadable(BROKEN) from cause
        return root

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream of its unpacked bytes."""
        if not self.has(name):
            raise Unreadable(BROKEN)
        return self._file.open(self._names[name.casefold()])


def local(name: str) -> str:
    """A name without its namespace or prefix: writers differ in both."""
    return name.rpartition("}")[2].rpartition(":")[2]


def all_of(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local(element.tag) == name)
