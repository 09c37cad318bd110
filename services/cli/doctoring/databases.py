"""The services' databases: whether they answer, have the form of this version, and what waits in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.cli.doctoring.finding import Finding, good, mend
from services.cli.doctoring.seeing import Seen, end_of, see

INIT = "huying init, as the databases' owner (HUYING_OWNER_DATABASE_URL)"
REASONS = (
    (
        "password authentication failed",
        "the password in the service's file of secrets is not the role's: put back the file",
    ),
    ("no password supplied", "its file of secrets has no password, or the address lacks one"),
    ("does not exist", f"make it: {INIT}"),
    ("permission denied", f"its role may not: {INIT}"),
    ("could not translate host", "HUYING_DATABASE_URL names a host that is not known here"),
    ("malformed", "keep a copy of the file as it is, then: huying restore"),
    ("not a database", "keep a copy of the file as it is, then: huying restore"),
)
"""What the driver says, and what to do about it; the first that fits."""
ELSE = "is the database up, and is HUYING_DATABASE_URL right? docs/operations/alerts/DatabaseAway.md"


def look(engines: Mapping[str, Engine], *, real: bool) -> tuple[list[Finding], list[Seen]]:
    """A finding for each database, and what those that answer said."""
    findings, found = [], []
    for name, engine in engines.items():
        try:
            seen = see(name, engine)
        except SQLAlchemyError as error:
            findings.append(refused(f"database {name}", error))
            continue
        findings.append(form(seen, real=real))
        if not seen.missing:
            found.append(seen)
    return findings, found


def refused(check: str, error: SQLAlchemyError) -> Finding:
    """Why a database cannot be read."""
    why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    return mend(check, why, next((step for sign, step in REASONS if sign in why), ELSE))


def form(seen: Seen, *, real: bool) -> Finding:
    """Whether this version can work with it. Embedded, a start brings it to the present form by itself."""
    check = f"database {seen.service}"
    if real and seen.missing:
        return mend(check, f"it has no table {seen.missing[0]}", INIT)
    if real and seen.outdated:
        return mend(
            check, f"{', '.join(seen.outdated)} were filled by another version", f"stop the service, then {INIT}"
        )
    old = seen.missing or seen.outdated
    return good(
        check, f"{seen.head} entries" + ("; the next start brings it to the form of this version" if old else "")
    )


def parking(found: Sequence[Seen]) -> Finding:
    """Whether messages wait for somebody to mend the cause."""
    counts = {one.service: one.parked for one in found if one.parked}
    if not counts:
        return good("parking", "no messages parked")
    said = ", ".join(f"{count} parked in {name}" for name, count in counts.items())
    return mend("parking", said, "see: huying parking list")


def ledger(found: Sequence[Seen], engines: Mapping[str, Engine]) -> Finding:
    """Whether a log is behind what others heard of it."""
    if late := list(behind(found, engines)):
        return mend("ledger", f"{', '.join(late)} behind the ledger, appending nothing", "stop, then: huying catch-up")
    return good("ledger", "no log is behind what others heard of it")


def behind(found: Iterable[Seen], engines: Mapping[str, Engine]) -> Iterator[str]:
    """The services that append nothing, or will not from their next start on.

    While services run they append between two looks: then the end of the log is asked for again.
    """
    found = list(found)
    for one in found:
        known = max(one.published, *(other.heard.get(one.service, 0) for other in found))
        if one.marked or (known > one.head and known > _head(engines[one.service])):
            yield one.service


def _head(engine: Engine) -> int:
    with engine.connect() as connection:
        return end_of(connection)[0]
