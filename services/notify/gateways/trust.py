"""Whom we believe to be who they say, by their certificates."""

import ssl
from functools import cache


@cache
def trust(certificates: str) -> ssl.SSLContext:
    """The machine's authorities, and those in a file if one is named; read once. OSError for no such file."""
    context = ssl.create_default_context()
    if certificates:
        context.load_verify_locations(certificates)
    return context
