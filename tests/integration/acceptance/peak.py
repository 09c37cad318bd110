"""Run a command and write the peak of its resident memory (KiB) to a file.

A small process between the tests and the command: Linux counts a child's peak from that of who forked it.
"""

import resource
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    ran = subprocess.run(sys.argv[2:], check=False)
    Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
    sys.exit(ran.returncode)
