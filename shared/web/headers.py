"""Headers that every answer carries, and the sign-in cookie."""

from collections.abc import Mapping

from werkzeug.wrappers import Response

COOKIE = "huying"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Not no-referrer: browsers would then send `Origin: null` with our own forms.
ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
PERSONAL = "no-store"
HTTPS_ONLY = "max-age=31536000"


def secure(response: Response, *, https: bool) -> Response:
    """Adds the headers; what the view set itself stays, and nothing is kept by caches unless it said so."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", PERSONAL)
    if https:
        response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    return response


def sign_in(response: Response, token: str, *, https: bool) -> None:
    """Sets the sign-in cookie. It outlives its token, so that an expired one is seen to have expired."""
    response.set_cookie(COOKIE, token, path="/", httponly=True, samesite="Lax", secure=https)


def sign_out(response: Response, *, https: bool) -> None:
    """Drops the sign-in cookie."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=https)
