"""Backups: complete or visibly unfinished, with a manifest that every restore is held to."""
