"""Makes the templates anew: `python -m services.supervision.letters FOLDER`, a jurisdiction's folder `letters`."""

import sys
from pathlib import Path

from services.supervision.letters.templates import MADE


def main(folder: Path) -> None:
    """One file a kind. What was changed in Word there is lost."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, make in MADE.items():
        make().save(str(folder / f"{kind}.docx"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
