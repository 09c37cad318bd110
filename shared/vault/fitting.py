"""Whether master keys fit a vault: asked before a vault from a backup takes a place."""

from sqlalchemy import Engine, select

from shared.vault.errors import MasterKeyRefused
from shared.vault.master import MasterKeys
from shared.vault.tables import keys


def versions_in_use(engine: Engine) -> list[int]:
    """The versions of the master key that wrap anything in this vault, in order."""
    statement = select(keys.c.master).where(keys.c.wrapped.is_not(None)).distinct().order_by(keys.c.master)
    with engine.connect() as connection:
        return list(connection.scalars(statement))


def refuse_unfit(engine: Engine, master: MasterKeys) -> None:
    """Nothing, or MasterKeyRefused (a version is missing), Tampered (it is another secret)."""
    for version in versions_in_use(engine):
        if version not in master.secrets:
            raise MasterKeyRefused(
                f"this vault is wrapped under master key version {version}, which the master key file lacks: "
                "add that version's line from the copy you kept"
            )
        statement = select(keys).where(keys.c.wrapped.is_not(None), keys.c.master == version).order_by(keys.c.id)
        with engine.connect() as connection:
            row = connection.execute(statement.limit(1)).one()
        master.unwrap(version, row.id, row.version, row.wrapped)
