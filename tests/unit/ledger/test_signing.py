"""Seals and signing keys: each size is sealed once, and every change of keys is said."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.ledger.domain.seal import MapSealed, Seal, seal
from services.ledger.domain.signing_key import Adopt, KeyAdopted, signing_key
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.rules.moment import Moment
from shared.rules.rules import EMPTY
from tests.unit.readme_tables import holds

NOON = Moment(datetime(2026, 11, 24, 4, tzinfo=UTC), Actor("system:ledger"), EMPTY)
ONE, TWO = "log+00000001+AQ", "log+00000002+AQ"
README = "services/ledger/README.md"


def adopted(*commands: tuple[str, ...]) -> list[Any]:
    """What is said when the key file holds these keys, one after the other."""
    state, said = signing_key.initial, list[Any]()
    for verifiers in commands:
        events = signing_key.decide(Adopt(verifiers, NOON), state)
        state = signing_key.fold(events, state)
        said += events
    return said


def test_the_first_key_is_said_once() -> None:
    assert adopted((ONE,), (ONE,)) == [KeyAdopted(ONE, ())]


def test_a_second_key_beside_the_first_is_said_alone() -> None:
    assert adopted((ONE,), (ONE, TWO)) == [KeyAdopted(ONE, ()), KeyAdopted(TWO, ())]


def test_a_key_taken_out_is_named_as_retired_with_the_one_that_stays() -> None:
    assert adopted((ONE, TWO), (TWO,))[-1] == KeyAdopted(TWO, (ONE,))


def test_a_key_that_takes_the_place_of_another_names_it_as_retired() -> None:
    assert adopted((ONE,), (TWO,))[-1] == KeyAdopted(TWO, (ONE,))


def test_a_retired_key_that_comes_back_is_said_again() -> None:
    assert adopted((ONE, TWO), (TWO,), (TWO, ONE))[-1] == KeyAdopted(ONE, ())


def test_without_any_key_nothing_can_be_signed() -> None:
    with pytest.raises(Rejected, match=r"signing_key\.none"):
        adopted(())


def test_each_size_is_a_stream_of_its_own() -> None:
    assert len({seal.address(Seal("aa", size, NOON)).stream for size in (1, 2, 1)}) == 2


def test_the_table_of_a_seal_is_what_the_code_does(root: Any) -> None:
    states = {"open": (), "sealed": (MapSealed("aa", 7),)}
    holds(root / README, "seal", seal, states, {"Seal": Seal("bb", 7, NOON)})


def test_the_table_of_a_signing_key_is_what_the_code_does(root: Any) -> None:
    states = {"no key": (), "one key": adopted((ONE,)), "two keys": adopted((ONE, TWO))}
    commands = {
        "Adopt (the first)": Adopt((ONE,), NOON),
        "Adopt (the first and a second)": Adopt((ONE, TWO), NOON),
        "Adopt (the second alone)": Adopt((TWO,), NOON),
        "Adopt (none)": Adopt((), NOON),
    }
    holds(root / README, "signing_key", signing_key, states, commands)
