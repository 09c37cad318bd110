"""`python -m tests.simulation [seconds] [first seed]`: histories until the time is over, or one seed with its trace.

Prints how many a minute; the first seed at fault ends it, with what does not hold and every step of its histories.
With 0 seconds exactly the given seed is played, and its trace printed.
"""

import gc
import sys
import time
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

from tests.simulation.histories import Told, tell, undistracted  # noqa: E402 - after the filter

GATHER = 20
"""Seeds between two collections of garbage."""


def main() -> int:
    """0 when everything held."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with undistracted():
        tell(first)  # rules are read and caches filled before the time is taken
        if seconds == 0:
            return show(tell(first))
        return run(seconds, first)


def run(seconds: float, first: int) -> int:
    """One seed after the other."""
    began, used = time.perf_counter(), time.process_time()
    seed, histories, steps = first, 0, 0
    while time.perf_counter() - began < seconds:
        told = tell(seed)
        histories, steps = histories + len(told.towns), steps + told.steps
        if told.faults:
            return show(told)
        if seed % GATHER == 0:
            gc.collect()
        seed += 1
    minutes, busy = (time.perf_counter() - began) / 60, (time.process_time() - used) / 60
    print(
        f"seeds {first} to {seed - 1}: {histories} histories, {steps} steps, everything held; "
        f"{histories / minutes:.0f} histories a minute ({histories / busy:.0f} a minute of processor time)"
    )
    return 0


def show(told: Told) -> int:
    """The trace of a seed, then its faults."""
    for town in told.towns:
        print(f"-- seed {told.seed}: {len(town.trace)} steps")
        for number, line in enumerate(town.trace, 1):
            print(number, *line)
    print(f"seed {told.seed}:", *(told.faults or ["everything held"]), sep="\n  ")
    if told.faults:
        print(f"again: python -m tests.simulation 0 {told.seed}")
    return 1 if told.faults else 0


if __name__ == "__main__":
    sys.exit(main())
