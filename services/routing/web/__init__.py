"""Routing's pages and API."""
