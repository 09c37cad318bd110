"""What is known of an appeal is amended: urgency, what was written down wrongly, and the asker's rating."""

from stdnum.cn import uscc

from services.intake.domain.appeal.desk_commands import CLEAR_FIELDS, PRIVATE_FIELDS, Correct, MarkUrgency, Rate
from services.intake.domain.appeal.desk_events import Corrected, Rated, UrgencyMarked
from services.intake.domain.appeal.phases import must_be
from services.intake.domain.appeal.receive import accept_duty, under
from services.intake.domain.appeal.state import Appeal, Phase
from shared.kernel.duty import Duty
from shared.kernel.phone import dialled
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key, case_key
from shared.rules.catalogue import KINDS


def mark_urgency(appeal: Appeal, command: MarkUrgency) -> list[UrgencyMarked]:
    """Nothing when it is marked so already. A running due time only ever moves nearer."""
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED, Phase.MERGED)
    if appeal.urgent == command.urgent:
        return []
    reason = command.reason.under(case_key(command.case_no))
    return [UrgencyMarked(command.urgent, reason, sooner(appeal, command))]


def sooner(appeal: Appeal, command: MarkUrgency) -> tuple[Duty, ...]:
    """The acceptance by the urgent limit, where that is earlier than it was due."""
    if not command.urgent or appeal.phase is not Phase.RECEIVED:
        return ()
    quick = accept_duty(command.moment, urgent=True)
    return (quick,) if any(quick.due_at < duty.due_at for duty in appeal.duties) else ()


def correct(appeal: Appeal, command: Correct) -> list[Corrected]:
    must_be(appeal, Phase.RECEIVED, Phase.ACCEPTED, Phase.MERGED)
    value, reason = command.value.value.strip(), command.reason.under(case_key(command.case_no))
    if command.field in CLEAR_FIELDS:
        if command.field == "kind" and value not in KINDS:
            raise Rejected("appeal.unknown_kind", kind=value)
        return [Corrected(command.field, None, value, None, reason)]
    if command.field not in PRIVATE_FIELDS:
        raise Rejected("appeal.unknown_field", field=command.field)
    valid = bool(uscc.is_valid(value)) if command.field == "credit_code" else None
    said = dialled(command.value) if command.field == "phone" else command.value
    return [Corrected(command.field, under(said, asker_key(appeal.asker)), "", valid, reason)]


def rate(appeal: Appeal, command: Rate) -> list[Rated]:
    """Once a round; whether the round is closed is known where the asker's link is read."""
    must_be(appeal, Phase.ACCEPTED, Phase.MERGED, Phase.ANSWERED_AT_ONCE)
    if command.round in appeal.rated:
        raise Rejected("appeal.rated")
    return [Rated(command.round, command.satisfied, under(command.remark, asker_key(appeal.asker)))]
