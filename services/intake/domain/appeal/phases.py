"""Which states a deed is possible in."""

from services.intake.domain.appeal.state import Appeal, Phase
from shared.kernel.rejection import Rejected


def must_be(appeal: Appeal, *phases: Phase) -> None:
    """Rejected, naming what became of the appeal, unless it is in one of these phases."""
    if appeal.phase in phases:
        return
    raise Rejected("appeal.not_accepted" if appeal.phase is Phase.RECEIVED else f"appeal.{appeal.phase}")
