"""The table in the documents names every attack that is tested here, and no other."""

import re
from pathlib import Path

TABLE = Path("docs/operations/attacks.md")
NAMED = re.compile(r"\| `(test_[a-z0-9_]+)` \|$", re.MULTILINE)
TESTED = re.compile(r"^def (test_[a-z0-9_]+)\(", re.MULTILINE)


def test_the_table_of_attacks_is_the_list_of_tests(root: Path) -> None:
    rows = NAMED.findall((root / TABLE).read_text(encoding="utf-8"))
    files = [path for path in (root / "tests" / "attacks").glob("test_*.py") if path.name != Path(__file__).name]
    tests = [name for path in files for name in TESTED.findall(path.read_text(encoding="utf-8"))]
    assert len(tests) > 30
    assert sorted(rows) == sorted(tests)
