"""history.pdf: a case's history for people, in Chinese, with a record of extraction to sign (提取笔录)."""

from collections.abc import Sequence
from typing import NamedTuple

from services.ledger.evidence.gathering import Gathered
from shared.proof.bundle.documents import OpenedField
from shared.rules.rules import Rules


class Extraction(NamedTuple):
    """Who takes the bundle out, as the record says. `at` is the local time as people read it; `district` whose system."""

    at: str
    by: str
    reason: str
    district: str
    rules: Rules


def history(case: Gathered, opened: Sequence[OpenedField], extraction: Extraction) -> bytes:
    """The PDF: the same bytes for the same case, fields, extraction and font."""
    # Typesetting takes long to load, and most who ask the ledger want no paper.
    from services.ledger.evidence.history.paper import paper  # noqa: PLC0415

    return paper(case, opened, extraction)
