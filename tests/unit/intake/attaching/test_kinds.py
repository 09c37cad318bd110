from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.attaching.kinds import DOCX, JPEG, KINDS, PDF, PNG, TXT, XLSX, kind_of


def package(*names: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xff\xd8\xff\xe0JFIF", JPEG),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (package("[Content_Types].xml", "word/document.xml"), DOCX),
        (package("xl/workbook.xml"), XLSX),
        ("情况说明\r\n第二行\t表格".encode(), TXT),
        ("情况说明".encode("gb18030"), TXT),
        ("\ufeff带标记".encode(), TXT),
    ],
    ids=["pdf", "jpeg", "png", "docx", "xlsx", "utf-8", "gb18030", "bom"],
)
def test_a_file_is_known_by_its_bytes(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"GIF89a\x00\x01",
        b"Rar!\x1a\x07",
        package("notes.txt"),
        package("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04 cut off",
        b"text with \x00 in it",
        b"\x1b[31mterminal",
    ],
    ids=["exe", "elf", "gif", "rar", "zip", "macros", "broken zip", "nul", "escape"],
)
def test_what_is_none_of_these_is_not_taken(content: bytes) -> None:
    assert kind_of(content) is None


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_there_is_an_answer(content: bytes) -> None:
    assert kind_of(content) in (None, *KINDS)
