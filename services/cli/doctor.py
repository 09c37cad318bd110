"""`huying doctor`: is everything an installation needs there, and what to do if not. It reads and writes nothing."""

from collections.abc import Sequence
from dataclasses import asdict

from services.cli.doctoring import folder, servers
from services.cli.doctoring.finding import Finding, mend
from services.cli.environment import read
from services.cli.output import AsJson, Data, document, end, say, told
from services.cli.places import DATA, is_real
from shared.eventlog.clock import now


def doctor(data: Data = DATA, as_json: AsJson = False) -> None:
    """Look at disk, clock, keys, rules, calendar, databases, broker, feeds. Exit 1 if something must be done.

    The real installation where HUYING_DATABASE_URL names one, otherwise the data folder; running or not.
    """
    with told():
        findings = _real() if is_real() and data == DATA else folder.examined(data.absolute(), now())
    if as_json:
        document([asdict(one) for one in findings])
    else:
        for one in findings:
            say(one.line())
    if not all(one.good for one in findings):
        end(1)


def _real() -> Sequence[Finding]:
    try:
        where = read()
    except ValueError as wrong:
        return [mend("environment", str(wrong), "see docs/operations/real.md, Variables")]
    return servers.examined(where, now())
