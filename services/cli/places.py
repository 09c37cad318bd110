"""Where an installation is found when nobody says it."""

import os
from collections.abc import Mapping
from pathlib import Path

DATA = Path("var")
"""The default of `--data`; with it, the real installation is meant if the environment names one."""
DATABASE = "HUYING_DATABASE_URL"


def is_real(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the variables name an installation on real servers."""
    return bool(environment.get(DATABASE))
