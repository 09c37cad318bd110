"""The front of a house: its pages and API, with health, readiness, metrics and AsyncAPI."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.wrappers import Response

from shared.access.permissions import Role
from shared.eventlog.behind import is_marked
from shared.eventlog.codec import NotCanonical
from shared.eventlog.engine import is_away
from shared.eventlog.unit import Conflict, Unavailable
from shared.house.asyncapi import describe
from shared.house.measures import scrape_of
from shared.telemetry import metrics, traces
from shared.telemetry.logs import logger
from shared.vault import Shredded, TooLarge
from shared.web.answers import Json
from shared.web.ask import Ask
from shared.web.look import Look
from shared.web.navigation import NAVIGATION
from shared.web.route import PUBLIC, Route
from shared.web.sentences import Sentence
from shared.web.site import Settings, Site

if TYPE_CHECKING:
    from shared.house.house import House

BEHIND = "the log is behind the ledger's copy of it and nothing is appended; say: huying catch-up"
ERRORS: Mapping[type[Exception], int] = {
    Unavailable: 503,
    Conflict: 409,
    NotCanonical: 422,
    TooLarge: 413,
    Shredded: 410,
}


def site_of(house: "House") -> Site:
    """The site of one service, below its prefix."""
    spec, world = house.spec, house.world
    settings = Settings(
        clock=world.clock,
        keys=world.keys,
        house=house,
        roles=lambda: _roles(house),
        look=_look(house),
        templates=[folder for folder in [spec.folder / "web" / "templates"] if folder.is_dir()],
        static=[folder for folder in [spec.folder / "web" / "static"] if folder.is_dir()],
        sentences={
            code: said if isinstance(said, Sentence) else Sentence(said) for code, said in spec.sentences.items()
        },
        status_of=_status_of,
        report=lambda error: _report(house, error),
        observe=lambda method, path, status, seconds: metrics.answered(spec.name, method, path, status, seconds),
        trace=lambda method, path, traceparent: traces.request(spec.name, method, path, traceparent),
    )
    return Site(spec.name, (*_health(house), *spec.routes), settings)


def _status_of(error: Exception) -> int | None:
    return 503 if is_away(error) else next((ERRORS[kind] for kind in type(error).__mro__ if kind in ERRORS), None)


def _roles(house: "House") -> Mapping[str, Role]:
    return house.rulebook.current.roles


def _look(house: "House") -> Look:
    return Look(
        district=house.world.district,
        navigation=NAVIGATION,
        unit_name=lambda code: _unit_name(house, code),
        is_working_day=lambda day: _is_working_day(house, day),
        demo=house.world.demo,
    )


def _is_working_day(house: "House", day: date) -> bool:
    return house.rulebook.current.calendar.is_working_day(day)


def _unit_name(house: "House", code: str) -> str:
    unit = house.rulebook.current.units.get(code)
    return unit.short if unit else code


def _report(house: "House", error: Exception) -> None:
    logger("web").error(
        "request failed",
        service=house.name,
        error=repr(error),
        exc_info=error,
        next_step="nothing was half-written; look at the traceback and report it",
    )


def _health(house: "House") -> tuple[Route, ...]:
    def alive(_: Ask) -> Json:
        return Json({"status": "alive", "service": house.name})

    def ready(_: Ask) -> Json:
        checks: dict[str, Any] = {
            "rules": house.ready,
            "database": house.database_answers(),
            "caught_up": not is_marked(house.log),
        }
        good = all(checks.values())
        why = {} if checks["caught_up"] else {"why": BEHIND}
        return Json({"status": "ready" if good else "not ready", "checks": checks, **why}, 200 if good else 503)

    scrape = scrape_of(house)

    def measured(_: Ask) -> Response:
        return Response(scrape.text(), mimetype=CONTENT_TYPE_LATEST)

    def events(_: Ask) -> Json:
        return Json(describe(house.spec, house.hears))

    return (
        Route(method="GET", path="/healthz", permission=PUBLIC, view=alive, summary="Alive"),
        Route(method="GET", path="/readyz", permission=PUBLIC, view=ready, summary="Ready to serve"),
        Route(method="GET", path="/metrics", permission=PUBLIC, view=measured, summary="Prometheus metrics"),
        Route(method="GET", path="/asyncapi.json", permission=PUBLIC, view=events, summary="AsyncAPI: said and heard"),
    )
