"""Addresses of our own pages."""

from urllib.parse import quote, urlencode, urlsplit

from werkzeug.wrappers import Request

SIGN_IN = "/identity/sign-in"
SIGN_OUT = "/identity/sign-out"
RENEW = "/identity/renew"


def safe_next(text: str, otherwise: str = "/") -> str:
    """Where to go on after signing in: a path of ours, never another site."""
    odd = "\\" in text or any(ord(sign) < 33 or ord(sign) == 127 for sign in text)
    if odd or not text.startswith("/") or text.startswith("//") or urlsplit(text).netloc:
        return otherwise
    return text


def whole_path(request: Request) -> str:
    """The path from the server's root, wherever the service is mounted."""
    return request.root_path.rstrip("/") + request.path


def whole_address(request: Request) -> str:
    """Path and query, as the browser asked."""
    query = request.query_string.decode("latin-1")
    path = quote(whole_path(request), safe="/:@!$&'()*+,;=~-._")
    return f"{path}?{query}" if query else path


def with_next(address: str, request: Request) -> str:
    """`address?next=…`, to come back to this request."""
    return f"{address}?{urlencode({'next': whole_address(request)})}"
