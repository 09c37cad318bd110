"""The callback (回访) of a case: one aggregate per case, rounds inside. It settles how each round ends."""
