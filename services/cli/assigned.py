"""A file that assigns the numbers of a source to units: CSV with `source_no`, `unit` and, if wanted, `limit`."""

import csv
from pathlib import Path

NEEDED = ("source_no", "unit")


def read_assigned(path: Path) -> dict[str, tuple[str, str]]:
    """Number → unit and limit ("" where none is written). ValueError for a file without these columns."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := [name for name in NEEDED if name not in (rows.fieldnames or ())]:
            raise ValueError(
                f"{path} has no column {', '.join(missing)}; it needs source_no and unit, and may have limit"
            )
        return {row["source_no"].strip(): (row["unit"].strip(), (row.get("limit") or "").strip()) for row in rows}
