"""The base of pages and API: routes in a table, one way through, errors as data, Chinese pages that need no scripts.

A service gives a `Site` its routes, its house and its templates; `Site.respond(request)` answers.
Werkzeug's Request and Response, Jinja2 and marshmallow; no server: that is `shared.edge`.
"""
