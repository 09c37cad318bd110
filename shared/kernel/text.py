"""Personal data in commands and entries: `Text` before it is closed (encrypted), `Closed` afterwards.

A command carries `Text`; `decide` says under which key it belongs (`text.under(key)`); `execute` closes it.
An event's field is typed `Private`; one read from the log holds `Closed`. See `shared.vault` for the encryption.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Home:
    """The place a field was closed for: it is authenticated with the ciphertext."""

    subject: str
    id: str
    path: str


class Private:
    """Personal data or free text: `Text` (open) or `Closed`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text(Private):
    """Open text. `key` is set by `decide`; `compare` asks for a `same` tag; `same` is that tag (hex).

    `unknown` says that the text cannot be compared any more, because its asker was shredded.
    """

    value: str = field(repr=False)
    key: str | None = None
    compare: bool = False
    same: str | None = None
    unknown: bool = False

    def under(self, key: str) -> "Text":
        """The same text, to be closed under the key `asker/<id>`, `case/<no>` or `discipline/<id>`."""
        return replace(self, key=key)


@dataclass(frozen=True, slots=True)
class Closed(Private):
    """An encrypted field, as it stands in an entry. Binary parts are base64url without padding; digests are hex."""

    key: str
    version: int
    nonce: str
    cipher: str
    digest: str
    home: Home
    same: str | None = None


def asker_key(asker: str) -> str:
    """The key under which an asker's words are closed."""
    return f"asker/{asker}"


def case_key(case_no: str) -> str:
    """The key under which officers' words about a case are closed."""
    return f"case/{case_no}"


def discipline_key(matter: str) -> str:
    """The key under which a complaint about officials, a clue or a review is closed whole."""
    return f"discipline/{matter}"
