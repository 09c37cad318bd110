"""The stored map of cases changed by who owns the ledger's database, so that the ledger itself seals what it does not know."""

from hashlib import sha256

import pytest
from sqlalchemy import select, update

from services.ledger.tree.tables import map_nodes
from shared.proof.casemap import decode, encode, key_of
from shared.proof.mapnodes import bits_of, hash_of
from tests.attacks.owner import owning
from tests.attacks.place import Place
from tests.attacks.world import CASE, OTHER, World


def forget(place: Place, subject: str) -> None:
    """The map says that there is one entry of a subject, and all hashes below the root fit. The root stays as it was sealed."""
    way = bits_of(key_of(subject))
    with owning(place, "ledger") as connection:
        nodes = {prefix: bytes(body) for prefix, body in connection.execute(select(map_nodes))}
        depth = next(depth for depth in range(len(way)) if nodes[way[:depth]][0] == 0)
        leaf = nodes[way[:depth]]
        value = decode(leaf[33:])
        assert value.count > 1
        body = leaf[:33] + encode(value._replace(count=1))
        for level in range(depth, 0, -1):
            connection.execute(update(map_nodes).where(map_nodes.c.prefix == way[:level]).values(body=body))
            above = nodes[way[: level - 1]]
            body = above[:33] + hash_of(body) if way[level - 1] == "1" else b"\x01" + hash_of(body) + above[33:]
        assert sha256(body) != sha256(nodes[""])


@pytest.mark.parametrize("said_of", [CASE, OTHER], ids=["of this case", "of another"])
def test_a_map_made_to_forget_entries_below_its_root_is_not_what_is_sealed_next(world: World, said_of: str) -> None:
    forget(world.place, CASE)
    world.start()
    for number in (7, 8):
        world.say("intake", (said_of, "appeal.supplemented", {"number": number}))
        world.tick()
    world.stop()
    assert world.codes() == set()
