"""Attachments swapped and keys destroyed by hand in the vault, behind the back of those who must agree."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, update

from services.intake.domain.erasure import ApproveShred, RequestShred, erasure
from shared.kernel.rejection import Rejected
from shared.kernel.text import asker_key
from shared.vault import Tampered
from shared.vault.shredding import destroy
from shared.vault.tables import attachments, keys
from tests.attacks.owner import owning
from tests.attacks.place import VAULT
from tests.attacks.world import ASKER, CASE, World
from tests.unit.small_rules import at

KEY = asker_key(ASKER)
ANOTHER = b"HYA1 another photograph, sealed under no key of ours"
BY_HAND: dict[str, tuple[Callable[[Connection], object], set[str]]] = {
    "as the program destroys": (
        lambda vault: destroy(vault, [KEY], "2026-11-24T04:00:00.000000Z"),
        {"vault.shredded_unsaid"},
    ),
    "its row deleted": (lambda vault: vault.execute(delete(keys).where(keys.c.id == KEY)), {"vault.key_lost"}),
    "its secret emptied": (
        lambda vault: vault.execute(update(keys).where(keys.c.id == KEY).values(wrapped=None, master=None)),
        {"vault.shredded_unsaid"},
    ),
}


def test_one_person_alone_cannot_shred() -> None:
    with pytest.raises(Rejected) as refused:
        erasure.decide(ApproveShred(ASKER, (), at()), erasure.initial)
    assert refused.value.code == "erasure.not_requested"
    [requested] = erasure.decide(RequestShred(ASKER, "asker_request", at()), erasure.initial)
    with pytest.raises(Rejected) as refused:
        erasure.decide(ApproveShred(ASKER, (), at()), erasure.evolve(erasure.initial, requested))
    assert refused.value.code == "erasure.same_person"


@pytest.mark.parametrize("how", BY_HAND)
def test_a_key_destroyed_by_hand_is_one_that_no_two_people_agreed_about(world: World, how: str) -> None:
    deed, found = BY_HAND[how]
    with owning(world.place, VAULT) as connection:
        deed(connection)
    assert world.codes() == found


def test_a_key_destroyed_after_two_people_agreed_is_in_order(world: World) -> None:
    agreed(world, ASKER)
    assert world.codes() == set()
    with owning(world.place, VAULT) as connection:
        connection.execute(delete(attachments))  # nobody can read it any more, with or without its row
    assert world.codes() == set()


def test_an_attachment_swapped_in_the_vault_is_not_the_one_that_its_entry_names(world: World) -> None:
    with owning(world.place, VAULT) as connection:
        name = connection.execute(
            update(attachments).values(content=ANOTHER).returning(attachments.c.name)
        ).scalar_one()
    assert world.codes() == {"vault.attachment"}
    vault = world.vault()
    with pytest.raises(Tampered):
        vault.hand_out(name, "evidence.export")
    vault.engine.dispose()


def test_an_attachments_content_taken_away_is_missed_while_its_key_lives(world: World) -> None:
    with owning(world.place, VAULT) as connection:
        connection.execute(update(attachments).values(content=None))
    assert world.codes() == {"vault.attachment_lost"}


def test_an_attachment_deleted_with_its_row_is_missed_by_the_entry_that_names_it(world: World) -> None:
    with owning(world.place, VAULT) as connection:
        [name] = connection.scalars(delete(attachments).returning(attachments.c.name)).all()
    assert world.codes() == {"vault.attachment_missing"}
    [missing] = world.look()["vault"]["faults"]
    assert missing["position"] == 1
    assert f"case {CASE}, intake: the attachment {name}" in missing["detail"]
    assert "take the row from the last backup" in missing["detail"]
    assert world.codes(services=("intake",)) == world.codes(incremental=True) == set()  # what is said to be looked at
    vault = world.vault()
    with pytest.raises(KeyError):
        vault.hand_out(name, "evidence.export")
    vault.engine.dispose()


def test_an_attachment_put_under_a_destroyed_key_is_not_under_the_one_its_entry_names(world: World) -> None:
    agreed(world, another := "0192f3a4-0000-7000-8000-000000000002")
    with owning(world.place, VAULT) as connection:
        connection.execute(update(attachments).values(key=asker_key(another), content=None))
    assert world.codes() == {"vault.attachment_key"}


def agreed(world: World, asker: str) -> None:
    """Two people agree to erase an asker, and the key is destroyed."""
    world.start()
    world.say("intake", (asker_key(asker), "asker.shred_approved", {"asker": asker, "cases": []}))
    world.hear()
    vault = world.vault()
    vault.shred([asker_key(asker)])
    vault.engine.dispose()
    world.stop()
