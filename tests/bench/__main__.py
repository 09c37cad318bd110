"""Runs every benchmark, prints a table, writes build/bench.json."""

from shared.edge.green import patch

patch()

import json  # noqa: E402 - after the patch
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from tests.bench import appends, bus, growth, history, orders, real, verifying  # noqa: E402
from tests.bench.table import Figure, table  # noqa: E402


def main() -> None:
    """Seconds per figure may be given: 5 is the default."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    figures: list[Figure] = []
    for bench in (appends, orders, growth, history, verifying, bus, real):
        for figure in bench.measure(seconds):
            figures.append(figure)
            print(table([figure], header=len(figures) == 1), flush=True)
    target = Path("build/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([figure.as_json() for figure in figures], indent=1, ensure_ascii=False))
    print(f"written to {target}")


if __name__ == "__main__":
    main()
