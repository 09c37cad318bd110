"""`huying log verify` at work: what it is held against, how far it is, and what is remembered of the result."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli.stores import LEDGER, stores
from services.ledger.checking.whole import Asked, note_verified_size, verify
from shared.eventlog.clock import now
from shared.eventlog.verified import note_verified_in
from shared.proof.keys import VerifierKey, read_verifier_key
from shared.proof.policy import read_policy
from shared.proof.unproven import Unproven


def verified(
    data: Path,
    service: str | None,
    *,
    incremental: bool,
    key: Sequence[str],
    checkpoint: Sequence[Path],
    policy: Path | None,
) -> dict[str, Any]:
    """The verdict. ValueError for what makes no sense."""
    with stores(data) as there, Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("核验", total=None)
        asked = Asked(
            services=(service,) if service else (),
            incremental=incremental,
            keys=[one for text in key for one in given_keys(text)],
            own_keys=there.own_keys(),
            witnesses=_witnesses(policy),
            notes={**there.kept(), **{str(path): path.read_bytes() for path in checkpoint}},
            vault=there.vault,
        )
        verdict = verify(
            there.engines,
            there.jurisdiction,
            asked,
            lambda done, total: progress.update(bar, completed=done, total=total),
        )
        noted(there.engines, verdict, now())
    return verdict


def noted(engines: Mapping[str, Engine], verdict: dict[str, Any], at: datetime) -> None:
    """Keep the result with each log, for the metrics; where it cannot be written, the answer is the same."""
    tree = verdict["tree"]
    for log, copy in zip(verdict["logs"], verdict["ledger"], strict=True):
        count = len(log["faults"]) + len(copy["faults"])
        if log["log"] == LEDGER:
            count += sum(len(part["faults"]) for part in (tree, verdict["guards"], verdict["vault"]) if part)
        try:
            with engines[log["log"]].begin() as connection:
                note_verified_in(connection, at, count)
                if log["log"] == LEDGER and tree and verdict["ok"]:
                    note_verified_size(connection, tree["checkpoint"])
        except SQLAlchemyError:
            continue


def given_keys(text: str) -> list[VerifierKey]:
    """A verifier line, or a file of such lines, as `huying ledger key` prints them. ValueError."""
    path = Path(text)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [text]
        return [read_verifier_key(line.strip()) for line in lines if line.strip()]
    except (Unproven, UnicodeDecodeError) as wrong:
        raise ValueError(f"{text}: {wrong}") from None


def _witnesses(policy: Path | None) -> dict[str, VerifierKey]:
    if policy is None:
        return {}
    try:
        return {party.key.name: party.key for party in read_policy(policy.read_bytes()).witnesses}
    except Unproven as wrong:
        raise ValueError(f"{policy}: {wrong}") from None
