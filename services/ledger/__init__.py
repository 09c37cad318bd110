"""总账: the sealed copy of all logs, and the index of cases."""
