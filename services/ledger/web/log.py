"""The tree as anybody may fetch it, below `/ledger/log/`: without sign-in, without content."""

from werkzeug.wrappers import Response

from services.ledger.tree.serving import CHECKPOINT, resource
from shared.house.house import House
from shared.web.ask import Ask
from shared.web.failures import Failure


def checkpoint(ask: Ask) -> Response:
    """The newest signed checkpoint, with the cosignatures there are."""
    return _answer(ask, CHECKPOINT)


def tile(ask: Ask) -> Response:
    """Hashes: a full tile, or as much of one as the newest checkpoint has."""
    return _answer(ask, f"tile/{ask.arguments['level']}/{ask.arguments['tile']}")


def entries(ask: Ask) -> Response:
    """The leaves themselves, each behind its length."""
    return _answer(ask, f"tile/entries/{ask.arguments['tile']}")


def _answer(ask: Ask, path: str) -> Response:
    house: House = ask.service
    with house.log.reading() as connection:
        found = resource(connection, path)
    if found is None:
        raise Failure(404, "request.not_found")
    return Response(found.body, content_type=found.media_type, headers={"Cache-Control": found.caching, **OPEN})


OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Public: a page elsewhere may fetch and check it."""
