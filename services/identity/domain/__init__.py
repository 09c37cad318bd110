"""Accounts, sign-ins, lockout and renewal: pure."""
