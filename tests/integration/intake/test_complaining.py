"""What is said about officials: of a kind that is accepted, whole under its own key."""

import json
from pathlib import Path

import pytest

from shared.eventlog.fact import fact_of
from shared.house.reading import opened, stored_field
from tests.integration.intake.counter import Counter

FORM = {"kind": "extortion", "about": "某局窗口", "act": "办理许可时暗示请客"}


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


def test_the_kind_is_one_of_those_accepted_and_closed_with_the_rest(counter: Counter) -> None:
    page = counter.ask("GET", "/complain").get_data(as_text=True)
    assert all(words in page for words in ("拒不受理", "吃拿卡要", "打击报复"))
    assert counter.ask("POST", "/complain", data=FORM).status_code == 303
    (entry,) = [entry for entry in counter.house.log.read() if entry.type == "complaint.received"]
    assert "extortion" not in entry.body.decode()
    discipline = counter.house.vault.under("supervision")
    content = stored_field(fact_of(entry.body).data["content"])
    assert content is not None
    counter.house.vault = discipline
    assert json.loads(opened(counter.house, content, "page.supervision")) == FORM


def test_who_is_unsure_of_the_kind_leaves_it_and_no_other_is_taken(counter: Counter) -> None:
    without = {name: value for name, value in FORM.items() if name != "kind"}
    assert counter.ask("POST", "/complain", data=without).status_code == 303
    assert counter.ask("POST", "/complain", data={**FORM, "kind": "gossip"}).status_code == 422
