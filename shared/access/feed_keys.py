"""Keys of machine channels. A service holds only their SHA-256; keys are long and random, so no slow hash is needed."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.access.tokens import NotSignedIn
from shared.access.who import Who, feed


class UnknownSource(Exception):
    """No feed of this name."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source


def hashed(key: str) -> str:
    """What the secrets hold for a key: SHA-256 in lower-case hex."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def shown(headers: Mapping[str, str]) -> str:
    """The key a request shows, in `Authorization: Bearer <key>` or `X-Api-Key`; empty if none."""
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else headers.get("X-Api-Key", "").strip()


@dataclass(frozen=True, slots=True)
class FeedKeys:
    """source → hashed keys; several while a key is being changed, none when a source has no key yet."""

    hashes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def source_of(self, key: str) -> str | None:
        """The feed whose key this is; None for nobody's. Every hash is compared, as in `check`."""
        given = hashed(key)
        hits = [
            source for source, kept in self.hashes.items() for one in kept if hmac.compare_digest(given, one.lower())
        ]
        return hits[0] if hits else None

    def check(self, source: str, headers: Mapping[str, str]) -> Who:
        """The feed, if its key was shown; NotSignedIn for a wrong key, UnknownSource for no such feed.

        Every hash is compared, in constant time, so that the answer's delay tells nothing.
        """
        if source not in self.hashes:
            raise UnknownSource(source)
        given = hashed(shown(headers))
        hits = [hmac.compare_digest(given, kept.lower()) for kept in self.hashes[source]]
        if not any(hits):
            raise NotSignedIn("access.feed_key")
        return feed(source)
