"""Who is asking and may they come in: tokens, feeds' keys, permissions, and that a form came from our own page."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from joserfc.jwk import KeySet, OKPKey
from werkzeug.wrappers import Request

from shared.access.feed_keys import FeedKeys, shown
from shared.access.permissions import NotAllowed, Role, allowed
from shared.access.revocations import Revocations
from shared.access.tokens import NotSignedIn, verify
from shared.access.who import ANONYMOUS, Who
from shared.web.failures import Failure
from shared.web.forms import CSRF
from shared.web.headers import COOKIE
from shared.web.route import Access, AnyOf, Route

SAFE = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Keys:
    """`token` verifies identity's tokens; `csrf` is the secret that forms are bound with, the same in all services.

    `secure` marks the cookie for https alone and asks browsers to stay with https.
    """

    token: OKPKey | KeySet
    csrf: bytes
    feeds: FeedKeys = field(default_factory=FeedKeys)
    revocations: Revocations = field(default_factory=Revocations)
    secure: bool = False


def csrf_token(keys: Keys, who: Who) -> str:
    """The hidden value of a form: bound to the sign-in. Empty for somebody not signed in."""
    if not who.session:
        return ""
    digest = hmac.digest(keys.csrf, b"form\x00" + who.session.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:18]).decode()


def enter(
    keys: Keys,
    roles: Callable[[], Mapping[str, Role]],
    route: Route,
    request: Request,
    arguments: Mapping[str, Any],
    now: datetime,
) -> Who:
    """Who asks, if this route is open to them; NotSignedIn, NotAllowed or UnknownSource otherwise.

    A route that hides is not there (Failure 404) for who may not.
    """
    match route.permission:
        case Access.FEED:
            return keys.feeds.check(arguments["source"], dict(request.headers))
        case Access.PUBLIC:
            return _or_anonymous(keys, route, request, now)
        case Access.SIGNED_IN:
            return signed_in(keys, route, request, now)
        case permission:
            who = signed_in(keys, route, request, now)
            try:
                _permitted(who, permission, roles())
            except NotAllowed:
                if route.hides:
                    raise Failure(404) from None
                raise
            return who


def signed_in(keys: Keys, route: Route, request: Request, now: datetime) -> Who:
    """Who the request's token says: the cookie's, or for the API a bearer's; NotSignedIn without a good one."""
    return _who(keys, (shown_token(request) if route.api else "") or request.cookies.get(COOKIE, ""), now)


def known(keys: Keys, request: Request, now: datetime) -> Who:
    """Who the cookie says, or nobody."""
    try:
        return _who(keys, request.cookies.get(COOKIE, ""), now)
    except NotSignedIn:
        return ANONYMOUS


def _who(keys: Keys, token: str, now: datetime) -> Who:
    if not token:
        raise NotSignedIn("access.token_missing")
    who = verify(keys.token, token, now)
    if keys.revocations.cover(who):
        raise NotSignedIn("access.revoked")
    return who


def shown_token(request: Request) -> str:
    """A bearer's token (RFC 6750)."""
    return shown({"Authorization": request.headers.get("Authorization", "")})


def _or_anonymous(keys: Keys, route: Route, request: Request, now: datetime) -> Who:
    try:
        return signed_in(keys, route, request, now)
    except NotSignedIn:
        return ANONYMOUS


def _permitted(who: Who, permission: str | Access | AnyOf, roles: Mapping[str, Role]) -> None:
    names = permission.permissions if isinstance(permission, AnyOf) else (str(permission),)
    if not any(allowed(who, name, roles) for name in names):
        raise NotAllowed(names[0])


def from_our_page(keys: Keys, who: Who, route: Route, request: Request, typed: Mapping[str, str]) -> None:
    """Refuses what another site makes a browser send (CSRF); Failure 403.

    Browsers say where a request comes from (Sec-Fetch-Site, Origin); a signed-in person's form also carries its
    token. A bearer or a feed's key is never sent by a browser of itself, so it needs neither.
    """
    if request.method in SAFE or route.permission is Access.FEED:
        return
    if route.api and (shown_token(request) or not who.signed_in):
        return
    if not _same_origin(request):
        raise Failure(403, "request.elsewhere")
    if not route.api and who.signed_in and not _bound(keys, who, typed.get(CSRF, "")):
        raise Failure(403, "request.stale_form")


def _bound(keys: Keys, who: Who, given: str) -> bool:
    wanted = csrf_token(keys, who)
    return bool(wanted) and hmac.compare_digest(wanted.encode(), given.encode())


def _same_origin(request: Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
