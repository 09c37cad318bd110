"""Tokens of five minutes: JWT signed by identity with Ed25519, verified offline by every service.

Sources: RFC 7519 (claims), RFC 8037 and RFC 9864 (`alg` is `Ed25519`).
"""

import json
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import KeySet, OKPKey
from joserfc.jws import JWSRegistry

from shared.access.who import Who

ISSUER = "huying-identity"
AUDIENCE = "huying"
LIFETIME = timedelta(minutes=5)
SKEW = timedelta(seconds=30)
ALGORITHM = "Ed25519"
LONGEST = 8192


class NotSignedIn(Exception):
    """Nobody is known to be asking. `code` is stable: `access.token_missing`, `access.token_malformed`,
    `access.token_forged`, `access.token_expired`, `access.token_early`, `access.revoked`, `access.feed_key`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def new_key() -> OKPKey:
    """A fresh signing key, named by its thumbprint (RFC 7638)."""
    key = OKPKey.generate_key("Ed25519")
    key.ensure_kid()
    return key


def read_key(text: str) -> OKPKey:
    """The key in a JWK (JSON) or PEM, private or public; JoseError or ValueError if it is none."""
    key = OKPKey.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
    key.ensure_kid()
    return key


def public_half(key: OKPKey) -> OKPKey:
    """What services verify with."""
    half = OKPKey.import_key(dict(key.as_dict(private=False)))
    half.ensure_kid()
    return half


def sign(key: OKPKey, who: Who, now: datetime) -> str:
    """A token that says who this is, from `now` for five minutes."""
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": who.account,
        "name": who.name,
        "unit": who.unit,
        "post": who.post,
        "roles": list(who.roles),
        "sid": who.session,
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
    }
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": key.kid or key.thumbprint()}, claims, key, [ALGORITHM])


def verify(public_key: OKPKey | KeySet, token: str, now: datetime) -> Who:
    """Who signed in; raises NotSignedIn. A set of keys serves while the signing key is being changed."""
    claims = _read(public_key, token)
    if claims.get("iss") != ISSUER or claims.get("aud") != AUDIENCE:
        raise NotSignedIn("access.token_forged")
    who, begins, ends = _content(claims)
    if now.timestamp() >= ends:
        raise NotSignedIn("access.token_expired")
    if begins > (now + SKEW).timestamp():
        raise NotSignedIn("access.token_early")
    return who


def _read(public_key: OKPKey | KeySet, token: str) -> dict[str, Any]:
    if len(token) > LONGEST:
        raise NotSignedIn("access.token_malformed")
    try:
        return jwt.decode(token, public_key, registry=JWSRegistry(algorithms=[ALGORITHM])).claims
    except BadSignatureError:
        raise NotSignedIn("access.token_forged") from None
    except (JoseError, ValueError, TypeError):
        raise NotSignedIn("access.token_malformed") from None


def _content(claims: dict[str, Any]) -> tuple[Who, int, int]:
    texts = [claims.get(name) for name in ("sub", "name", "unit", "post", "sid")]
    roles = claims.get("roles")
    times = (claims.get("iat"), claims.get("exp"))
    if not all(isinstance(text, str) for text in texts) or not claims["sub"]:
        raise NotSignedIn("access.token_malformed")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise NotSignedIn("access.token_malformed")
    if not all(type(moment) is int for moment in times):
        raise NotSignedIn("access.token_malformed")
    who = Who(claims["sub"], claims["name"], claims["unit"], claims["post"], tuple(roles), claims["sid"])
    return who, claims["iat"], claims["exp"]
