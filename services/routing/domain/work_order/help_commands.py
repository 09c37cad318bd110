"""What a work order is told about work on it: drafts and supporting units."""

from dataclasses import dataclass

from shared.kernel.text import Text
from shared.rules.moment import Moment


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """An answer kept for later; either text may be empty."""

    case_no: str
    internal: Text
    public: Text
    moment: Moment


@dataclass(frozen=True, slots=True)
class Support:
    """By the lead unit or the desk: these units help. The same deed assigns each its part."""

    case_no: str
    supporting: tuple[str, ...]
    moment: Moment


Command = SaveDraft | Support
