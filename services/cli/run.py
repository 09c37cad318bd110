"""`huying run`: named services in one process, on the real servers that the environment names."""

import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, TypeVar

import typer

from services.cli import environment, real
from services.cli.catalog import NAMES, main_of
from services.cli.front import front_of
from services.cli.installation import Installation
from services.cli.output import end, told
from shared.edge.port import Port
from shared.edge.process import Process
from shared.eventlog.behind import is_marked
from shared.eventlog.engine import is_away
from shared.eventlog.unit import Unavailable
from shared.house.house import House, NotPrepared
from shared.house.renewing import outdated
from shared.telemetry.logs import configure, logger

log = logger("run")
PAUSE = 2.0
T = TypeVar("T")


def run(
    services: Annotated[list[str], typer.Argument(help=f"Which of: {', '.join(NAMES)}; or all.")],
    host: Annotated[str, typer.Option(envvar=environment.HOST, help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar=environment.PORT, help="Port to listen on.")] = 8000,
) -> None:
    """Run services until SIGTERM. Where they find database, broker and secrets: see docs/operations."""
    configure()
    names = list(NAMES) if services == ["all"] else list(dict.fromkeys(services))
    with told():
        where = environment.read()
        installation = prepared(where, names)
        _serve(installation, where, host, port)


def prepared(where: environment.Environment, names: list[str]) -> Installation:
    """The installation, as soon as its databases answer and were made. SIGTERM ends the waiting."""
    # As the first process of a container it would not hear the signal otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    return patiently(names, lambda: in_form(real.build(where, names)))


def in_form(installation: Installation) -> Installation:
    """NotPrepared where a read model was filled by another version: serving it would show half of what is there."""
    for name, house in installation.houses.items():
        if old := outdated(house):
            for one in installation.houses.values():
                one.stop()
            raise NotPrepared(f"{name}: {', '.join(model.name for model in old)} come from another version")
    return installation


def patiently(names: Sequence[str], work: Callable[[], T]) -> T:
    """The result of the work, which is done again while the database is away or was not prepared."""
    while True:
        try:
            return work()
        except NotPrepared as not_yet:
            why, next_step = str(not_yet), "run huying init; tried again until then"
        except Exception as error:
            if not (isinstance(error, Unavailable) or is_away(error)):
                raise
            why, next_step = str(getattr(error, "orig", error)).strip(), "is the database up? tried again until it is"
        log.warning("waiting", services=list(names), why=why, next_step=next_step)
        time.sleep(PAUSE)


def _serve(installation: Installation, where: environment.Environment, host: str, port: int) -> None:
    houses = installation.houses
    if "routing" in houses:
        patiently(list(houses), lambda: _adopt(houses["routing"], where))
    for house in houses.values():
        house.subscribe(house.world.wire)
    process = Process([main_of(name).Service for name in houses], houses, Port(host, port, front_of(_front(houses))))
    try:
        listening = process.start()
    except OSError as taken:
        installation.close_wire()
        end(1, f"port {port} cannot be used ({taken.strerror})")
    log.info("serving", services=list(houses), address=f"http://{host}:{listening}")
    process.wait()
    process.stop(installation.close_wire)
    log.info("stopped", services=list(houses), next_step="nothing: everything is in the databases")


def _adopt(routing: House, where: environment.Environment) -> None:
    if not is_marked(routing.log):
        from services.routing.adopt import adopt  # noqa: PLC0415 - no other service's process loads routing

        adopt(routing, real.settings(where).jurisdiction_folder)


def _front(houses: Mapping[str, House]) -> House:
    """Whose page answers what belongs to no service."""
    return houses.get("identity") or next(iter(houses.values()))
