"""Transfers, instructions, meetings and escalations on pages and in the API."""
