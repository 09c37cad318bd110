"""Two installations are the same only without any difference."""

from services.cli.comparing import compared

HANDLED = ("handling", "housing", "signing", 1, "12345", False)
ASKED = ("dispatching", None, "dispatch", 1, "12345", False)


def test_the_same_cases_in_the_same_state_are_the_same() -> None:
    cases = {("12345", "A1"): HANDLED, ("12345", "A2"): ASKED}
    said = compared(cases, dict(reversed(cases.items())))
    assert said["same"]
    assert said["states"]["ours"] == said["states"]["theirs"] == {"dispatching": 1, "handling": 1}
    assert said["differences"] == []


def test_a_case_that_one_of_them_lacks_is_named() -> None:
    said = compared({("12345", "A1"): HANDLED}, {("12345", "A1"): HANDLED, ("96888", "A1"): ASKED})
    assert not said["same"]
    assert said["cases"] == {"ours": 1, "theirs": 2}
    (different,) = said["differences"]
    assert (different["source"], different["source_no"], different["ours"]) == ("96888", "A1", None)
    assert different["theirs"]["state"] == "dispatching"


def test_a_case_that_waits_for_something_else_is_a_difference_though_the_states_are_the_same() -> None:
    other = (*HANDLED[:2], "contact", *HANDLED[3:])
    said = compared({("12345", "A1"): HANDLED}, {("12345", "A1"): other})
    assert (said["same"], said["different"]) == (False, 1)
    assert said["states"]["ours"] == said["states"]["theirs"]


def test_no_more_than_a_hundred_differences_are_listed_and_all_are_counted() -> None:
    said = compared({("12345", f"A{number}"): HANDLED for number in range(250)}, {})
    assert (said["different"], len(said["differences"])) == (250, 100)
