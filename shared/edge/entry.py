"""nameko's entry points as this system needs them: `desk` (HTTP), `on` (messages), `every` (time)."""

from collections.abc import Callable
from logging import LogRecord
from typing import Any, TypeVar, cast

from eventlet.event import Event
from nameko.extensions import DependencyProvider, Entrypoint
from werkzeug.wrappers import Request, Response

from shared.eventlog.engine import is_away
from shared.eventlog.unit import Unavailable
from shared.house.house import House
from shared.telemetry import machine
from shared.telemetry.logs import logger


def house_of(container: Any) -> House:
    """The house that the process made for this container's service."""
    house: House = container.config["HOUSES"][container.service_name]
    return house


class TheHouse(DependencyProvider):
    """Gives an entry point's method its service's house as `self.house`."""

    def get_dependency(self, worker_ctx: Any) -> House:
        """The house of this service."""
        return house_of(self.container)


class Desk(Entrypoint):
    """All HTTP of a service, below its prefix; the method answers a werkzeug request."""

    def start(self) -> None:
        """Mount below `/<service>`."""
        container = self.container
        container.config["PORT"].apps["/" + container.service_name] = self
        machine.workers(container.service_name, container._worker_pool.running, container.max_workers)  # noqa: SLF001

    def stop(self) -> None:
        """Unmount."""
        self.container.config["PORT"].apps.pop("/" + self.container.service_name, None)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """One request, in a worker of the container."""
        answered = Event()

        def settle(_context: Any, result: Any, failure: Any) -> tuple[Any, Any]:
            answered.send((result, failure))
            return result, failure

        self.container.spawn_worker(self, (Request(environ),), {}, handle_result=settle)
        result, failure = answered.wait()
        response = result if failure is None else Response("internal error\n", 500)
        return response(environ, start_response)


class On(Entrypoint):
    """The messages a service hears: a greenthread per ordered queue calls the method directly, strictly in order.

    nameko's own workers keep no order and acknowledge a message whose handler raised; see `docs/decisions`.
    """

    def start(self) -> None:
        """Run the house's workers, each calling the decorated method of one instance."""
        house = house_of(self.container)
        service = self.container.service_cls()
        service.house = house
        handle = getattr(service, self.method_name)
        for worker in house.workers:
            worker.handle = handle
            self.container.spawn_managed_thread(worker.run, identifier=f"inbox/{house.name}")

    def stop(self) -> None:
        """The message in hand is finished; the rest comes again."""
        for worker in house_of(self.container).workers:
            worker.stopping = True


class Every(Entrypoint):
    """Calls the method every `seconds`, in a worker of the container, never twice at a time."""

    def __init__(self, seconds: float, **options: Any) -> None:
        self._seconds = seconds
        self._stopping = Event()
        super().__init__(**options)

    def start(self) -> None:
        """Begin counting."""
        self.container.spawn_managed_thread(self._run, identifier=f"every/{self.method_name}")

    def stop(self) -> None:
        """Let the counting end."""
        if not self._stopping.ready():
            self._stopping.send(True)

    def _run(self) -> None:
        while not self._stopping.ready():
            if self._stopping.wait(timeout=self._seconds) is None:
                self._once()

    def _once(self) -> None:
        done = Event()

        def settle(_context: Any, result: Any, failure: Any) -> tuple[Any, Any]:
            done.send(failure)
            return result, failure

        self.container.spawn_worker(self, (), {}, handle_result=settle)
        failure = done.wait()
        if failure is not None:
            report(self.container.service_name, self.method_name, failure[1])


def report(service: str, timer: str, failure: BaseException) -> None:
    """Say why a timer's turn failed. While the database is away every turn does, and that is no fault of anybody's."""
    if is_of_the_database(failure):
        logger("every").warning(
            "waiting",
            service=service,
            timer=timer,
            why=str(getattr(failure, "orig", failure)).strip(),
            next_step="nothing is lost; it goes on when the database is there",
        )
        return
    logger("every").error(
        "timer failed",
        service=service,
        timer=timer,
        exc_info=failure,
        next_step="it is tried again at its next turn; if it goes on, see the traceback",
    )


def is_of_the_database(failure: BaseException | None) -> bool:
    """Whether it failed only because the database is away."""
    return isinstance(failure, Unavailable) or (isinstance(failure, Exception) and is_away(failure))


def quietened(record: LogRecord) -> bool:
    """A filter for nameko's log, which has a traceback for every failing turn: none while the database is away."""
    return not (record.exc_info and is_of_the_database(record.exc_info[1]))


Method = TypeVar("Method", bound=Callable[..., Any])


def the_house() -> House:
    """The attribute of a service class that holds its house."""
    return cast("House", TheHouse())


def desk(method: Method) -> Method:
    """The method answers all HTTP of the service."""
    return cast("Method", Desk.decorator(method))


def on(method: Method) -> Method:
    """The method handles every message the service hears."""
    return cast("Method", On.decorator(method))


def every(seconds: float) -> Callable[[Method], Method]:
    """The method is called again and again, `seconds` apart."""
    return cast("Callable[[Method], Method]", Every.decorator(seconds))
