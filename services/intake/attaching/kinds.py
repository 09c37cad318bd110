"""What a file is, by its bytes and never by its name. Pure."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

PDF, JPEG, PNG, TXT = "application/pdf", "image/jpeg", "image/png", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG", DOCX: "DOCX", XLSX: "XLSX", TXT: "TXT"}
"""Media types that are taken, and what people call them."""
MAGIC = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
OFFICE = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))
MACROS = "vbaproject.bin"
WHITE = frozenset("\t\n\r\f")


def kind_of(content: bytes) -> str | None:
    """The media type, or None for what is not taken: programs, archives, documents with macros, anything unknown."""
    for magic, media_type in MAGIC:
        if content.startswith(magic):
            return media_type
    return _office(content) if content.startswith(b"PK\x03\x04") else _text(content)


def _office(content: bytes) -> str | None:
    try:
        with ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.casefold().endswith(MACROS) for name in names):
        return None
    return next((media_type for part, media_type in OFFICE if part in names), None)


def _text(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return TXT if all(sign.isprintable() or sign in WHITE for sign in text) else None
    return None
