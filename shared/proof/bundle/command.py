"""The verifier as a command: what `verify.py` in a bundle does, and `huying evidence verify` with the same words."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from shared.proof.bundle.verdict import Given, Verdict, verdict_of
from shared.proof.bundle.zipped import LARGEST_BUNDLE
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.policy import read_policy
from shared.proof.unproven import Unproven


def given_of(keys: Sequence[str], policy: Optional[Path], checkpoint: Optional[Path]) -> Given:
    """What is trusted; a key is given as its line, or as the name of a file with such lines. `Unproven`, OSError."""
    return Given(
        tuple(key for text in keys for key in _keys(text)),
        read_policy(policy.read_bytes()) if policy else None,
        checkpoint.read_bytes() if checkpoint else None,
    )


def _keys(text: str) -> list[VerifierKey]:
    lines = [text] if "+" in text else Path(text).read_text(encoding="utf-8").splitlines()
    return [read_verifier_key(line.strip()) for line in lines if line.strip() and not line.startswith("#")]


def judged_file(file: Path, given: Given) -> Verdict:
    """The verdict about a file; reads no more of it than a bundle may have."""
    with file.open("rb") as stream:
        return verdict_of(stream.read(LARGEST_BUNDLE + 1), given)


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """The verdict as JSON has it."""
    reasons = [{"code": one.code, "about": one.about, "en": one.english, "zh": one.chinese} for one in verdict.reasons]
    return {"verdict": verdict.kind, "subject": verdict.subject, "size": verdict.size, "reasons": reasons}


def verdict_lines(verdict: Verdict) -> list[str]:
    """The verdict for a person."""
    head = f"{verdict.kind}  {ascii(verdict.subject)[1:-1]}".rstrip()
    return [head, *(line for one in verdict.reasons for line in (f"  {one.code}: {one.english}", f"    {one.chinese}"))]


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Check a bundle and say so; the exit code: 0 as it should be, 1 not, 2 asked wrongly."""
    parser = argparse.ArgumentParser(
        description="Check an evidence bundle of Huying, offline. 核验呼应证据包（离线）。"
    )
    parser.add_argument("file", type=Path, help="the bundle (ZIP) 证据包")
    parser.add_argument("--key", action="append", required=True, help="the ledger's public key, or a file with it 公钥")
    parser.add_argument("--witness-policy", type=Path, help="which witnesses must have cosigned 见证规则")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint you kept from elsewhere 另行保存的校验点")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    asked = parser.parse_args(arguments)
    try:
        given = given_of(asked.key, asked.witness_policy, asked.checkpoint)
        verdict = judged_file(asked.file, given)
    except (Unproven, OSError, ValueError) as wrong:
        parser.exit(2, f"verify: {wrong}\n")
    if asked.json:
        told = json.dumps(verdict_document(verdict), ensure_ascii=True, indent=1)
    else:
        told = "\n".join(verdict_lines(verdict))
    # A console that has no Chinese still gets the verdict.
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(told.encode(encoding, "replace").decode(encoding) + "\n")
    return 0 if verdict.is_good(given) else 1
