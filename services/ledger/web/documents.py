"""How a case stood, and what differs between two moments, in the API and on the command line. No personal data."""

from collections.abc import Mapping
from typing import Any

from services.ledger.domain.standing import Duty
from services.ledger.domain.standing.responsible import Helper, Signer
from services.ledger.readmodels.rule_versions import Version
from services.ledger.web.moments import Compared, Seen
from services.ledger.web.story import document, in_order
from shared.kernel.times import stamp

Document = dict[str, Any]


def standing(seen: Seen) -> Document:
    """`responsible`, `duties` that run, `duties_ended`, and the `rules` in force."""
    return {
        "responsible": responsible(seen),
        "duties": [duty(one, seen) for one in seen.standing.running],
        "duties_ended": [duty(one, seen) for one in seen.standing.over],
        "rules": [version(one) for one in seen.in_force.values()],
    }


def responsible(seen: Seen) -> Document:
    """Who answered for it; `dispatched_with` are the rules it was given to the unit by."""
    case, led = seen.standing.case, seen.standing.responsible
    return {
        "unit": case.unit or None,
        "since": stamp(led.since) if led.since else None,
        "round": case.round,
        "waits_for": case.waits_for or None,
        "form": led.form or None,
        "signed_by": signer(led.signed),
        "supporting": [_helper(one) for one in led.supporting],
        "leading": led.leading or None,
        "common_need": led.common_need or None,
        "dispatched_with": hashes(led.rules, "units", "catalogue"),
    }


def _helper(one: Helper) -> Document:
    return {"unit": one.unit, "state": one.state, "signed_by": signer(one.signed)}


def signer(one: Signer | None) -> Document | None:
    """The officer who signed."""
    if one is None:
        return None
    return {"account": one.account, "unit": one.unit or None, "post": one.post or None, "at": stamp(one.at)}


def duty(one: Duty, seen: Seen) -> Document:
    """A duty; `overdue` at that moment, `lapsed` where the log says so; `end` is `kept`, `late`, `ended` or null."""
    return {
        "about": one.about,
        "which": one.which or None,
        "duty": one.duty,
        "unit": one.unit,
        "due_at": stamp(one.due_at),
        "begun_at": stamp(one.begun_at),
        "moves": [{"at": stamp(move.at), "due_at": stamp(move.due_at)} for move in one.moves],
        "lapsed": one.lapsed,
        "overdue": one.overdue(seen.at),
        "asleep": one.asleep,
        "end": one.end or None,
        "ended_at": stamp(one.ended_at) if one.ended_at else None,
        "limit": one.limit or None,
        "rules": hashes(one.rules, "limits", "calendar"),
    }


def hashes(said: str, *parts: str) -> Mapping[str, str] | None:
    """`<one>+<other>` as an entry says it, by part: the first twelve hex digits of each hash."""
    return dict(zip(parts, said.split("+"), strict=False)) if said else None


def version(one: Version) -> Document:
    """A version of a part of the rules."""
    return {"part": one.part, "hash": one.hash, "since": stamp(one.since)}


def difference(compared: Compared, *, readings: bool) -> Document:
    """What is different at `to`; `before` is null where the case had not been received at `from`."""
    first, last, told = compared.first, compared.last, compared.difference
    return {
        "from": stamp(first.at),
        "to": stamp(last.at),
        "before": _stood(first),
        "after": _stood(last),
        "changed": {name: {"from": then, "to": now} for name, (then, now) in told.changed.items()},
        "duties": {
            "begun": [duty(one, last) for one in told.begun],
            "moved": [{**duty(now, last), "due_at_before": stamp(then.due_at)} for then, now in told.moved],
            "lapsed": [duty(one, last) for one in told.lapsed],
            "ended": [duty(one, last) for one in told.ended],
        },
        "rules": [
            {"part": part, "from": version(then) if then else None, "to": version(now)}
            for part, (then, now) in compared.rules.items()
        ],
        "entries": [document(fact) for fact in in_order(compared.between, readings=readings)],
    }


def _stood(seen: Seen) -> Document | None:
    case = seen.standing.case
    if not case.state:
        return None
    names = {"state": case.state, "waits_for": case.waits_for or None, "unit": case.unit or None}
    return {**names, "round": case.round}
