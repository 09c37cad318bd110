"""What a view is given: everything about one request that it may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from shared.access.permissions import Role, Scope, allowed, scope
from shared.access.who import Who
from shared.kernel.once import Once


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """`form` is what the route's form made of body or query; `json` the body as it was parsed (None without one);
    `service` the service's house (execute, read models), opaque here; `at` the moment of asking.

    `idempotency_key` is the sender's; `once_only` goes to `execute`, under which what is asked is done once.
    `errors` (field → sentences), `typed` (what was typed) and `refused` (a sentence) are set when a form
    is shown again. `csrf` and `once` are the hidden values of a page's form.
    """

    request: Request
    who: Who
    at: datetime
    service: Any
    arguments: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    json: Any = None
    idempotency_key: str | None = None
    once_only: Once | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    csrf: str = ""
    once: str = ""
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    typed: MultiDict[str, str] = field(default_factory=MultiDict)
    refused: str = ""

    def may(self, permission: str) -> bool:
        """Whether the asker has this permission: for what a page offers."""
        return allowed(self.who, permission, self.roles)

    def scope(self, *, everything: str, own: str) -> Scope:
        """Whose cases the asker may see; NotAllowed (403) if none."""
        return scope(self.who, self.roles, everything=everything, own=own)

    def query(self, name: str, default: str = "") -> str:
        """A value of the address's query, trimmed."""
        return self.request.args.get(name, default).strip()
