"""Where an installation is found when nobody says it."""

from pathlib import Path

DATA = Path("var")
"""The default of `--data`; with it, the real installation is meant if the environment names one."""
