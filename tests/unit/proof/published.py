"""The public values of the RFC 6962 reference tree."""

import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).with_name("vectors")


def vectors(name: str) -> Any:
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


TREE = vectors("rfc6962-reference.json")
LEAVES = [bytes.fromhex(leaf) for leaf in TREE["leaves_hex"]]
ROOTS = [bytes.fromhex(TREE["empty_root"]), *(bytes.fromhex(root) for root in TREE["roots_hex_by_size"])]
INCLUSION = [(index, size, [bytes.fromhex(hash_) for hash_ in path]) for index, size, path in TREE["inclusion"]]
CONSISTENCY = [(old, new, [bytes.fromhex(hash_) for hash_ in path]) for old, new, path in TREE["consistency"]]
