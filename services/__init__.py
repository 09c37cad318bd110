"""The services of Huying; they never import each other. `cli` alone sees all."""
