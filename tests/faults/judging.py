"""The judgement after a fault: everything has drained, and all is as in a run that nobody disturbed."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults import records
from tests.faults.outcome import Outcome
from tests.faults.town import Town
from tests.integration.acceptance.commands import Huying

Steps = Mapping[str, Counter[tuple[str, str]]]
BY_DESIGN = ("KilledTheProcess", "behind")
OWN_TIME = ("message.parked", "message.replayed", "delivery.sent", "delivery.failed", "delivery.given_up", "ledger.gap")
"""Said by parking and at notify's own time: not part of what two runs must agree on."""
SERVICES = ("identity", "intake", "routing", "supervision", "notify")


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """The same orders in the embedded system: how far each case is, and every step, by the source's number."""

    ends: dict[str, tuple[Any, ...]]
    steps: dict[str, Counter[tuple[str, str]]]


@cache
def undisturbed(file: Path) -> Undisturbed:
    """Import the file into a fresh folder, in peace."""
    with TemporaryDirectory(prefix="huying-undisturbed-") as folder:
        huying = Huying(Path(folder) / "var")
        huying.take(file)
        cases = huying.cases()
        numbers = {row["case_no"]: number for number, row in cases.items()}
        steps: dict[str, Counter[tuple[str, str]]] = {number: Counter() for number in cases}
        for service in SERVICES:
            with closing(sqlite3.connect(huying.folder / f"{service}.db")) as connection:
                for type_, subject in connection.execute("SELECT type, subject FROM entries"):
                    if subject in numbers and type_ not in OWN_TIME:
                        steps[numbers[subject]][service, type_] += 1
        return Undisturbed({number: end_of(row) for number, row in cases.items()}, steps)


def end_of(case: Mapping[str, Any]) -> tuple[Any, ...]:
    """How far a case is: what two runs of the same orders must agree on."""
    return tuple(case[name] for name in ("state", "unit", "waits_for", "round", "urgent"))


def judge(
    town: Town, outcome: Outcome, file: Path, acknowledged: Collection[str], *, drain: float = 180, meant: str = ""
) -> None:
    """Drain, replay what was parked by design, and count what is not as it should be.

    `meant`: words of a log line that this fault must bring about; they are counted as a figure.
    """
    town.await_ready()
    outcome.figures["drained s"] = round(_drained(town, outcome, drain), 1)
    outcome.recovered += replayed(town, outcome)
    peace, cases = undisturbed(file), town.huying.cases()
    _ends(outcome, peace, cases, acknowledged)
    _steps(town, outcome, peace, cases)
    outcome.lost += [f"{service} never heard {missing[:5]}" for service, missing in records.unheard(town).items()]
    outcome.doubled += records.twice(town)
    outcome.unexpected += records.disorder(town)
    verdict(town, outcome)
    found = town.found()
    outcome.unexpected += [line for line in found if not meant or meant not in line]
    if meant:
        outcome.figures[f"said {meant}"] = sum(meant in line for line in found)


def _drained(town: Town, outcome: Outcome, seconds: float) -> float:
    try:
        return records.drained(town, seconds)
    except AssertionError as stuck:
        outcome.unexpected.append(str(stuck))
        return seconds


def replayed(town: Town, outcome: Outcome, designed: Collection[str] = BY_DESIGN) -> int:
    """Replay what was in hand at two deaths of its process; how many messages. What else is parked is unexpected."""
    waiting = records.parked(town)
    outcome.unexpected += [f"parked: {row}" for row in waiting if row[3] not in designed]
    for subject in sorted({subject for _, subject, _, code in waiting if code in designed}):
        ran = town.huying.run("parking", "replay", subject)
        if ran.code:
            outcome.unexpected.append(f"replaying {subject}: {ran.err[-500:]}")
    if waiting:
        outcome.figures["parked by design"] = len(waiting)
        _drained(town, outcome, 60)
        outcome.unexpected += [f"still parked: {row}" for row in records.parked(town)]
    return len(waiting)


def _ends(outcome: Outcome, meant: Undisturbed, cases: Mapping[str, Any], acknowledged: Collection[str]) -> None:
    outcome.lost += [f"order {number} was acknowledged and has no case" for number in set(acknowledged) - set(cases)]
    for number, end in meant.ends.items():
        if number not in cases:
            outcome.lost.append(f"order {number} has no case")
        elif (found := end_of(cases[number])) != end:
            outcome.unexpected.append(f"order {number} is {found}, undisturbed it is {end}")


def _steps(town: Town, outcome: Outcome, meant: Undisturbed, cases: Mapping[str, Any]) -> None:
    found = records.steps(town)
    for number, steps in meant.steps.items():
        if number in cases:
            mine = Counter({step: n for step, n in found[cases[number]["case_no"]].items() if step[1] not in OWN_TIME})
            outcome.lost += _named(number, steps - mine)
            outcome.doubled += _named(number, mine - steps)


def _named(number: str, steps: Counter[tuple[str, str]]) -> Sequence[str]:
    return [f"order {number}: {n} x {service} {type_}" for (service, type_), n in steps.items()]


def verdict(town: Town, outcome: Outcome) -> None:
    """`huying log verify`: chains, hashes, and the ledger's copies."""
    ran = town.huying.run("log", "verify", "--json")
    if ran.code not in (0, 1) or not ran.out:
        outcome.unexpected.append(f"log verify: exit {ran.code}: {ran.err[-500:]}")
        return
    for row in (*ran.said["logs"], *ran.said["ledger"]):
        outcome.unexpected += [f"verify {row['log']}: {fault}" for fault in row["faults"]]
        if row.get("not_yet_received"):
            outcome.lost.append(f"{row['not_yet_received']} entries of {row['log']} never came to the ledger")
