"""Events are stored under names, never under class paths."""

from dataclasses import dataclass

import pytest

from shared.kernel.stored import stored, stored_name


@stored("thing.said")
@dataclass(frozen=True, slots=True)
class Said:
    text: str


def test_an_event_is_stored_under_the_name_it_was_given() -> None:
    assert stored_name(Said) == "thing.said"
    assert Said("x").text == "x"


def test_a_class_without_a_stored_name_cannot_be_an_event() -> None:
    class Nameless:
        pass

    class Heir(Said):
        pass

    for cls in (Nameless, Heir):
        with pytest.raises(KeyError):
            stored_name(cls)


def test_a_name_given_before_the_class_is_made_with_slots_is_noticed_as_missing() -> None:
    @dataclass(frozen=True, slots=True)
    @stored("thing.lost")
    class Lost:
        text: str

    with pytest.raises(KeyError):
        stored_name(Lost)
