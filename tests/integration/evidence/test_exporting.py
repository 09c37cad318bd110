"""A case's bundle, from the services that hold it to the outsider who checks it."""

import json
import sqlite3
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab")

from services.cli.alone import drain
from services.cli.operations import shredding
from services.cli.operations.evidence import export
from services.ledger.tree import proving
from services.ledger.web.story import in_order
from shared.proof.bundle.verdict import INVALID, SIGNED, Verdict, verdict_of
from shared.proof.bundle.zipped import unzipped, zipped
from tests.integration.evidence.conftest import MORE, PHOTO, WORDS, Town, facts_of


def exported(town: Town, name: str, **more: Any) -> tuple[dict[str, Any], bytes]:
    out = town.folder / name
    return export(town.installation, no=town.no, out=str(out), **more), out.read_bytes()


def judged(town: Town, content: bytes) -> Verdict:
    return verdict_of(content, town.given)


def opened(content: bytes) -> set[str]:
    return {one["value"] for one in json.loads(unzipped(content)["opened.json"])}


def test_without_a_name_everything_stays_closed_and_the_proof_holds(town: Town) -> None:
    told, content = exported(town, "closed.zip")
    files = unzipped(content)
    assert judged(town, content).kind == SIGNED
    assert (told["opened"], told["attachments"]) == (0, 0)
    assert (json.loads(files["opened.json"]), json.loads(files["attachments.json"])) == ([], [])
    assert files["history.pdf"].startswith(b"%PDF")
    assert [name for name in files if name.startswith("rules/")]
    assert town.folder.joinpath("closed.zip").stat().st_mode & 0o077 == 0


def test_with_name_and_reason_fields_and_files_are_opened_and_can_be_checked(town: Town) -> None:
    told, content = exported(town, "opened.zip", account="jijian", reason="核查线索")
    files = unzipped(content)
    assert judged(town, content).kind == SIGNED
    assert {WORDS, MORE, "1.pdf"} <= opened(content)
    assert told["attachments"] == 1
    assert [body for name, body in files.items() if name.startswith("attachments/")] == [PHOTO]


def test_opening_and_exporting_leave_entries_that_auditors_alone_are_told(town: Town) -> None:
    told, content = exported(town, "again.zip", account="jijian", reason="核查线索")
    facts = _later(town)
    exports = [fact for fact in facts if fact.type == "evidence.exported"]
    assert exports[-1].data["manifest"] == told["manifest"]
    assert exports[-1].actor.account == "jijian"
    assert exports[-1].data["reason"]["cipher"]
    within = [json.loads(body)["type"] for name, body in unzipped(content).items() if name.startswith("entries/")]
    assert "personal.opened" in within
    _, later = exported(town, "later.zip", account="jijian", reason="再次核查")
    assert "核查线索" not in opened(later)
    shown = {fact.type for fact in in_order(facts, readings=False)}
    assert not shown & {"personal.opened", "evidence.exported"}


def _later(town: Town) -> list[Any]:
    drain(town.installation)
    return facts_of(town.installation.houses["ledger"], town.no)


def test_a_name_without_reason_opens_nothing_and_exports_nothing(town: Town) -> None:
    with pytest.raises(ValueError, match="--reason"):
        exported(town, "half.zip", account="jijian")
    with pytest.raises(ValueError, match="no case"):
        export(town.installation, no="20261124-0000000000A", out=str(town.folder / "none.zip"))


def test_it_begins_from_a_checkpoint_that_was_kept(town: Town) -> None:
    with town.installation.houses["ledger"].log.reading() as connection:
        kept = proving.checkpoint(connection)
    assert kept is not None
    exported(town, "between.zip", account="jijian", reason="x")
    _, content = exported(town, "earlier.zip", earlier=b64encode(kept.note).decode())
    assert unzipped(content)["earlier-checkpoint"] == kept.note
    assert verdict_of(content, town.given._replace(checkpoint=kept.note)).kind == SIGNED


def test_a_case_with_an_entry_of_another_left_out_is_not_whole(town: Town) -> None:
    _, content = exported(town, "whole.zip")
    files = unzipped(content)
    last = max(name for name in files if name.startswith("entries/"))
    files.pop(last)
    assert judged(town, zipped(files)).kind == INVALID


def test_a_changed_copy_is_never_given_out(town: Town, tmp_path: Path) -> None:
    ledger = town.installation.houses["ledger"]
    path = ledger.engine.url.database
    assert path
    with sqlite3.connect(path) as database:
        row = database.execute("select body from inbox where type = 'appeal.supplemented'").fetchone()
        trigger = database.execute("select sql from sqlite_master where name = 'inbox_no_update'").fetchone()[0]
        database.execute("drop trigger inbox_no_update")
        changed = row[0].replace(b'"actor":"asker"', b'"actor":"other"')
        database.execute("update inbox set body = ? where type = 'appeal.supplemented'", (changed,))
    try:
        with pytest.raises(ValueError, match=r"inclusion.root_mismatch"):
            export(town.installation, no=town.no, out=str(tmp_path / "changed.zip"))
        assert not (tmp_path / "changed.zip").exists()
    finally:
        with sqlite3.connect(path) as database:
            database.execute("update inbox set body = ? where type = 'appeal.supplemented'", (row[0],))
            database.execute(trigger)


def test_z_what_was_shredded_stays_closed_and_the_proof_holds(town: Town) -> None:
    shredding.request(town.installation, no=town.no, by="a", basis="asker_request")
    shredding.approve(town.installation, no=town.no, by="b")
    told, content = exported(town, "shredded.zip", account="jijian", reason="核查")
    assert judged(town, content).kind == SIGNED
    assert not opened(content) & {WORDS, MORE}
    assert told["attachments"] == 0
    types = [json.loads(body)["type"] for name, body in unzipped(content).items() if name.startswith("entries/")]
    assert "appeal.received" in types
