"""What `huying witness status` says, out of the state file alone: it works whether the witness runs or not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from services.cli.witnessing.state import COSIGNED, SEEN, Alarm, Look, Running, State

PATIENCE = 60
"""Seconds beside three looks after which a witness that says nothing does not run."""
BLIND = 600
"""Seconds beside three looks after which an address at which nothing good was seen is one that is not watched."""


def report(path: Path, at: datetime, *, every_alarm: bool) -> dict[str, Any]:
    """One document: `ok` only if the witness runs, sees what it looks at, and no alarm stands of a log it still witnesses.

    `blind` are the addresses at which it has seen nothing good for long.
    """
    state = State(path)
    running = state.running()
    runs = running is not None and _runs(running, at)
    blind = [look.url for look in state.looking() if running and _is_blind(look, running, at)]
    standing = [alarm for alarm in state.alarms() if running is None or alarm.origin in running.logs]
    return {
        "ok": runs and not standing and not blind,
        "runs": runs,
        "blind": blind,
        "key": running.key if running else None,
        "alive_at": _time(running.alive_at) if running else None,
        "logs": [_log(state, origin) for origin in (running.logs if running else ())],
        "looks": [{**look._asdict(), "at": _time(look.at), "good_at": _time(look.good_at)} for look in state.looks()],
        "alarms": [_alarm(alarm) for alarm in (state.alarms(standing=False) if every_alarm else standing)],
    }


def _runs(running: Running, at: datetime) -> bool:
    return at.timestamp() - running.alive_at <= 3 * running.every + PATIENCE


def _is_blind(look: Look, running: Running, at: datetime) -> bool:
    good_at = max(look.good_at or 0, running.started_at)
    return bool(look.why) and at.timestamp() - good_at > 3 * running.every + BLIND


def _log(state: State, origin: str) -> dict[str, Any]:
    found: dict[str, Any] = {"origin": origin}
    for way in (COSIGNED, SEEN):
        kept = state.kept(origin, way)
        found[way] = {"size": kept.checkpoint.size, "at": _time(kept.at)} if kept else None
    return found


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {**alarm._asdict(), "raised_at": _time(alarm.raised_at), "over_at": _time(alarm.over_at)}


def _time(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def lines_of(found: dict[str, Any]) -> Iterator[str]:
    """The same for a person."""
    if found["key"] is None:
        yield "no witness ever ran on this file"
        return
    yield f"{found['key']}, last at work {found['alive_at']}"
    for log in found["logs"]:
        for way in (COSIGNED, SEEN):
            said = f"{log[way]['size']} leaves since {log[way]['at']}" if log[way] else "nothing yet"
            yield f"  {log['origin']}: {way} {said}"
    for look in found["looks"]:
        yield f"  {look['url']}: {'good' if not look['why'] else look['why']} at {look['at']}"
    for alarm in found["alarms"]:
        over = f", over {alarm['over_at']}" if alarm["over_at"] else ""
        yield f"ALARM {alarm['code']} since {alarm['raised_at']}{over}: {alarm['sentence']}"
        yield f"  {alarm['next_step']}"
        yield f"  {alarm['evidence']}"
    yield _verdict(found)


def _verdict(found: dict[str, Any]) -> str:
    if not found["runs"]:
        return "no: the witness does not run, nobody watches; start it: huying witness run"
    if found["ok"]:
        return "yes: no alarm stands"
    if found["blind"]:
        return f"no: nothing good was seen at {', '.join(found['blind'])} for long; is it there, is the way there open?"
    return "no: an alarm stands"
