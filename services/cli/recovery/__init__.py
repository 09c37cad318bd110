"""A log that is behind what others heard of it: found, filled up byte for byte, told to its read models."""
