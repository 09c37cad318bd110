import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.likeness import ALIKE, likeness, spoken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三号楼供暖不热", "三号楼供暖不热！"),
        ("３号楼供暖不热", "3号楼的供暖不热"),
        ("厂区门口道路破损", "厂区门口道路破损严重"),
    ],
)
def test_titles_about_the_same_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), [("三号楼供暖不热", "营业执照怎样办"), ("路灯不亮", "路面破损"), ("", "")])
def test_titles_about_other_things_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@given(st.text(), st.text())
def test_likeness_is_mutual_and_between_none_and_the_same(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_words_are_counted_however_they_are_written() -> None:
    assert spoken(["ＡＢ", "供暖", " ", "路灯"], "ab 供暖不热") == 2
