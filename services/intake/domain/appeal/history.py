"""History: an order of years ago, kept with the file's times and answer. Nobody handles it and nobody is told."""

from services.intake.domain.appeal.commands import RecordHistory
from services.intake.domain.appeal.events import Event, HistoryRecorded
from services.intake.domain.appeal.receive import kind_said
from services.intake.domain.appeal.state import Appeal, Phase
from shared.kernel.numbering import case_number
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key, case_key
from shared.rules.catalogue import KINDS


def record(appeal: Appeal, command: RecordHistory) -> list[Event]:
    """Once; a number that is known already, as history or as a case of today, says nothing."""
    if appeal.phase is not Phase.UNKNOWN:
        return []
    if not command.text.value.strip():
        raise Rejected("appeal.no_text")
    if command.asked_at is None:
        raise Rejected("appeal.no_time")
    key = asker_key(command.asker)
    case_no = case_number(command.stream, command.asked_at)
    return [
        HistoryRecorded(
            source=command.source,
            source_no=command.source_no,
            kind=command.kind if command.kind in KINDS else "",
            kind_said=kind_said(command.kind),
            title=command.title.under(key),
            text=command.text.under(key),
            asker=command.asker,
            asked_at=command.asked_at,
            answer=command.answer.under(case_key(case_no)) if command.answer else None,
            answered_at=command.answered_at,
        )
    ]
