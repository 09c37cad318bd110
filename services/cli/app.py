"""The command line: groups of commands, each in a file of its own."""

import typer

from services.cli import case, doctor, feed, init, log, parking, readmodel, relay, run, shred, up

app = typer.Typer(
    help="呼应 Huying: appeals in, units at work, every step on record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("up")(up.up)
app.command("run")(run.run)
app.command("init")(init.init)
app.command("doctor")(doctor.doctor)
for group in (feed, case, log, parking, readmodel, relay, shred):
    app.add_typer(group.app, name=group.NAME, no_args_is_help=True)
