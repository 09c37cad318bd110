"""Common needs on pages and in the API."""
