"""Threads of one process share few heaps: each of its own would keep what its largest piece of work took."""

import os
import platform
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys
if sys.argv[1] == "patched":
    from shared.edge.green import patch
    patch()
from eventlet.patcher import original
threading = original("threading")
together = threading.Barrier(12)
def work():
    together.wait()
    kept = [bytes(2_000) for _ in range(1_000)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for one in threads: one.start()
for one in threads: one.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has no such heaps")
@pytest.mark.parametrize(("start", "few"), [("patched", True), ("plain", False)])
def test_twelve_threads_share_two_heaps_where_they_would_have_had_one_each(start: str, *, few: bool) -> None:
    said = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", HEAPS, start], capture_output=True, text=True, check=True, env=said
    )
    assert (ran.stdout.count("<heap nr=") <= 2) is few, ran.stdout
