"""`huying` on the real installation: the same commands as on a data folder, told by the environment where it is."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.integration.acceptance.commands import CHECKOUT, Huying, Process, ended_with_us, environment


@dataclass(frozen=True, slots=True)
class RealHuying(Huying):
    """`variables` name the servers."""

    variables: Mapping[str, str] = field(default_factory=dict)

    def start(self, *words: str | Path, **more: str) -> Process:
        return subprocess.Popen(
            [*ended_with_us(), sys.executable, *self.program, *map(str, words)],
            cwd=CHECKOUT,
            env=environment({**self.variables, **more}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
