"""The database refuses to write, its disk is full, or it forgets: and the suite must see the last."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest

from shared.testing.process import ServerFailed, folder_of, unprivileged
from tests.faults import records
from tests.faults.feeding import Feeder, orders_of
from tests.faults.judging import judge
from tests.faults.outcome import Outcome
from tests.faults.town import Town, town
from tests.integration.acceptance.invented import orders, written


def altered(town: Town, *statements: str) -> None:
    with closing(psycopg2.connect(town.postgres.url("postgres"))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in ("SET default_transaction_read_only = off", *statements, "SELECT pg_reload_conf()"):
                cursor.execute(statement)


@pytest.mark.long
def test_database_read_only(shared_town: Town, fault: Outcome, tmp_path: Path) -> None:
    """As after a change of the primary, for longer than a message is tried: nothing may be parked for it."""
    town = shared_town
    file = written(tmp_path / "orders.csv", orders(60, prefix="RO"))
    feeder = Feeder(town, orders_of(file))
    feeder.start()
    feeder.allow(30)
    town.until(lambda: len(feeder.acknowledged) >= 20, 60, "orders come in")
    altered(town, "ALTER SYSTEM SET default_transaction_read_only = on")
    try:
        time.sleep(1)
        before = records.heads(town)["intake"]
        feeder.allow(10)
        time.sleep(15)
        assert records.heads(town)["intake"] == before, "something was written: the fault was none"
    finally:
        altered(town, "ALTER SYSTEM RESET default_transaction_read_only")
    feeder.finish()
    fault.recovered += feeder.again
    fault.unexpected += feeder.unexpected
    judge(town, fault, file, feeder.acknowledged)
    assert fault.good, fault.told()


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A tmpfs of so many MiB for PostgreSQL's data."""
    if os.geteuid() != 0:
        pytest.skip("a small tmpfs needs root")
    owner = unprivileged()
    with folder_of("disk", owner) as folder:
        disk = folder / "small"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "huying-faults", disk], check=True)
        try:
            if owner is not None:
                shutil.chown(disk, owner)
            yield disk
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.mark.long
def test_database_disk_full(fault: Outcome, tmp_path: Path) -> None:
    file = written(tmp_path / "orders.csv", orders(120, prefix="FU"))
    sizes = ("min_wal_size=32MB", "max_wal_size=48MB")
    with small_disk(420) as disk, town(settings=sizes, data=disk / "data") as small:
        _full(small, fault, disk, file)
    assert fault.good, fault.told()


def _full(small: Town, fault: Outcome, folder: Path, file: Path) -> None:
    ballast = folder / "ballast"
    feeder = Feeder(small, orders_of(file), patience=30)
    try:
        feeder.start()
        feeder.allow(40)
        small.until(lambda: len(feeder.acknowledged) >= 20, 90, "orders come in")
        filled(ballast)
        feeder.allow(60)
        small.until(lambda: feeder.again > 3, 90, "orders are turned away while the disk is full")
        time.sleep(12)
        ballast.unlink()
        small.postgres.kill()  # it may have given up itself when it could not even recover
        with suppress(ServerFailed):
            small.postgres.start()
        feeder.finish()
        fault.recovered += feeder.again
        fault.unexpected += feeder.unexpected
        judge(small, fault, file, feeder.acknowledged)
    finally:
        feeder.stop()


def filled(ballast: Path) -> None:
    """Write until there is no room."""
    with suppress(OSError), ballast.open("wb", buffering=0) as out:
        while True:
            out.write(b"\0" * 4096)


@pytest.mark.long
def test_the_controlled_failure_is_caught(fault: Outcome, tmp_path: Path) -> None:
    """PostgreSQL confirms before it writes (synchronous_commit off) and is killed: the suite must find what was lost.

    Whoever would write by itself is frozen: what the kernel has been given outlives a process that is killed.
    """
    forgetful = ("synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB", "wal_buffers=64MB")
    file = written(tmp_path / "orders.csv", orders(60, prefix="CF"))
    outcome = Outcome("what a forgetful database does")
    with town(settings=forgetful) as forgetting:
        altered(forgetting, "CHECKPOINT")
        forgetting.postgres.freeze("walwriter", "background writer", "checkpointer")
        feeder = Feeder(forgetting, orders_of(file))
        feeder.start()
        feeder.allow(40)
        forgetting.until(lambda: len(feeder.acknowledged) >= 40, 60, "orders are acknowledged")
        forgetting.postgres.kill()
        forgetting.postgres.start()
        feeder.finish()
        judge(forgetting, outcome, file, feeder.acknowledged, drain=30)
    fault.figures = {"found lost": len(outcome.lost), "found unexpected": len(outcome.unexpected)}
    assert any("was acknowledged and has no case" in find for find in outcome.lost), outcome.told()
