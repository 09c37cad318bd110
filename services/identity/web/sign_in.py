"""Signing in, renewing and signing out."""

from collections.abc import Sequence
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from services.identity import sessions, signing_in
from services.identity.demo import DemoAccount, demo_accounts
from services.identity.readmodels import accounts
from services.identity.web import cookies
from services.identity.web.forms import SignIn
from services.identity.web.names import role_names
from shared.house.house import House
from shared.kernel.actor import Actor
from shared.kernel.rejection import Rejected
from shared.web.addresses import RENEW, SIGN_IN, safe_next
from shared.web.answers import Page
from shared.web.ask import Ask
from shared.web.guard import SAFE
from shared.web.inputs import inputs
from shared.web.rendering import redirect

START = "/identity/"


def sign_in_page(ask: Ask) -> Page | Response:
    """Who is signed in goes on at once, who can be renewed is renewed; everybody else is asked."""
    goal = safe_next(ask.query("next") or ask.typed.get("next", ""), START)
    if ask.request.method in SAFE:
        if ask.who.signed_in:
            return redirect(goal, 303)
        if cookies.shown(ask.request):
            return redirect(f"{RENEW}?{urlencode({'next': goal})}", 303)
    controls = inputs(SignIn, ask, values={"next": goal})
    return Page("identity/sign_in.html", {"inputs": controls, "goal": goal, "chairs": _chairs(ask.service)})


def sign_in(ask: Ask) -> Response:
    """POST: a session of its own for each sign-in; the one this browser had before ends."""
    house: House = ask.service
    name = ask.form["account"].lower()
    signed_in = signing_in.sign_in(house, name, ask.form["password"])
    _end(ask, "replaced", signed_in.who.actor())
    response = redirect(safe_next(ask.form.get("next", ""), START), 303)
    return cookies.give(response, signed_in, house.world.keys)


def renew(ask: Ask) -> Response:
    """Back to where the token had expired, with a new one: a GET as it was, a POST with what it carried."""
    house: House = ask.service
    goal, reading = safe_next(ask.query("next"), START), ask.request.method in SAFE
    try:
        signed_in = sessions.renew(house, cookies.shown(ask.request))
    except Rejected:
        again = {"next": goal} if reading else {"said": "done.form_lost"}
        return cookies.take(redirect(f"{SIGN_IN}?{urlencode(again)}", 303), house.world.keys)
    return cookies.give(redirect(goal, 303 if reading else 307), signed_in, house.world.keys)


def sign_out(ask: Ask) -> Response:
    """POST: also for somebody whose token has expired."""
    _end(ask, "signed_out", ask.who.actor() if ask.who.signed_in else None)
    return cookies.take(redirect(f"{SIGN_IN}?said=done.signed_out", 303), ask.service.world.keys)


def _end(ask: Ask, why: str, by: Actor | None) -> None:
    house: House = ask.service
    held = {ask.who.session, sessions.session_of(house, cookies.shown(ask.request))} - {""}
    for session in sorted(held):
        sessions.end(house, session, why, by or sessions.BY_ITSELF)


def _chairs(house: House) -> Sequence[tuple[DemoAccount, str]]:
    """The demo's accounts that were made, with their roles in words; none outside the demo."""
    if not house.world.demo:
        return ()
    rules = house.rulebook.current
    there = {row.account for row in accounts.listed(house.engine, "", 200) if row.disabled_at is None}
    return [(one, role_names(rules, one.roles)) for one in demo_accounts(rules) if one.account in there]
