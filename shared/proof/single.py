"""The verifying modules joined into one file, `verify.py`: the same code, for a machine with nothing but Python ≥ 3.9."""

from __future__ import annotations

import ast
from hashlib import sha256
from pathlib import Path

ROOM = Path(__file__).parent
MODULES = (
    *("unproven", "digests", "tree", "ed25519", "cosignature", "keys", "note", "checkpoint", "policy", "casemap"),
    *("bundle/sentences", "bundle/reasons", "bundle/documents", "bundle/zipped", "bundle/said", "bundle/whole"),
    *("bundle/disclosed", "bundle/verdict", "bundle/command"),
)
"""Each after those it needs."""
HEAD = '''#!/usr/bin/env python3
"""Checks an evidence bundle of Huying (呼应), offline: nothing but this file and Python 3.9 or later is needed.

    python3 -I verify.py BUNDLE.zip --key KEY [--witness-policy FILE] [--checkpoint FILE] [--json]

Take this file and the key from somebody other than who gave you the bundle: the copy inside a bundle proves nothing.
Joined from the modules of shared/proof; `huying evidence verifier` prints this file's SHA-256.
"""

from __future__ import annotations
'''
FOOT = """
if __name__ == "__main__":
    raise SystemExit(main())
"""


def verifier() -> bytes:
    """The one file; the same bytes for the same code."""
    return "".join([HEAD, *(_section(name) for name in MODULES), FOOT]).encode()


def verifier_digest() -> str:
    """SHA-256 (hex) of it, for people to compare."""
    return sha256(verifier()).hexdigest()


def _section(name: str) -> str:
    """A module's text without its imports of the others, which stand above it already."""
    text = (ROOM / f"{name}.py").read_text(encoding="utf-8")
    lines: list[str | None] = list(text.splitlines(keepends=True))
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("shared.proof", "__future__")):
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = None
    body = "".join(line for line in lines if line is not None)
    return f"\n\n# ---- shared/proof/{name}.py\n\n{body.strip()}\n"
