"""`huying` with a fault: routing fails whenever the order named by BROKEN_ORDER (its number at 12345) is accepted.

Run as a program in place of `-m services.cli`; the product knows nothing of it.
"""

import os
from collections.abc import Sequence
from dataclasses import replace

from services.cli.__main__ import main  # first: it lets eventlet patch the standard library
from services.intake.domain.appeal.commands import appeal_stream
from services.routing import main as routing
from shared.kernel.numbering import case_number
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


def is_broken(heard: Heard) -> bool:
    """Whether this is about the order that fails."""
    return heard.subject == case_number(appeal_stream("12345", os.environ["BROKEN_ORDER"]), heard.time)


def broken(reaction: Reaction[object, Moment]) -> Reaction[object, Moment]:
    """The reaction, failing for one order."""

    def react(reader: object, heard: Heard, moment: Moment) -> Sequence[object]:
        if is_broken(heard):
            raise ArithmeticError("planted by a test")
        return reaction.react(reader, heard, moment)

    return replace(reaction, react=react)


if __name__ == "__main__":
    routing.SPEC = replace(
        routing.SPEC,
        reactions=[broken(one) if one.type == "appeal.accepted" else one for one in routing.SPEC.reactions],
    )
    main()
