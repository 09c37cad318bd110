"""Adds examples of new types and shapes to the golden file; what stands there is never changed."""

import sys

from tests.golden.known import known
from tests.golden.lines import FILE, added, read


def main() -> None:
    """Append and say how many."""
    new = added(known(), read())
    with FILE.open("ab") as file:
        file.writelines(body + b"\n" for body in new)
    sys.stdout.write(f"{len(new)} lines added, {len(read())} in all\n")


if __name__ == "__main__":
    main()
