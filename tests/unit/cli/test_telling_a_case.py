"""A case and its differences as lines for a terminal."""

from services.cli.telling import difference, stood

DUE, LATER = "2026-11-27T09:00:00.000000Z", "2026-11-30T09:00:00.000000Z"
SIGN = {
    "about": "work_order",
    "duty": "sign",
    "unit": "housing",
    "due_at": DUE,
    "limit": "sign",
    "rules": {"limits": "111111111111", "calendar": "222222222222"},
    "asleep": False,
    "overdue": True,
    "end": None,
}
RULES = {"part": "limits", "hash": "f" * 64, "since": DUE}
STEP = {"time": DUE, "service": "routing", "type": "work_order.signed", "actor": "wang", "changed": {"unit": "housing"}}


def test_it_says_who_signed_what_is_due_and_by_which_rules() -> None:
    led = {"signed_by": {"account": "wang", "at": DUE}, "supporting": [{"unit": "finance", "state": "signed"}]}
    found = {"case_no": "N", "state": "handling", "unit": "housing", "round": 1, "responsible": led}
    assert list(stood({**found, "duties": [SIGN], "rules": [RULES]})) == [
        "N  handling  housing  round 1",
        f"  signed by wang at {DUE}",
        "  supported by finance (signed)",
        f"  due {DUE}  work_order  sign  housing  overdue  (sign, limits 111111111111)",
        f"  rules limits     ffffffffffff since {DUE}",
    ]


def test_it_says_what_is_different() -> None:
    decision = {**SIGN, "duty": "decision", "rules": None, "overdue": False, "end": "kept"}
    duties = {
        "begun": [],
        "lapsed": [],
        "ended": [decision],
        "moved": [{**SIGN, "due_at": LATER, "due_at_before": DUE}],
    }
    found = {
        "case_no": "N",
        "from": DUE,
        "to": LATER,
        "before": None,
        "changed": {"unit": {"from": None, "to": "housing"}},
    }
    told = list(
        difference(
            {**found, "duties": duties, "rules": [{"part": "limits", "from": None, "to": RULES}], "entries": [STEP]}
        )
    )
    assert told[1:] == [
        "  at the first of these times it had not been received",
        "  unit: - -> housing",
        f"  ended  {DUE}  work_order  decision  housing  kept",
        f"  moved  {LATER}  work_order  sign  housing  overdue  (sign, limits 111111111111)  was {DUE}",
        "  rules limits: - -> ffffffffffff",
        "  1 entries between",
        f"  {DUE}  routing      work_order.signed            wang",
        "      unit: housing",
    ]
