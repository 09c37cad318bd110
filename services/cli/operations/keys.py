"""Rotating the master key of an embedded installation."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from services.cli.installation import Installation
from shared.vault import load, save
from shared.vault.datakey import SECRET_BYTES


def rotate(installation: Installation) -> dict[str, Any]:
    """A new version of the master key, every key rewrapped under it, the old version thrown away.

    Both versions are in the file while keys are rewrapped: killed at any moment it loses nothing, and said again it
    goes on with the version it had made.
    """
    path = installation.folder / "master.key"
    master = load(path)
    if len(master.secrets) == 1:
        master = master.added(os.urandom(SECRET_BYTES))
        save(path, master)
    count = installation.houses["intake"].vault.rotate(master)
    save(path, master.latest())
    return {"version": master.current, "rewrapped": count, "done": True}


OPERATIONS: Mapping[str, Callable[..., Any]] = {"key.rotate": rotate}
