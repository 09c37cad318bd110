"""`huying` whose routing takes its time over each accepted appeal (SLOW_SECONDS)."""

import os
import time
from collections.abc import Sequence
from dataclasses import replace

from services.cli.__main__ import main  # first: it lets eventlet patch the standard library
from services.routing import main as routing
from shared.kernel.reaction import Heard, Reaction
from shared.rules.moment import Moment


def slow(reaction: Reaction[object, Moment]) -> Reaction[object, Moment]:
    """The reaction, after a rest."""

    def react(reader: object, heard: Heard, moment: Moment) -> Sequence[object]:
        time.sleep(float(os.environ["SLOW_SECONDS"]))
        return reaction.react(reader, heard, moment)

    return replace(reaction, react=react)


if __name__ == "__main__":
    routing.SPEC = replace(
        routing.SPEC,
        reactions=[slow(one) if one.type == "appeal.accepted" else one for one in routing.SPEC.reactions],
    )
    main()
