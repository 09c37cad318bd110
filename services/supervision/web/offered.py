"""Which of several deeds a page offers now, and the form of the one in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from services.supervision.web.acting import Deed
from shared.web.ask import Ask
from shared.web.inputs import Choices, Input, inputs

NO_CHOICES: Mapping[str, Choices] = {}


@dataclass(frozen=True, slots=True)
class Offered:
    """The deed in hand with its controls, and all there are. `ask` carries what was wrong, if anything."""

    deed: Deed | None
    inputs: Sequence[Input]
    deeds: Sequence[Deed]
    ask: Ask


def offered(ask: Ask, deeds: Sequence[Deed], choices: Mapping[str, Choices] = NO_CHOICES) -> Offered:
    """The deed asked for (`?do=`, or the one just refused), else the first."""
    refused = ask.request.method == "POST"
    name = ask.request.path.rpartition("/")[2] if refused else ask.query("do")
    deed = next((one for one in deeds if one.name == name), deeds[0] if deeds else None)
    if refused and (deed is None or deed.name != name):
        ask = replace(ask, typed=MultiDict(), errors={})
    return Offered(deed, inputs(deed.form, ask, choices=choices) if deed else (), deeds, ask)
