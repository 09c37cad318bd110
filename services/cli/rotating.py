"""Rotating the master key of a real installation, in two steps: between them every service learns the new version."""

import os
from typing import Any

from services.cli import alone, secretfile
from services.cli.catalog import NAMES
from services.cli.environment import Environment
from shared.vault import MasterKeys
from shared.vault.datakey import SECRET_BYTES
from shared.vault.fitting import versions_in_use


def begin(environment: Environment) -> dict[str, Any]:
    """Have one new version in every file of secrets; said again it makes no other one. ValueError if they disagree."""
    master = _joined(environment)
    if len(master.secrets) == 1:
        master = master.added(os.urandom(SECRET_BYTES))
    _write(environment, master)
    return {"version": master.current, "rewrapped": 0, "done": False}


def finish(environment: Environment) -> dict[str, Any]:
    """Rewrap every key, then leave the new version alone in the files. ValueError before `begin`, or if a service

    still wraps under the old one.
    """
    files = [secretfile.read(environment.secret_of(name)).master for name in NAMES]
    if any(master.secrets != files[0].secrets for master in files) or len(files[0].secrets) == 1:
        raise ValueError("no rotation was begun, or not all files have it: say huying key rotate first")
    with alone.reached(environment) as installation:
        vault = installation.houses["intake"].vault
        count = vault.rotate(files[0])
        left = [version for version in versions_in_use(vault.engine) if version != files[0].current]
    if left:
        raise ValueError(
            f"a service still wraps keys under version {left[0]}: start every service again, then say this once more"
        )
    _write(environment, files[0].latest())
    return {"version": files[0].current, "rewrapped": count, "done": True}


def _joined(environment: Environment) -> MasterKeys:
    """All versions that stand in any of the files; MasterKeyRefused if one version has two secrets."""
    first, *others = (secretfile.read(environment.secret_of(name)).master for name in NAMES)
    for other in others:
        first = first.joined(other)
    return first


def _write(environment: Environment, master: MasterKeys) -> None:
    for path in sorted({environment.secret_of(name) for name in NAMES}):
        secretfile.put_master(path, master)
