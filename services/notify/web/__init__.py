"""Notify's pages and API: what was told to whom, and what could not be."""
