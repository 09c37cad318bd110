"""`huying case`: cases across all services."""

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from services.cli import telling
from services.cli.assigned import read_assigned
from services.cli.comparing import cases_of, compared, every_case
from services.cli.output import As, AsJson, Data, Reason, answer, document, end, say, told
from services.cli.places import DATA
from services.cli.system import system
from shared.kernel.numbering import read_case_number

app = typer.Typer(add_completion=False, help="Cases across all services: list, show, diff, overdue, compare.")


@app.command("list")
def list_(
    state: Annotated[str | None, typer.Option(help="Only cases in this state.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only cases of this lead unit.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many; 0 means all.")] = 0,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Every case with its state and lead unit, newest first."""
    with told(), system(data) as call:
        found = every_case(call, state=state, unit=unit)
        rows = list(islice(found, limit) if limit else found)
    if as_json:
        document(rows)
        return
    for row in rows:
        say(f"{row['case_no']}  {row['state']:14} {row['unit'] or '-':12} {row['received_at']}")
    say(f"{len(rows)} cases")


@app.command()
def show(
    no: Annotated[str, typer.Argument(help="The case number, as people write it.")],
    as_of: Annotated[str | None, typer.Option(help="As it was recorded at this time (RFC 3339).")] = None,
    account: As = "",
    reason: Reason = "",
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """One case, now or as of a time: state, who answers for it, duties, rules in force, and every step.

    Personal content needs --as and --reason.
    """
    with told():
        number = read_case_number(no)
        with system(data) as call:
            found = call("case.show", no=number, as_of=as_of, account=account, reason=reason)
    if as_json:
        document(found)
        return
    for line in (*telling.stood(found), *telling.steps(found["timeline"])):
        say(line)


@app.command()
def diff(
    no: Annotated[str, typer.Argument(help="The case number, as people write it.")],
    since: Annotated[str, typer.Option("--from", help="The earlier recorded time (RFC 3339; no zone: Asia/Shanghai).")],
    until: Annotated[str | None, typer.Option("--to", help="The later one; now unless given.")] = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """What is different about one case between two recorded times: state, unit, duties, rules, entries."""
    with told():
        number = read_case_number(no)
        with system(data) as call:
            found = call("case.diff", no=number, since=since, until=until)
    answer(found, as_json=as_json, lines=telling.difference(found))


@app.command()
def overdue(
    history: Annotated[bool, typer.Option("--history", help="Of what `feed import --history` registered.")] = False,
    source: Annotated[str, typer.Option(help="With --history: the feed.")] = "12345",
    units: Annotated[
        Path | None,
        typer.Option(help="With --history: CSV that says whose each is: source_no, unit, limit.", exists=True),
    ] = None,
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """How many cases are overdue, by unit: now, or in the history, whose answers are held to the limits in force."""
    with told():
        assigned = read_assigned(units) if units else {}
        with system(data) as call:
            rows = call("case.overdue_history", source=source, units=assigned) if history else call("case.overdue")
    if as_json:
        document(rows)
        return
    for row in rows:
        said = f"of {row['cases']}" if history else row["duty"]
        say(f"{row['unit'] or '-':20} {row['overdue']:6} overdue  {said}")
    say(f"{sum(row['overdue'] for row in rows)} overdue")


@app.command()
def compare(
    other: Annotated[Path, typer.Argument(help="The data folder of the installation to compare with.", exists=True)],
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Whether another installation holds the same cases in the same state, after the same imports. Exit 1 if not.

    With the environment of a real installation it is compared with an embedded one.
    """
    with told():
        with system(data) as call:
            ours = cases_of(call)
        with system(other.absolute()) as call:
            theirs = cases_of(call)
    result = compared(ours, theirs)
    if as_json:
        document(result)
    else:
        for which in ("ours", "theirs"):
            say(f"{which:6} {result['cases'][which]} cases: {result['states'][which]}")
        for row in result["differences"]:
            say(f"  {row['source']} {row['source_no']}: {row['ours']} / {row['theirs']}")
        say("the same" if result["same"] else f"{result['different']} cases differ")
    if not result["same"]:
        end(1)
