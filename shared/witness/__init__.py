"""What log and witness say to each other (C2SP tlog-witness): the request, sending it, and plain calls over HTTP.

Used by the ledger, which asks for cosignatures, and by `huying witness`, which gives them and looks at the log itself.
How a witness judges is not here but in `services/cli/witnessing`: nobody else needs it.
"""
