"""Callbacks about what the desk answered at once: by sample, to the number that intake wrote down."""

from shared.kernel.numbering import case_number, stream_id
from shared.kernel.text import Home, asker_key, case_key
from shared.rules.cards import sampled
from tests.integration.supervision.office import ANSWER, NAME, PHONE, SUPERVISOR, Office


def answered_at_once(office: Office, no: str) -> None:
    """Intake receives it, and the desk answers there and then."""
    asker = stream_id("asker", no)
    received = {"channel": "portal", "asker": asker, "anonymous": False}
    whom = {
        name: office.closed("intake", asker_key(asker), Home(no, "received", name), value)
        for name, value in (("name", NAME), ("phone", PHONE))
    }
    office.hear("intake", "appeal.received", no, {**received, **whom})
    public = office.closed("intake", case_key(no), Home(no, "answered", "public"), ANSWER)
    office.hear("intake", "appeal.answered_at_once", no, {"kind": "咨询", "public": public, "by": "fenban"})


def test_a_fifth_of_what_was_answered_at_once_is_called_about_with_its_own_words(office: Office) -> None:
    numbers = [case_number(stream_id("portal", str(place)), office.clock.at) for place in range(12)]
    chosen = [no for no in numbers if sampled(no, 20)]
    assert 0 < len(chosen) < len(numbers)
    for no in numbers:
        answered_at_once(office, no)
    rows = {no: office.row(no) for no in numbers}
    assert [no for no in numbers if rows[no]["state"] == "planned"] == chosen
    assert {row["reason"] for row in rows.values() if row["state"] == "settled"} == {"not_sampled"}
    page = office.page(f"/callbacks/{chosen[0]}", SUPERVISOR)
    assert not [words for words in (NAME, PHONE, ANSWER, "我们当时就答复了您") if words not in page]
    row = office.called(chosen[0], satisfied=False)
    assert (row["state"], row["why"]) == ("referred", "at_once")
