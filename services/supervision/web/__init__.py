"""Supervision's pages and API."""
