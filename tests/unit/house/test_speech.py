"""From events to the data of entries and back, with closed fields and their homes."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.eventlog.codec import canonical, decode
from shared.eventlog.fact import with_homes
from shared.house.speech import Speech, closed_data, plain, read_into, texts
from shared.kernel.duty import Duty
from shared.kernel.stored import stored
from shared.kernel.text import Closed, Home, Private, Text
from shared.kernel.times import SHANGHAI

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
OWN = Home("20261124-X", "own", "")
ELSEWHERE = Home("20261124-X", "other", "text")


class Kind(StrEnum):
    ASKED = "咨询"


@dataclass(frozen=True, slots=True)
class Suggestion:
    unit: str
    note: Private | None
    rules: tuple[str, ...]


@stored("test.everything")
@dataclass(frozen=True, slots=True)
class Everything:
    kind: Kind
    count: int
    urgent: bool
    at: datetime
    due: datetime | None
    text: Private
    phone: Private | None
    duties: tuple[Duty, ...]
    suggestions: tuple[Suggestion, ...]


def close(text: Text, path: str) -> Closed:
    """Not a cipher: the tests look at places alone."""
    assert text.key is not None
    return Closed(text.key, 1, "n", text.value[::-1], "d", Home(OWN.subject, OWN.id, path), text.same)


def said(event: Any) -> Any:
    """The data as the log has it: through canonical bytes."""
    return decode(canonical({"data": plain(event, OWN, close)}))["data"]


def heard(data: Any) -> Any:
    return with_homes(data, OWN.subject, OWN.id)


words = st.text(st.characters(codec="utf-8"), max_size=20).map(partial(unicodedata.normalize, "NFC"))
# from 1992 on: until then Shanghai had summer time, and an hour that came twice equals no UTC time (PEP 495)
times = st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, SHANGHAI]))  # noqa: DTZ001
closed = st.builds(Closed, words, st.integers(1, 9), words, words, words, st.just(ELSEWHERE), st.none() | words)
private = st.builds(Text, words, key=st.just("asker/a")) | closed
everything = st.builds(
    Everything,
    st.just(Kind.ASKED),
    st.integers(-(2**52), 2**52),
    st.booleans(),
    times,
    st.none() | times,
    private,
    st.none() | private,
    st.lists(st.builds(Duty, words, words, times, words, words), max_size=3).map(tuple),
    st.lists(st.builds(Suggestion, words, st.none() | private, st.lists(words, max_size=2).map(tuple)), max_size=3).map(
        tuple
    ),
)


def shut(value: Any, path: str) -> Any:
    """What a private field is read back as."""
    return close(value, path) if isinstance(value, Text) else value


@given(everything)
def test_an_event_comes_back_as_it_was_said_with_its_texts_closed(event: Everything) -> None:
    back = Speech([Everything]).event("test.everything", heard(said(event)))
    assert isinstance(back.kind, Kind)
    for name in ("kind", "count", "urgent", "at", "due", "duties"):
        assert getattr(back, name) == getattr(event, name)
    assert back.text == shut(event.text, "text")
    assert back.phone == shut(event.phone, "phone")
    for index, (one, other) in enumerate(zip(event.suggestions, back.suggestions, strict=True)):
        assert other == Suggestion(one.unit, shut(one.note, f"suggestions.{index}.note"), one.rules)


@given(everything)
def test_saying_again_what_was_read_back_changes_nothing(event: Everything) -> None:
    data = said(event)
    assert said(read_into(Everything, heard(data))) == data


@given(everything)
def test_every_open_text_is_found_and_none_is_left_open_in_the_data(event: Everything) -> None:
    privates = [event.text, event.phone, *(suggestion.note for suggestion in event.suggestions)]
    assert list(texts(event)) == [text for text in privates if isinstance(text, Text)]


def test_a_field_closed_here_names_no_home_and_one_from_elsewhere_does() -> None:
    ours, theirs = close(Text("x", key="asker/a"), "text"), Closed("asker/a", 1, "n", "c", "d", ELSEWHERE)
    assert "home" not in closed_data(ours, OWN)
    assert closed_data(theirs, OWN)["home"] == {"subject": "20261124-X", "id": "other", "path": "text"}
    assert closed_data(ours)["home"] == {"subject": "20261124-X", "id": "own", "path": "text"}


def test_a_missing_home_is_the_field_s_own_place_however_deep() -> None:
    field = closed_data(close(Text("x", key="asker/a"), "text"), OWN)
    found = heard({"a": [{"b": field}, {"b": {**field, "home": {"subject": "s", "id": "i", "path": "p"}}}]})
    assert found["a"][0]["b"]["home"] == {"subject": OWN.subject, "id": OWN.id, "path": "a.0.b"}
    assert found["a"][1]["b"]["home"] == {"subject": "s", "id": "i", "path": "p"}


def test_no_tag_for_comparing_is_said_unless_there_is_one() -> None:
    tagged = Closed("asker/a", 1, "n", "c", "d", ELSEWHERE, same="ff")
    assert closed_data(tagged)["same"] == "ff"
    assert "same" not in closed_data(Closed("asker/a", 1, "n", "c", "d", ELSEWHERE))


@dataclass(frozen=True, slots=True)
class Reader:
    """A tolerant reader of two fields."""

    count: int
    text: Private


@dataclass(frozen=True, slots=True)
class Opened:
    text: Text


FIELD = {"key": "asker/a", "version": 1, "nonce": "n", "cipher": "c", "digest": "d", "home": {
    "subject": "s", "id": "i", "path": "p"}}  # fmt: skip


def test_a_reader_ignores_what_it_does_not_name() -> None:
    read = read_into(Reader, {"count": 1, "text": FIELD, "unit": "housing", "more": {"deep": [1]}})
    assert read == Reader(1, Closed("asker/a", 1, "n", "c", "d", Home("s", "i", "p")))


def test_a_text_is_read_where_the_reader_has_it_opened() -> None:
    assert read_into(Opened, {"text": {"value": "hello"}}) == Opened(Text("hello"))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"text": FIELD}, "count"),
        ({"count": "1", "text": FIELD}, r"\$\.count"),
        ({"count": 1, "text": {"value": "open"}}, "key"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_name_of_the_field(data: dict[str, Any], place: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=place):
        read_into(Reader, data)


def test_an_event_of_another_service_is_not_ours() -> None:
    with pytest.raises(KeyError):
        Speech([Everything]).event("test.nothing", {})


def test_two_classes_under_one_stored_name_are_refused() -> None:
    @stored("test.everything")
    @dataclass(frozen=True, slots=True)
    class Again:
        count: int

    with pytest.raises(ValueError, match=r"test\.everything"):
        Speech([Everything, Again])
    Speech([Everything, Everything])


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, [1], {1}])
def test_what_cannot_stand_in_an_event_is_refused_with_its_place(value: Any) -> None:
    @dataclass(frozen=True, slots=True)
    class Loose:
        value: Any

    with pytest.raises(TypeError, match=r"^value: "):
        plain(Loose(value), OWN, close)


def test_a_text_never_shows_its_words_in_a_message() -> None:
    assert "secret" not in repr(Text("secret", key="asker/a"))
