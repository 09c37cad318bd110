"""Evidence bundles (证据包): a case's entries with their proofs, what a reader may see of them, and a history to read."""
