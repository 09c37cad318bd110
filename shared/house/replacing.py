"""Putting a changed file of secrets in the place of the former one."""

import os
from pathlib import Path
from stat import S_IMODE


def replace(draft: Path, path: Path) -> None:
    """Whole or not at all, for the same user and the same readers. OSError if it cannot be written.

    Where containers mount it, a service that may not read it any more would find out only when it is started again.
    """
    former = path.stat()
    if os.geteuid() == 0:
        os.chown(draft, former.st_uid, former.st_gid)
    draft.chmod(S_IMODE(former.st_mode))
    draft.replace(path)
