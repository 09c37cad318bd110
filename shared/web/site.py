"""One way through for every request of a service: route, guard, body, form, view, answer."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from marshmallow import Schema
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wrappers import Request, Response

from shared.access.permissions import Role
from shared.access.tokens import NotSignedIn
from shared.web import body, forms, guard, headers, repeating
from shared.web.addresses import RENEW, SIGN_IN, whole_path, with_next
from shared.web.ask import Ask
from shared.web.failures import FAULT, Failure, StatusOf, failure_of
from shared.web.furniture import furniture
from shared.web.guard import Keys
from shared.web.look import Look
from shared.web.rendering import Rendering, redirect
from shared.web.route import MIB, Route
from shared.web.sentences import Sentence, Sentences
from shared.web.static import Static
from shared.web.templating import environment

EXPIRED = "access.token_expired"


def _no_roles() -> Mapping[str, Role]:
    return {}


def _unobserved(method: str, path: str, status: int, seconds: float) -> None:
    del method, path, status, seconds


def _ended(status: int) -> None:
    del status


def _untraced(method: str, path: str, traceparent: str | None) -> Callable[[int], None]:
    del method, path, traceparent
    return _ended


def _raise(error: Exception) -> None:
    raise error


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a service gives its site.

    `clock` says the time; `roles` the roles in force; `templates` and `static` are folders of the service;
    `sentences` its codes; `status_of` an exception (a database that is away: 503); `max_body` bytes.
    `report` is told of every error nobody has named (it logs; without one it is raised), `observe` of every answer:
    method, route, status, seconds; `trace` of every request that has a route, before it is served: method, route, the
    caller's `traceparent`; what it returns is told the status. `once` makes a form's idempotency key.
    """

    clock: Callable[[], datetime]
    keys: Keys
    house: Any = None
    roles: Callable[[], Mapping[str, Role]] = _no_roles
    look: Look = field(default_factory=Look)
    templates: Sequence[Path] = ()
    static: Sequence[Path] = ()
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    status_of: StatusOf = lambda _: None
    max_body: int = MIB
    report: Callable[[Exception], None] = _raise
    observe: Callable[[str, str, int, float], None] = _unobserved
    trace: Callable[[str, str, str | None], Callable[[int], None]] = _untraced
    once: Callable[[], str] = lambda: secrets.token_urlsafe(18)


