"""The start page, and what a person can see and change of the own account."""

from werkzeug.wrappers import Response

from services.identity import administration
from services.identity.readmodels import accounts
from services.identity.web import cookies
from services.identity.web.forms import OwnPassword
from services.identity.web.names import role_name, role_names
from services.identity.web.tiles import tiles
from shared.house.house import House
from shared.web.addresses import RENEW, with_next
from shared.web.answers import Page, See
from shared.web.ask import Ask
from shared.web.inputs import inputs
from shared.web.rendering import redirect


def start(ask: Ask) -> Page | Response:
    """Tiles that lead to what the person's roles may do; for a visitor, what askers may do and where to sign in."""
    house: House = ask.service
    if not ask.who.signed_in:
        if cookies.shown(ask.request):
            return redirect(with_next(RENEW, ask.request), 303)
        return Page("identity/welcome.html", {"demo": house.world.demo})
    return Page(
        "identity/start.html", {"tiles": tiles(ask), "roles": role_names(house.rulebook.current, ask.who.roles)}
    )


def me(ask: Ask) -> Page:
    """Who I am, my unit and roles, what I can do here; and the form for another password."""
    house: House = ask.service
    rules = house.rulebook.current
    values = {
        "row": accounts.one(house.engine, ask.who.account),
        "roles": [(role_name(rules, role), role) for role in ask.who.roles],
        "tiles": tiles(ask),
        "inputs": inputs(OwnPassword, ask),
    }
    return Page("identity/me.html", values)


def change_password(ask: Ask) -> See:
    """POST: one's own password."""
    house: House = ask.service
    administration.change_password(
        house,
        ask.who.account,
        ask.form["old"],
        ask.form["new"],
        ask.who.actor(),
        session=ask.who.session,
    )
    return See("/identity/me", "done.password_changed")
