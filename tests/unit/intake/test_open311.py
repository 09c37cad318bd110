"""What GeoReport says beside the words goes into the text and comes out of it again."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.web.open311.described import described, name_of, parts_of

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1).filter(str.strip)
ONE_LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
FORMS = st.fixed_dictionaries(
    {"description": WORDS},
    optional={
        "address_string": ONE_LINE,
        "address_id": ONE_LINE,
        "media_url": ONE_LINE,
        "email": ONE_LINE,
        "lat": st.floats(-90, 90),
        "long": st.floats(-180, 180),
    },
)


@given(FORMS)
def test_what_went_in_comes_out_again(form: dict[str, Any]) -> None:
    found = parts_of(described(form))
    place = {"lat", "long"} if {"lat", "long"} <= set(form) else set()
    for name, at in (("address", "address_string"), ("address_id", "address_id"), ("media_url", "media_url")):
        assert found.get(name) == form.get(at)
    assert {name: found[name] for name in place} == {name: form[name] for name in place}
    assert found["description"] == form["description"].strip()
    assert "email" not in found


def test_words_alone_stay_as_they_are() -> None:
    assert parts_of("路灯不亮") == {"description": "路灯不亮"}
    assert parts_of("路灯不亮\n\n请快来") == {"description": "路灯不亮\n\n请快来"}


@pytest.mark.parametrize(
    ("first", "last", "name"), [("小明", "张", "张小明"), ("Ann", "Lee", "Ann Lee"), ("", "王", "王"), ("", "", "")]
)
def test_a_name_is_written_as_its_language_writes_it(first: str, last: str, name: str) -> None:
    assert name_of({"first_name": first, "last_name": last}) == name
