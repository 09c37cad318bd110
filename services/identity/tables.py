"""What identity keeps beside its log and never says: hashes of passwords and renewals, and tries that failed.

They are no read models: no log can give them back, so they belong into the backup and are never rebuilt.
"""

from sqlalchemy import Column, MetaData, Table, Text

from shared.eventlog.readmodel import ReadModel
from shared.eventlog.schema import Utc

metadata = MetaData()

credentials = Table(
    "credentials",
    metadata,
    Column("account", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("changed_at", Utc, nullable=False),
)
"""Argon2id, in its PHC form."""

renewals = Table(
    "renewals",
    metadata,
    Column("session", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("current", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("rotated_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)
"""See `domain/renewal.py`."""

tries = Table(
    "tries",
    metadata,
    Column("name", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("locked_until", Utc),
    Column("last_at", Utc, nullable=False),
)
"""`name` is a keyed hash of what was typed (it may be a password), `at` the times, as text, in one line."""

PRIVATE = ReadModel("identity_private", (credentials, renewals, tries), derived=False)
"""Hears nothing; it is listed among the read models so that the tables are made with theirs."""
