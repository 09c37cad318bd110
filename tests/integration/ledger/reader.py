"""A reader of transparency logs written for tests alone, from the specifications: nothing of `shared/proof` is in it.

C2SP tlog-tiles, tlog-checkpoint and signed-note; RFC 6962 for the tree. `fetch` answers a path below the log's address
with status, headers and body.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FULL = 256


class Answer(NamedTuple):
    """What a path answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Fetch = Callable[[str], Answer]


class Head(NamedTuple):
    """A checkpoint whose signature was checked."""

    origin: str
    size: int
    root: bytes


def checked_head(note: bytes, verifier: str) -> Head:
    """The checkpoint of a note; AssertionError unless the key of this verifier line signed it."""
    name, key_id, key = verifier.split("+", 2)
    public = b64decode(key)
    assert public[:1] == b"\x01"
    assert sha256(name.encode() + b"\n" + public).hexdigest()[:8] == key_id
    text, _, block = note.decode().rpartition("\n\n")
    text += "\n"
    marks = [line.split(" ") for line in block.splitlines()]
    ours = [b64decode(mark) for dash, who, mark in marks if (dash, who) == ("\u2014", name)]
    [signature] = [mark[4:] for mark in ours if mark[:4].hex() == key_id]
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, text.encode())
    origin, size, root = text.splitlines()[:3]
    assert b64encode(b64decode(root)).decode() == root
    return Head(origin, int(size), b64decode(root))


def path_of(kind: str, number: int, width: int) -> str:
    """`tile/<kind>/<N>[.p/<W>]`, N in groups of three digits."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    suffix = f".p/{width}" if width < FULL else ""
    return f"tile/{kind}/" + "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:]) + suffix


def hashes_of_level(fetch: Fetch, level: int, size: int) -> list[bytes]:
    """All hashes that a tree of this size has at a level, tile by tile."""
    there = size // FULL**level
    found: list[bytes] = []
    for number in range(-(-there // FULL)):
        width = min(FULL, there - number * FULL)
        answer = fetch(path_of(str(level), number, width))
        assert answer.status == 200, (level, number, width)
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(answer.body) == width * 32
        found += [answer.body[at : at + 32] for at in range(0, len(answer.body), 32)]
    return found


def entries_of(fetch: Fetch, number: int, width: int) -> list[bytes]:
    """The entries of one bundle."""
    body, found = fetch(path_of("entries", number, width)).body, []
    while body:
        length = int.from_bytes(body[:2], "big")
        found.append(body[2 : 2 + length])
        body = body[2 + length :]
    return found


def tree_hash(hashes: Sequence[bytes]) -> bytes:
    """RFC 6962's MTH over leaf hashes, by its own recursion."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha256(b"\x01" + tree_hash(hashes[:split]) + tree_hash(hashes[split:])).digest()


def followed(fetch: Fetch, verifier: str) -> Head:
    """The head, after the root was computed from tiles, every level from the one below, and the last entries hashed."""
    head = checked_head(fetch("checkpoint").body, verifier)
    below = hashes_of_level(fetch, 0, head.size)
    assert tree_hash(below) == head.root
    last = (head.size - 1) // FULL
    bundle = entries_of(fetch, last, head.size - last * FULL)
    assert [sha256(b"\x00" + entry).digest() for entry in bundle] == below[last * FULL :]
    level = 1
    while head.size // FULL**level:
        above = hashes_of_level(fetch, level, head.size)
        assert above == [tree_hash(below[at : at + FULL]) for at in range(0, len(above) * FULL, FULL)]
        below, level = above, level + 1
    return head
