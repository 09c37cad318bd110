"""A file that came with an appeal or a supplement: kept encrypted beside the log, named in the entry."""

from dataclasses import dataclass, replace

from shared.kernel.text import Private, Text

MOST = 5
"""Files at a time."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`hash` names the encrypted bytes (SHA-256) in the vault; `size` are bytes before encryption.

    `digest` is SHA-256(salt ‖ content), "" in older entries: whoever is given salt and content can check them by it.
    """

    name: Private
    hash: str
    media_type: str
    size: int
    digest: str = ""


def closed_under(key: str, attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """The same files, their names to be closed under this key."""
    return tuple(replace(one, name=one.name.under(key)) if isinstance(one.name, Text) else one for one in attachments)
