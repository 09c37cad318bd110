"""Which callbacks there are, whose turn it is and by when: one row per case, of its latest round.

What happened in earlier rounds stands in the log; the page of a callback reads it there.
"""

from services.supervision.readmodels.callbacks.apply import HEARD, SAID
from services.supervision.readmodels.callbacks.tables import (
    callback_ratings,
    callback_waits,
    callbacks,
    finals,
)
from shared.eventlog.readmodel import ReadModel

CALLBACKS = ReadModel("callbacks", (callbacks, callback_waits, finals, callback_ratings), said=SAID, heard=HEARD)
