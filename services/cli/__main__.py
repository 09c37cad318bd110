"""The entry script: eventlet takes over the standard library before anything else is imported."""

import os
import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

if sys.argv[1:2] not in (["up"], ["run"]):
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # a command asks for no name; loading that takes a while

if sys.argv[1:2] != ["witness"]:  # it serves with threads of its own, and its department need trust no more than that
    from shared.edge.green import patch

    patch()


def main() -> None:
    """Run the command line."""
    from services.cli.app import app  # noqa: PLC0415 - after the patch
    from shared.telemetry.logs import configure  # noqa: PLC0415 - after the patch

    configure(plain=sys.stderr.isatty())
    app()


if __name__ == "__main__":
    main()
