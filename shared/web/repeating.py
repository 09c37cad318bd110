"""What a sender sends again: the key it goes by, and what tells a repetition from another request."""

import json
from collections.abc import Mapping

from werkzeug.wrappers import Request

from shared.kernel.once import Once, print_of
from shared.web import forms
from shared.web.addresses import whole_path
from shared.web.body import Body
from shared.web.failures import Failure
from shared.web.route import Route

LONGEST = 200


def key_of(request: Request, route: Route, typed: Mapping[str, str]) -> str | None:
    """The Idempotency-Key of the header, of a page's form its hidden one. Failure 400."""
    key = request.headers.get("Idempotency-Key") if route.api else typed.get(forms.ONCE)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST or not all("!" <= sign <= "~" for sign in key):
        raise Failure(400, "request.idempotency_key")
    return key


def once_of(key: str | None, request: Request, route: Route, read: Body) -> Once | None:
    """What is done once under this key. The forms of a page have one key between them, so theirs goes with the address.

    The key is in the number too: without it nobody guesses from the number what was typed.
    """
    if key is None:
        return None
    path = whole_path(request)
    typed = sorted((name, values) for name, values in read.typed.lists() if name not in (forms.CSRF, forms.ONCE))
    files = sorted((name, one.filename or "") for name, one in request.files.items(multi=True))
    content = json.dumps([read.json, typed, files], sort_keys=True)
    return Once(key if route.api else f"{key} {path}", print_of(key.encode(), path.encode(), content.encode()))
