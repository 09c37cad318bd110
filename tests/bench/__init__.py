"""Benchmarks: every figure beside a limit or a peer taken in the same run. `python -m tests.bench [seconds per figure]`."""
