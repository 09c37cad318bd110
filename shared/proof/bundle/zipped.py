"""The ZIP of a bundle, written in one way only: stored, sorted by name, no times, no attributes that differ.

What is read must be, to the byte, what would be written of it. So there is nothing in it that is not a file's content or
follows from it: no second directory, no hidden bytes, no names that lead elsewhere, nothing that grows when unpacked.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from zlib import crc32

from shared.proof.bundle.reasons import Wrong

LARGEST_BUNDLE = 1 << 30
MOST_FILES = 60_000
BUNDLE = "bundle.zip"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}(/[a-z0-9][a-z0-9.-]{0,99})?", re.ASCII)
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _UNIX, _DAY = 20, 3 << 8, 0x21  # the first of January 1980, where the format's time begins
_PLAIN_FILE = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The ZIP of these files; `Wrong` for what no bundle may hold."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LARGEST_BUNDLE:
        raise Wrong("zip.too_large", BUNDLE)
    parts, directory, offset = [], [], 0
    for name in sorted(files):
        if _NAME.fullmatch(name) is None:
            raise Wrong("zip.name", ascii(name))
        content, encoded = files[name], name.encode()
        common = 0, 0, 0, _DAY, crc32(content), len(content), len(content), len(encoded), 0
        parts += [_LOCAL.pack(_LOCAL_SIGN, _VERSION, *common), encoded, content]
        attributes = 0, 0, 0, _PLAIN_FILE, offset
        directory += [_CENTRAL.pack(_CENTRAL_SIGN, _UNIX | _VERSION, _VERSION, *common, *attributes), encoded]
        offset += _LOCAL.size + len(encoded) + len(content)
    index = b"".join(directory)
    return b"".join([*parts, index, _END.pack(_END_SIGN, 0, 0, len(files), len(files), len(index), offset, 0)])


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a bundle's ZIP by name; `Wrong` unless it is exactly what `zipped` writes of them."""
    if len(content) > LARGEST_BUNDLE:
        raise Wrong("zip.too_large", BUNDLE)
    files: dict[str, bytes] = {}
    offset = 0
    while content[offset : offset + 4] == _LOCAL_SIGN:
        name, body, offset = _next(content, offset)
        if name in files:
            raise Wrong("zip.duplicate", name)
        files[name] = body
        if len(files) > MOST_FILES:
            raise Wrong("zip.too_large", BUNDLE)
    if not files:
        raise Wrong("zip.malformed", BUNDLE, "no ZIP")
    if zipped(files) != content:
        raise Wrong("zip.rewritten", BUNDLE)
    return files


def _next(content: bytes, offset: int) -> tuple[str, bytes, int]:
    """Name and bytes of the file whose header stands at `offset`, and where the next one begins."""
    begin = offset + _LOCAL.size
    if begin > len(content):
        raise Wrong("zip.malformed", BUNDLE, "cut short")
    header = _LOCAL.unpack_from(content, offset)
    flags, method, crc, stored, length, extra = header[2], header[3], header[6], header[7], header[9], header[10]
    if flags or method or extra:
        raise Wrong("zip.rewritten", BUNDLE)
    name = content[begin : begin + length].decode("ascii", "replace")
    if _NAME.fullmatch(name) is None:
        raise Wrong("zip.name", ascii(name[:100]))
    body = content[begin + length : begin + length + stored]
    if len(body) != stored:
        raise Wrong("zip.malformed", BUNDLE, "cut short")
    if crc32(body) != crc:
        raise Wrong("zip.damaged", name)
    return name, body, begin + length + stored
