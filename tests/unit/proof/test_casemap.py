"""The map of cases against one made anew from its definition, whatever the order in which it grew."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.proof import casemap, mapnodes

SUBJECTS = st.text(min_size=1, max_size=12)
# keys that share long prefixes, which those of subjects never would
KEYS = st.one_of(
    SUBJECTS.map(casemap.key_of),
    st.integers(0, 2).map(lambda number: number.to_bytes(32, "big")),
    st.integers(0, 20).map(lambda number: (number << 240).to_bytes(32, "big")),
)
VALUES = st.binary(max_size=12)
MAPS = st.dictionaries(KEYS, VALUES, max_size=12)


class Kept(dict[str, bytes]):
    """Nodes in memory."""

    def get(self, prefixes: Iterable[str]) -> Mapping[str, bytes]:  # type: ignore[override]
        return {prefix: self[prefix] for prefix in prefixes if prefix in self}

    def put(self, nodes: Mapping[str, bytes]) -> None:
        self.update(nodes)


def defined(held: Mapping[bytes, bytes], depth: int = 0) -> bytes:
    """The root by the definition alone."""
    if not held:
        return bytes(32)
    if len(held) == 1:
        ((key, value),) = held.items()
        return sha256(b"\x00" + key + sha256(value).digest()).digest()
    sides: tuple[dict[bytes, bytes], dict[bytes, bytes]] = ({}, {})
    for key, value in held.items():
        sides[key[depth // 8] >> (7 - depth % 8) & 1][key] = value
    return sha256(b"\x01" + defined(sides[0], depth + 1) + defined(sides[1], depth + 1)).digest()


def grown(held: Mapping[bytes, bytes]) -> Kept:
    store = Kept()
    mapnodes.update(store, held)
    return store


@given(st.lists(MAPS, max_size=3))
def test_the_root_after_any_batches_is_that_of_the_definition(batches: list[dict[bytes, bytes]]) -> None:
    store, held = Kept(), dict[bytes, bytes]()
    assert mapnodes.root(store) == bytes(32)
    for batch in batches:
        held.update(batch)
        assert mapnodes.update(store, batch) == defined(held) == mapnodes.root(store)


@given(MAPS, st.randoms(use_true_random=False))
def test_the_order_of_insertion_never_matters(held: dict[bytes, bytes], chance: st.DrawFn) -> None:
    one, other, order = Kept(), Kept(), list(held.items())
    mapnodes.update(one, held)
    chance.shuffle(order)  # type: ignore[attr-defined]
    for key, value in order:
        mapnodes.update(other, {key: value})
    assert one == other


@given(MAPS, KEYS)
def test_what_is_held_is_proven_and_so_is_that_nothing_is_held(held: dict[bytes, bytes], asked: bytes) -> None:
    store = grown(held)
    for key in [*held, asked]:
        value, siblings = mapnodes.prove(store, key)
        assert value == held.get(key)
        assert casemap.verify(defined(held), key, value, siblings)


@given(MAPS, KEYS, VALUES)
def test_nothing_else_can_be_proven_with_the_same_siblings(
    held: dict[bytes, bytes], asked: bytes, other: bytes
) -> None:
    root = defined(held)
    value, siblings = mapnodes.prove(grown(held), asked)
    if other != value:
        assert not casemap.verify(root, asked, other, siblings)
    if value is not None:
        assert not casemap.verify(root, asked, None, siblings)


@given(MAPS.filter(bool), st.data())
def test_a_changed_sibling_proves_nothing(held: dict[bytes, bytes], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(held)))
    value, siblings = mapnodes.prove(grown(held), key)
    if siblings:
        place, octet = data.draw(st.integers(0, len(siblings) - 1)), data.draw(st.integers(0, 31))
        changed = bytearray(siblings[place])
        changed[octet] ^= 1
        assert not casemap.verify(
            defined(held), key, value, [*siblings[:place], bytes(changed), *siblings[place + 1 :]]
        )
    for misshapen in ([*siblings, b""], [*siblings, bytes(32)], [bytes(32)] * 257):
        assert not casemap.verify(defined(held), key, value, misshapen)


def test_the_leaf_of_another_key_off_the_way_proves_no_absence() -> None:
    left, right = bytes(32), b"\xff" * 32
    root = defined({left: b"1"})
    assert casemap.verify(root, right, None, [left + sha256(b"1").digest()])
    two = defined({left: b"1", right: b"2"})
    # under the right side stands the key itself; the leaf of the left one must not pass for what stands there
    assert not casemap.verify(
        two, right, None, [casemap.leaf(right, sha256(b"2").digest()), left + sha256(b"1").digest()]
    )
    assert not casemap.verify(
        two, right, None, [casemap.leaf(left, sha256(b"1").digest()), right + sha256(b"2").digest()]
    )


def test_one_more_entry_changes_few_nodes() -> None:
    store = grown({casemap.key_of(str(number)): b"" for number in range(1000)})
    before = dict(store)
    mapnodes.update(store, {casemap.key_of("500"): b"1"})
    changed = [prefix for prefix, body in store.items() if before.get(prefix) != body]
    assert len(changed) < 25


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=5))
def test_a_value_says_chain_count_and_last(leaves: list[bytes]) -> None:
    value, chain = None, bytes(32)
    for number, leaf in enumerate(leaves):
        value, chain = casemap.extended(value, number * 3, leaf), sha256(chain + leaf).digest()
    assert value == casemap.Value(chain, len(leaves), (len(leaves) - 1) * 3)
    assert value is not None
    assert casemap.decode(casemap.encode(value)) == value


def test_a_value_is_written_one_way_only() -> None:
    assert casemap.encode(casemap.Value(b"\xab" * 32, 2, 7)) == b'{"chain":"%s","count":2,"last":7}' % (b"ab" * 32)
    good = casemap.encode(casemap.Value(bytes(32), 1, 0))
    for bad in (b"", b"{}", b"[]", b"[" * 9999, good + b" ", good.replace(b":1,", b":1.0,"), good.replace(b":1,", b":true,"),
                good.replace(b":1,", b":0,"), good.replace(b"00", b"0A", 1), good.replace(b"00", b"zz", 1)):  # fmt: skip
        with pytest.raises(casemap.NotAValue):
            casemap.decode(bad)


@pytest.mark.parametrize(
    "chain", ["", "00" * 31, "0" * 63, "00" * 33, "AB" * 32, "zz" * 32, "0" * 63 + "\u0660", 7, None]
)
def test_a_stated_chain_that_is_no_digest_is_no_value(chain: object) -> None:
    with pytest.raises(casemap.NotAValue):
        casemap.value_of({"chain": chain, "count": 1, "last": 0})
