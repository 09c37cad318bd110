"""`huying up`: the embedded system, all services on one port."""

from typing import Annotated

import typer

from services.cli.alone import wait_ready
from services.cli.catalog import NAMES, main_of
from services.cli.control import Control
from services.cli.demo import play
from services.cli.embedded import build
from services.cli.front import front_of
from services.cli.greeting import greeting
from services.cli.installation import Installation
from services.cli.operations import OPERATIONS
from services.cli.output import Data, end, say, told
from services.cli.places import DATA
from services.cli.recovery.looking import marked
from services.cli.settings import Settings, settings_of
from services.routing.adopt import adopt
from shared.edge.port import Port
from shared.edge.process import Process
from shared.house.folder import InUse, lock
from shared.telemetry.logs import configure


def up(
    data: Data = DATA,
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    demo: Annotated[bool, typer.Option("--demo", help="Fill a new folder with invented cases and accounts.")] = False,
    jurisdiction: Annotated[str | None, typer.Option(help="A folder below deploy/jurisdictions.")] = None,
) -> None:
    """Run all services in one process until Ctrl-C or SIGTERM."""
    configure()
    folder = data.absolute()
    with told():
        settings = settings_of(folder, jurisdiction=jurisdiction, demo=demo)
    try:
        held = lock(folder)
    except InUse as busy:
        end(1, f"{busy}; stop it first, or choose another --data")
    with held:
        with told():
            if settings.demo and play(folder, settings):
                say("the demo's month was played")
            installation = build(folder, settings)
        run(installation, settings, host, port)
    say("stopped; everything is on disk")


def run(installation: Installation, settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop."""
    process = Process(
        [main_of(name).Service for name in NAMES],
        installation.houses,
        Port(host, port, front_of(installation.houses["identity"])),
    )
    try:
        listening = process.start()
    except OSError as taken:
        end(1, f"port {port} cannot be used ({taken.strerror}); --port 0 takes a free one")
    control = Control(installation.folder, OPERATIONS, installation)
    behind = marked(installation.houses)
    if behind:
        say(f"{', '.join(behind)}: behind the ledger, nothing is appended; stop, then: huying catch-up")
    else:
        adopt(installation.houses["routing"], settings.jurisdiction_folder)
        wait_ready(installation)
    say(greeting(installation, settings, f"http://{host}:{listening}"))
    process.wait()
    control.close()
    process.stop(installation.close_wire)
