import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from services.notify.gateways.outbox import Outbox
from services.notify.gateways.write_back import WriteBackFiles
from tests.unit.notify.gateways.messages import ASKER, RESULT, SMS, TO_UNIT, failure


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.json*"))


def test_a_message_is_a_file_of_its_asker(tmp_path: Path) -> None:
    Outbox(tmp_path).send(SMS)
    assert files(tmp_path) == [f"{ASKER}/{SMS.id}.json"]
    said = json.loads((tmp_path / ASKER / f"{SMS.id}.json").read_text())
    assert (said["address"], said["text"], said["at"]) == (SMS.address, SMS.text, "2026-11-24T01:30:00.000000Z")


def test_a_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    Outbox(tmp_path).send(SMS)
    assert (tmp_path / ASKER / f"{SMS.id}.json").stat().st_mode & 0o077 == 0


def test_sending_the_same_delivery_twice_is_one_file(tmp_path: Path) -> None:
    Outbox(tmp_path).send(SMS)
    Outbox(tmp_path).send(SMS)
    assert len(files(tmp_path)) == 1


def test_a_units_messages_stand_apart(tmp_path: Path) -> None:
    Outbox(tmp_path).send(TO_UNIT)
    assert files(tmp_path) == [f"units/housing/{SMS.id}.json"]


def test_erasing_an_asker_leaves_the_others(tmp_path: Path) -> None:
    outbox, other = Outbox(tmp_path), replace(SMS, whose="another")
    for message in (SMS, other, TO_UNIT):
        outbox.send(message)
    outbox.erase(ASKER)
    outbox.erase(ASKER)
    assert files(tmp_path) == [f"another/{SMS.id}.json", f"units/housing/{SMS.id}.json"]


def test_nothing_is_written_for_an_erased_asker(tmp_path: Path) -> None:
    Outbox(tmp_path).erase(ASKER)
    assert failure(Outbox(tmp_path).send, SMS) == ("shredded", True, None)
    assert files(tmp_path) == []


def test_erasing_while_others_write_leaves_nothing(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)

    def write(part: int) -> None:
        for number in range(40):
            try:
                outbox.send(replace(SMS, id=f"{part}-{number}"))
            except Exception:  # noqa: BLE001 - the race is the point; what counts is what is left
                return

    writers = [threading.Thread(target=write, args=(part,)) for part in range(3)]
    for writer in writers:
        writer.start()
    outbox.erase(ASKER)
    for writer in writers:
        writer.join()
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["../etc", "a/b", "", ".erased", "a" * 101])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert failure(Outbox(tmp_path / "outbox").send, replace(SMS, whose=name)) == ("bad_name", True, None)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where a folder should be")
    assert failure(Outbox(tmp_path / "outbox").send, SMS) == ("storage", False, None)


def test_the_newest_come_first_and_unfinished_ones_not_at_all(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    for number in range(3):
        outbox.send(replace(SMS, id=f"m{number}"))
    outbox.send(TO_UNIT)
    (tmp_path / ASKER / "m9.json.part").write_text("{")
    assert [said["id"] for said in outbox.newest(3)] == [SMS.id, "m2", "m1"]


def test_the_newest_of_an_outbox_that_is_not_there_are_none(tmp_path: Path) -> None:
    assert Outbox(tmp_path / "none").newest(5) == []


def test_what_goes_back_to_a_source_is_a_file_per_fact_of_the_case(tmp_path: Path) -> None:
    files_back = WriteBackFiles(tmp_path)
    files_back.send(RESULT)
    files_back.send(RESULT)
    assert files(tmp_path) == [f"12345/{SMS.case_no}/{SMS.id}.json"]
    assert json.loads((tmp_path / files(tmp_path)[0]).read_text()) == dict(RESULT.facts)


def test_what_went_back_about_a_case_can_be_erased(tmp_path: Path) -> None:
    files_back = WriteBackFiles(tmp_path)
    files_back.send(RESULT)
    files_back.erase(SMS.case_no)
    assert files(tmp_path) == []
    assert failure(files_back.send, RESULT) == ("shredded", True, None)
