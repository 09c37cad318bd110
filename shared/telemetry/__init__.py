"""Metrics, traces, logs, and the named points at which a test may end the process."""
