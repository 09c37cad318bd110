"""The append-only event log of one service: append, read, codec, chain, read-model engine, schema."""
