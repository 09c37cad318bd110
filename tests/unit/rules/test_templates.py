import pytest

from shared.rules.rules import Rules, Template
from shared.rules.templates import PLACES

CLOSED = Template("asker.closed", ("sms",), "办结 {case_no}", "{unit}答复：{public}")


def test_values_stand_in_their_places() -> None:
    values = {"case_no": "20261124-7K3QX0M2VBP", "unit": "税务局", "public": "已开票。"}
    assert CLOSED.fill(values) == ("办结 20261124-7K3QX0M2VBP", "税务局答复：已开票。")


def test_braces_in_a_value_are_text() -> None:
    values = {"case_no": "n", "unit": "{public}", "public": "{unit.__class__} {"}
    assert CLOSED.fill(values)[1] == "{public}答复：{unit.__class__} {"


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match="unit"):
        CLOSED.fill({"case_no": "n", "public": "x"})


def test_every_template_of_hailar_can_be_filled(hailar: Rules) -> None:
    values = {place: f"<{place}>" for place in PLACES}
    for template in hailar.templates.values():
        subject, text = template.fill(values)
        assert "{" not in subject + text
        assert template.places == {place for place in PLACES if f"<{place}>" in subject + text}


def test_messages_to_askers_carry_the_case_number_and_only_the_answer_carries_words(hailar: Rules) -> None:
    askers = {code: t.places for code, t in hailar.templates.items() if code.startswith("asker.")}
    assert all("case_no" in places for places in askers.values())
    worded = {code for code, places in askers.items() if "public" in places}
    assert worded == {"asker.closed", "asker.answered", "asker.common_closed"}
    assert askers["asker.confidential"] == {"case_no"}
    assert "link" in askers["asker.received"]
