"""Large XML parts, read as a stream: expat with everything that could grow refused.

defusedxml has no streaming parser of bare callbacks, so its rule (no document type, hence no entity) is set here.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import IO, NoReturn
from xml.parsers import expat
from zipfile import BadZipFile

from services.intake.files.values import Unreadable
from services.intake.files.xlsx.package import BROKEN, UNSAFE

CHUNK = 1 << 16
MOST_PENDING = 8 << 20
"""Bytes of one tag that expat may hold back."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


def parse(part: IO[bytes], start: Start, end: End, characters: Characters) -> Iterator[None]:
    """Feeds the part through the handlers, and gives way after each 64 KiB. Unreadable if malformed or unsafe."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    fed = 0
    try:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > MOST_PENDING:
                raise Unreadable(UNSAFE)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, zlib.error, BadZipFile, EOFError) as cause:
        raise Unreadable(BROKEN) from cause
    yield


def refuse(*_: object) -> NoReturn:
    raise Unreadable(UNSAFE)
