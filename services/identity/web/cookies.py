"""The renewal's cookie: only identity sees it, no script, twelve hours."""

from werkzeug.wrappers import Request, Response

from services.identity.domain.renewal import LASTS
from services.identity.sessions import SignedIn
from shared.web import headers
from shared.web.guard import Keys

RENEWAL = "huying_renewal"
PATH = "/identity"


def shown(request: Request) -> str:
    """What the browser holds, or nothing."""
    return request.cookies.get(RENEWAL, "")


def give(response: Response, signed_in: SignedIn, keys: Keys) -> Response:
    """The token's cookie, and the renewal's if there is a new one."""
    headers.sign_in(response, signed_in.token, https=keys.secure)
    if signed_in.renewal is not None:
        response.set_cookie(
            RENEWAL,
            signed_in.renewal,
            max_age=LASTS,
            path=PATH,
            httponly=True,
            samesite="Lax",
            secure=keys.secure,
        )
    return response


def take(response: Response, keys: Keys) -> Response:
    """Neither any more."""
    headers.sign_out(response, https=keys.secure)
    response.delete_cookie(RENEWAL, path=PATH, httponly=True, samesite="Lax", secure=keys.secure)
    return response
