"""The witness: cosigns what continues what it cosigned before, watches the log, and raises the alarm.

It stands in the command line's room, not in `shared/`, for nobody else uses it; and it is no service: it has no event
log, no rules and no bus, so that another department can run it with a key, one file of state and one address.

    judging    what a request deserves; pure
    comparing  whether two checkpoints belong to one log, out of its public tiles; pure
    state      the one SQLite file
    cosigning  a request to its answer, atomically
    alarms     silence, smaller, fork, unproven: file, state, log
    watching   looks at the public log, again and again
    counting   metrics
    serving    HTTP
"""
