"""Callbacks, reminders, clues. Pure."""
