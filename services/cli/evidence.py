"""`huying evidence`: export the evidence of a case, and check a bundle, with no database and no network."""

from base64 import b64encode
from pathlib import Path
from typing import Annotated

import typer

from services.cli.output import As, AsJson, Data, Reason, answer, document, end, say, told
from services.cli.places import DATA
from services.cli.system import system
from shared.kernel.numbering import read_case_number
from shared.proof.bundle.command import given_of, judged_file, verdict_document, verdict_lines
from shared.proof.single import verifier, verifier_digest
from shared.proof.unproven import Unproven

app = typer.Typer(add_completion=False, help="Evidence bundles: export one, check one, write out the verifier.")


@app.command()
def export(
    no: Annotated[str, typer.Argument(help="The case number, as people write it.")],
    out: Annotated[Path, typer.Option(help="The ZIP to write.")],
    earlier: Annotated[
        Path | None, typer.Option(help="A checkpoint kept from before, from which the proof is to begin.", exists=True)
    ] = None,
    account: As = "",
    reason: Reason = "",
    data: Data = DATA,
    as_json: AsJson = False,
) -> None:
    """Write a case's evidence bundle. Closed fields are opened with --as and --reason only; each export is recorded."""
    with told():
        given = b64encode(earlier.read_bytes()).decode() if earlier else None
        asked = {"no": read_case_number(no), "out": str(out.absolute()), "earlier": given}
        with system(data) as call:
            made = call("evidence.export", **asked, account=account, reason=reason)
    lines = [
        f"{out}: {made['entries']} entries, {made['opened']} fields opened, {made['attachments']} attachments",
        f"manifest SHA-256 {made['manifest']}; check it with: huying evidence verify {out} --key KEY",
    ]
    answer(made, as_json=as_json, lines=lines)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The bundle.", exists=True, dir_okay=False)],
    key: Annotated[list[str], typer.Option(help="The ledger's public key, or a file with it; not from the bundle.")],
    witness_policy: Annotated[
        Path | None, typer.Option(help="Which witnesses must have cosigned.", exists=True)
    ] = None,
    checkpoint: Annotated[Path | None, typer.Option(help="A checkpoint kept from elsewhere.", exists=True)] = None,
    as_json: AsJson = False,
) -> None:
    """Check a bundle offline: SIGNED, WITNESSED, INVALID or DIVERGED, with reasons. Exit 1 unless it is as it should be."""
    try:
        given = given_of(key, witness_policy, checkpoint)
        verdict = judged_file(file, given)
    except (Unproven, OSError, ValueError) as wrong:
        end(2, str(wrong))
    if as_json:
        document(verdict_document(verdict))
    else:
        for line in verdict_lines(verdict):
            say(line)
    if not verdict.is_good(given):
        end(1)


@app.command("verifier")
def verifier_(
    out: Annotated[Path | None, typer.Option(help="Write the one-file verifier there.")] = None,
    as_json: AsJson = False,
) -> None:
    """The SHA-256 of verify.py, to compare with a copy from elsewhere; with --out the file itself."""
    with told():
        if out:
            out.write_bytes(verifier())
    answer({"sha256": verifier_digest()}, as_json=as_json, lines=[f"{verifier_digest()}  verify.py"])
