"""`huying shred`: erase an asker's personal data for good; two people."""

from typing import Annotated

import typer

from services.cli.output import AsJson, Data, answer, told
from services.cli.places import DATA
from services.cli.system import system
from shared.kernel.numbering import read_case_number

app = typer.Typer(
    add_completion=False, help="Erase an asker's personal data for good: request, then approve by another person."
)
No = Annotated[str, typer.Argument(help="A case of the asker.")]
By = Annotated[str, typer.Option("--as", help="The account that does it.")]


@app.command()
def request(
    no: No,
    by: By,
    basis: Annotated[str, typer.Option(help="Legal basis, a short code without personal data.")] = "asker_request",
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Ask for the erasure of everything the asker of this case ever said."""
    with told(), system(data) as call:
        result = call("shred.request", no=read_case_number(no), by=by, basis=basis)
    answer(result, as_json=as_json, lines=[f"asked; {result['cases']} case(s) concerned; another account approves it"])


@app.command()
def approve(no: No, by: By, data: Data = DATA, as_json: AsJson = False) -> None:
    """Agree, as another person: the keys are destroyed at once and for good."""
    with told(), system(data) as call:
        result = call("shred.approve", no=read_case_number(no), by=by)
    answer(result, as_json=as_json, lines=[f"destroyed: {result['keys']} keys; every proof still holds"])
