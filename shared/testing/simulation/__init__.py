"""Services in one process without database, threads, real time or chance: what a simulation is made of.

Deciders, reactions, readers, executor, ear, workers, parking lot and cursor are the real ones; log, vault, wire and
clock are in memory, and held to what the real ones promise by contract tests (`tests/simulation/test_fakes.py`).
"""
