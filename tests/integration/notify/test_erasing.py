from tests.integration.notify.room import PHONE, Room, asker_of


def test_a_shredded_askers_files_go_and_nothing_more_is_sent(room: Room) -> None:
    no = room.receive(source="12345")
    room.close(no)
    room.sender.turn()
    other = room.receive(source_no="GD-2")
    room.close(no)
    room.shred(no)
    room.sender.turn()
    assert [file.parent.name for file in room.files()] == [asker_of(other)]
    assert room.files("writeback") == []
    assert {row["code"] for row in room.rows(state="given_up")} == {"shredded"}
    assert len(room.said("outbox.erased")) == 1
    everything = b"".join(path.read_bytes() for path in room.house.world.folder.rglob("*.json"))
    assert everything.count(PHONE.encode()) == 1


def test_an_erasure_that_the_disk_refused_is_tried_again(room: Room) -> None:
    no = room.receive()
    (room.house.world.folder / "outbox").write_text("a file where a folder should be")
    room.shred(no)
    room.sender.turn()
    assert room.said("outbox.erased") == []
    (room.house.world.folder / "outbox").unlink()
    room.clock.pass_(minutes=1)
    room.sender.turn()
    assert len(room.said("outbox.erased")) == 1
