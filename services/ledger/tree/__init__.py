"""The tree over every entry (decision 20): its sequencer, its stores, its proofs, and what is served of it."""
