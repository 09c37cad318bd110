"""The tree and its proofs: hashes, signed notes, the map of cases, evidence bundles. Pure; checking needs no packages."""
