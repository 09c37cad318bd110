"""Reading .xlsx with flat memory, whatever its size, and without trusting it."""
