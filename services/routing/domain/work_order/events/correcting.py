"""What is known of the asker, or when something is due, is put right by a person."""

from dataclasses import dataclass

from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Private


@stored("work_order.asker_corrected")
@dataclass(frozen=True, slots=True)
class AskerCorrected:
    """`field`: `name`, `phone` or `enterprise` with `value` (home in intake); `kind` with `clear`."""

    round: int
    unit: str
    field: str
    value: Private | None
    clear: str


@stored("work_order.recomputed")
@dataclass(frozen=True, slots=True)
class Recomputed:
    """`before`: the running duties that are due at another time now; `duties`: the same by the rules now in force."""

    round: int
    unit: str
    reason: Private
    before: tuple[Duty, ...]
    duties: tuple[Duty, ...]
