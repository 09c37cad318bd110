"""The entry script: eventlet takes over the standard library before anything else is imported."""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

from shared.edge.green import patch  # noqa: E402 - the filter above must come first

patch()


def main() -> None:
    """Run the command line."""
    from services.cli.app import app  # noqa: PLC0415 - after the patch

    app()


if __name__ == "__main__":
    main()
