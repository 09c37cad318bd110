"""Streams and case numbers: the same order is the same stream, and a number tells nothing but its day.

A case number is the receipt date (Asia/Shanghai), ten Crockford base32 characters of the stream id and a
Luhn mod 32 check character over all eighteen: `20261124-7K3QX0M2VBP`. No counter, no gaps that tell.
"""

import unicodedata
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid5

from stdnum import luhn

from shared.kernel.times import SHANGHAI

NAMESPACE = UUID("6b1f1a52-7f0e-5c39-9f25-1507028f0e24")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"} | dict.fromkeys("-‐‑‒–—―−"))


@lru_cache(maxsize=4_096)
def stream_id(*names: str) -> str:
    """The stream named by these parts, as UUIDv5 text; the same parts give the same stream."""
    return str(uuid5(NAMESPACE, "\x1f".join(names)))


def case_number(stream: str, received_at: datetime) -> str:
    """The number of the case whose appeal has this stream id and was received at this time."""
    day = received_at.astimezone(SHANGHAI).strftime("%Y%m%d")
    low = UUID(stream).int & ((1 << 50) - 1)
    letters = "".join(CROCKFORD[(low >> shift) & 31] for shift in range(45, -5, -5))
    return f"{day}-{letters}{luhn.calc_check_digit(day + letters, CROCKFORD)}"


def read_case_number(text: str) -> str:
    """The canonical number for what a person typed (spaces, dashes, lower case, full width, O for 0, I and L for 1).

    ValueError with a sentence in Chinese if it is no case number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper().translate(MISREAD)
    if len(plain) != 19 or not plain[:8].isdecimal() or any(c not in CROCKFORD for c in plain):
        raise ValueError("编号应为 8 位日期加 11 位字母数字，例如 20261124-7K3QX0M2VBP")
    if not luhn.is_valid(plain, CROCKFORD):
        raise ValueError("编号校验位不符，请核对是否抄错一位")
    return f"{plain[:8]}-{plain[8:]}"
