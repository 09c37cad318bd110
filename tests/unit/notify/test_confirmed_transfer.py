"""A transfer that its receiver confirmed is told once, though two entries say it."""

from dataclasses import replace

from services.notify.reactions import beside
from tests.unit.hearing import react
from tests.unit.notify.test_reactions import NOW, hear, plan


def test_a_confirmed_transfer_is_told_the_asker_with_who_has_it() -> None:
    said = {"round": 1, "number": 1, "unit": "desk", "note": None}
    assert hear("transfer.confirmed", **said, to="", to_name="市税务局") == [
        plan("transfer.confirmed", "asker.transfer_confirmed", unit="", round=1, to_name="市税务局")
    ]
    over = plan("transfer.confirmed", "asker.archived", round=1, end="transfer_confirmed")
    assert hear("transfer.confirmed", **said) == [over]


def test_a_confirmed_transfer_is_told_the_asker_once_and_the_source_as_archived() -> None:
    said = {"round": 1, "unit": "", "end": "transfer_confirmed"}
    (told,) = hear("work_order.archived", **said)
    assert (told.template, told.to, told.end) == ("source.archived", "source", "transfer_confirmed")


def test_rules_without_words_for_a_confirmed_transfer_tell_that_it_is_over_here() -> None:
    templates = {code: one for code, one in NOW.rules.templates.items() if code != "asker.transfer_confirmed"}
    old = replace(NOW, rules=replace(NOW.rules, templates=templates))
    said = {"round": 1, "number": 1, "unit": "desk", "note": None, "to": "", "to_name": "市税务局"}
    (told,) = react(beside.REACTIONS, "transfer.confirmed", said, old)
    assert (told.template, told.end) == ("asker.archived", "transfer_confirmed")