class Site:
    """The pages and the API of one service, below `/<service>`."""

    def __init__(self, service: str, routes: Sequence[Route], settings: Settings) -> None:
        self.prefix = f"/{service}"
        self._settings = settings
        self._sentences = Sentences(settings.sentences)
        static = Static(self.prefix, settings.static)
        templates = environment(settings.templates, settings.look, static.address, service)
        self._rendering = Rendering(self.prefix, templates, settings.look, self._sentences)
        self.routes = (*routes, *furniture(service, self.prefix, routes, static, self._sentences))
        self._schemas: dict[int, Schema] = {id(route): route.form() for route in self.routes if route.form}
        self._map = _bind(self.prefix, self.routes)

    def respond(self, request: Request) -> Response:
        """The answer, always: what goes wrong becomes a problem or an error page."""
        began = perf_counter()
        route: Route | None = None
        ended: Callable[[int], None] = _ended
        try:
            route, arguments = self._match(request)
            ended = self._settings.trace(route.method, route.path, request.headers.get("traceparent"))
            response = self._serve(request, route, arguments)
        except Exception as error:  # noqa: BLE001 (the one boundary: named errors have a status, others are reported)
            response = self._failed(request, route, error)
        finally:
            request.close()  # the files that came with it
        headers.secure(response, https=self._settings.keys.secure)
        ended(response.status_code)
        where = route.path if route else ""
        self._settings.observe(request.method or "", where, response.status_code, perf_counter() - began)
        return response

    def _match(self, request: Request) -> tuple[Route, Mapping[str, Any]]:
        method = request.method or "GET"
        number, arguments = self._map.match(whole_path(request), method)
        return self.routes[number], arguments

    def _serve(self, request: Request, route: Route, arguments: Mapping[str, Any]) -> Response:
        settings = self._settings
        now = settings.clock()
        who = guard.enter(settings.keys, settings.roles, route, request, arguments, now)
        read = body.read(request, route, settings.max_body)
        guard.from_our_page(settings.keys, who, route, request, read.typed)
        key = repeating.key_of(request, route, read.typed)
        ask = Ask(
            request=request,
            who=who,
            at=now,
            service=settings.house,
            arguments=arguments,
            json=read.json,
            idempotency_key=key,
            once_only=repeating.once_of(key, request, route, read),
            roles=settings.roles(),
            csrf=guard.csrf_token(settings.keys, who),
            once=settings.once(),
        )
        return self._answer(ask, route, read)

    def _answer(self, ask: Ask, route: Route, read: body.Body) -> Response:
        form, faults = self._load(route, ask, read)
        try:
            if faults:
                raise Failure(422, fields=faults)
            return self._rendering.response(ask, route.view(replace(ask, form=form)))
        except Exception as error:
            failure = failure_of(error, self._settings.status_of, self._sentences)
            if route.again is None or failure.status not in (409, 422):
                raise
            return self._again(ask, route.again, failure, read.typed)

    def _load(self, route: Route, ask: Ask, read: body.Body) -> tuple[dict[str, Any], Any]:
        schema = self._schemas.get(id(route))
        if schema is None:
            return {}, ()
        if route.method == "GET":
            return forms.load_typed(schema, MultiDict(ask.request.args), strict=route.api)
        if read.json is None:
            return forms.load_typed(schema, read.typed, strict=True)
        if not isinstance(read.json, dict):
            raise Failure(422, "request.not_an_object")
        return forms.load(schema, read.json)

    def _again(self, ask: Ask, view: Any, failure: Failure, typed: MultiDict[str, str]) -> Response:
        errors: dict[str, list[str]] = {}
        for fault in failure.fields:
            errors.setdefault(fault.name.partition(".")[0], []).append(fault.message)
        shown = replace(ask, errors=errors, typed=typed, refused=self._rendering.sentence(failure))
        response = self._rendering.response(shown, view(shown))
        response.status_code = failure.status
        return response

    def _failed(self, request: Request, route: Route | None, error: Exception) -> Response:
        failure = failure_of(error, self._settings.status_of, self._sentences)
        if failure.code == FAULT:
            self._settings.report(error)
        if route and route.refusal:
            response = route.refusal(*self._rendering.refusal(failure))
        elif route.api if route else self._for_machines(request):
            response = self._rendering.problem(failure, whole_path(request))
            if failure.status == 401:
                response.headers["WWW-Authenticate"] = "Bearer"
        else:
            response = self._page_of(request, failure, error)
        response.headers.update(failure.headers)
        return response

    def _page_of(self, request: Request, failure: Failure, error: Exception) -> Response:
        reading = request.method in guard.SAFE
        if isinstance(error, NotSignedIn):
            if failure.code == EXPIRED:
                return redirect(with_next(RENEW, request), 303 if reading else 307)
            if reading:
                response = redirect(with_next(SIGN_IN, request), 303)
                headers.sign_out(response, https=self._settings.keys.secure)
                return response
        return self._rendering.error_page(self._lost(request), failure)

    def _lost(self, request: Request) -> Ask:
        """Whoever ended at an error page, with the navigation to go elsewhere."""
        settings = self._settings
        now = settings.clock()
        who = guard.known(settings.keys, request, now)
        csrf = guard.csrf_token(settings.keys, who)
        return Ask(request=request, who=who, at=now, service=None, roles=settings.roles(), csrf=csrf)

    def _for_machines(self, request: Request) -> bool:
        return whole_path(request).startswith(f"{self.prefix}/api/")


def _bind(prefix: str, routes: Sequence[Route]) -> MapAdapter:
    """Werkzeug's map of the routes' numbers. The host's name is never used."""
    seen = [(route.method, route.path) for route in routes]
    twice = sorted({f"{method} {path}" for method, path in seen if seen.count((method, path)) > 1})
    if twice:
        raise ValueError(f"routes written twice: {', '.join(twice)}")
    return _map(prefix, tuple(seen)).bind("huying")


@cache
def _map(prefix: str, addresses: tuple[tuple[str, str], ...]) -> Map:
    """Of methods and paths, to their numbers. It is the same for every site of a service, and dear."""
    rules = [
        Rule(prefix + path, endpoint=number, methods=[method], strict_slashes=False)
        for number, (method, path) in enumerate(addresses)
    ]
    return Map(rules, merge_slashes=False)
