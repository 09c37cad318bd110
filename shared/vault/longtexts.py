"""Long texts beside the log (decision 9): a ciphertext too long for an entry is kept in the vault, named by its hash."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from shared.kernel.text import Closed
from shared.kernel.times import stamp
from shared.vault import attachments
from shared.vault.errors import Tampered
from shared.vault.fields import decode, encode
from shared.vault.store import Store

LONGEST_INLINE = 16 * 1024
"""Characters of base64url that stand in an entry; a longer ciphertext is an attachment."""
DETACHED = "sha256:"


def detached(store: Store, closed: Closed, clock: Callable[[], datetime]) -> Closed:
    """The same field, a long ciphertext kept beside the entries and named: an entry has at most 60 KiB."""
    if len(closed.cipher) <= LONGEST_INLINE:
        return closed
    sealed, now = decode(closed.cipher), stamp(clock())
    name = store.write(lambda connection: attachments.keep(connection, closed.key, sealed, closed.home, now))
    return replace(closed, cipher=DETACHED + name)


def attached(store: Store, closed: Closed) -> Closed:
    """The field with its ciphertext in it. Tampered if what is kept is not what was named."""
    if not closed.cipher.startswith(DETACHED):
        return closed
    name = closed.cipher.removeprefix(DETACHED)
    row = store.read(lambda connection: attachments.fetch(connection, name))
    if row is None or row["content"] is None or attachments.name_of(row["content"]) != name:
        raise Tampered(closed.key, "a long text")
    return replace(closed, cipher=encode(row["content"]))
