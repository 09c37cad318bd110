"""The process that is copied: loads all that commands load, then waits for orders on the socket whose number it is given.

An order is JSON (words, environment, folder) with four streams: standard input, output, errors, and where to say the new
process's id and, when it has ended, its status as `waitpid` gives it: a line each. This process ends with its socket.
"""

import ctypes
import gc
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module, reload
from os import waitpid  # before eventlet's patch, which would look again and again instead of waiting
from pathlib import Path
from typing import Any

ORDER = 1 << 16
STREAMS = 4
NAMED = Path("services/cli/__main__.py")
"""With its package this gives the name of the program in what it says."""
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux' prctl."""


def load() -> None:
    """Everything that a command may need, on which no environment has an influence."""
    import services.cli.__main__  # noqa: F401 - eventlet's patch comes first of all
    from services.cli.app import COMMANDS, MODULES
    from services.cli.catalog import specs

    specs()
    for name in COMMANDS:
        import_module(f"services.cli.{MODULES.get(name, name)}")
    with suppress(ImportError):
        import_module(
            "typer._adapters"
        )  # by which it loads pydantic, where that is installed, when it reads the first option
    gc.freeze()  # what nobody changes stays one memory for all copies


def die_with_parent() -> None:
    """Linux kills this process when the one that copied it ends."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def keep(order: Mapping[str, Any], streams: Sequence[int]) -> bool:
    """Copy, and tell how the copy ends. True in the copy; the keeper does not return."""
    said = streams[-1]
    if (child := os.fork()) == 0:
        become(order, streams)
        return True
    for stream in streams[:-1]:
        os.close(stream)
    os.write(said, b"%d\n" % child)
    _, status = waitpid(child, 0)
    os.write(said, b"%d\n" % status)
    os._exit(0)


def become(order: Mapping[str, Any], streams: Sequence[int]) -> None:
    """What a process is that was started anew for this command."""
    die_with_parent()
    os.setsid()
    for number, stream in enumerate(streams[:-1]):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv[:] = [str(NAMED), *order["words"]]
    sys.modules["__main__"].__package__ = "services.cli"
    reload(sys.modules["shared.telemetry.crashpoints"])  # the one module that reads the environment when it is loaded
    random.seed()


def serve(channel: socket.socket) -> bool:
    """Orders until the socket ends; True in a process that is to carry one out."""
    while True:
        body, streams, _, _ = socket.recv_fds(channel, ORDER, STREAMS)
        if not body:
            return False
        if os.fork() == 0:
            channel.close()
            die_with_parent()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return keep(json.loads(body), streams)
        for stream in streams:
            os.close(stream)


if __name__ == "__main__":
    channel = socket.socket(fileno=int(sys.argv.pop(1)))  # before the patch: it waits without eventlet
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are not waited for
    channel.sendall(b"loaded")
    if serve(channel):
        from services.cli.__main__ import main

        main()
