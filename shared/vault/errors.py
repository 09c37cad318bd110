"""What the vault says when it will not or cannot."""


class VaultError(Exception):
    """Anything the vault refuses; the message is a sentence that says what to do, without personal data."""


class Shredded(VaultError):
    """The key was destroyed: what was closed under it is gone for good. `key` is the key's id."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key} was destroyed; what was closed under it cannot be read again")
        self.key = key


class UnknownKey(VaultError):
    """The vault has never had this key (an older backup of the vault, or a forged field)."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the vault has no key {key}; was the vault restored from an older backup?")
        self.key = key


class Forbidden(VaultError):
    """This role may not do this. `role` is the service's role, `deed` what it tried, `about` key kind or purpose."""

    def __init__(self, role: str, deed: str, about: str) -> None:
        super().__init__(f"the role {role} may not {deed} {about}")
        self.role, self.deed, self.about = role, deed, about


class Tampered(VaultError):
    """A ciphertext, digest, home or wrapped key is not what was once written. `key` is the id of its key."""

    def __init__(self, key: str, part: str) -> None:
        super().__init__(f"{part} under the key {key} is not what was written")
        self.key, self.part = key, part


class MasterKeyRefused(VaultError):
    """The master key file, or a version of the master key, cannot be used."""


class TooLarge(VaultError):
    """An attachment over the limit. `limit` is in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"an attachment may have at most {limit} bytes")
        self.limit = limit


class NotErased(VaultError):
    """The keys are destroyed, but the write-ahead log could not be truncated: shred the same keys once more."""
