"""One row of a service's table of routes: who may, what is read, what answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from marshmallow import Schema
from werkzeug.wrappers import Response

from shared.web.answers import Json, Page, See
from shared.web.ask import Ask

MIB = 1024 * 1024
JSON = "application/json"
MULTIPART = "multipart/form-data"
FORMS = ("application/x-www-form-urlencoded", MULTIPART)
API_PREFIXES = ("/api/", "/open311/")
METHODS = ("GET", "POST", "PUT", "DELETE")

View = Callable[[Ask], Response | Page | Json | See]


class Access(Enum):
    """Routes that ask for no permission of a role."""

    PUBLIC = "public"
    """Anybody, signed in or not."""
    SIGNED_IN = "signed_in"
    """Anybody who has signed in."""
    FEED = "feed"
    """The feed named by the path's `<source>`, which shows its key."""


PUBLIC, SIGNED_IN, FEED = Access.PUBLIC, Access.SIGNED_IN, Access.FEED


@dataclass(frozen=True, slots=True, init=False)
class AnyOf:
    """One of these permissions is enough; what is then seen is a matter of `Ask.scope`."""

    permissions: tuple[str, ...]

    def __init__(self, *permissions: str) -> None:
        if not permissions or not all(permissions):
            raise ValueError("AnyOf needs the names of permissions")
        object.__setattr__(self, "permissions", permissions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`path` is a werkzeug rule below the service's prefix, such as `/api/v1/work-orders/<no>/<action>`.

    `permission` has no default and may not be empty: what anybody may do says PUBLIC.
    `form` reads a POST's body, or a GET's query. `again` renders the page of a form once more when what was typed
    is refused (`Ask.errors`, `Ask.typed`, `Ask.refused`). `takes` overrides the accepted content types,
    `max_body` (bytes) the site's limit. `files` names the field in which files may come (`shared.web.uploads`).
    `makes`: it may answer 201, for something that was not there before.
    `hides`: who may not is answered 404, as if there were no such address.
    `also`: further statuses, where machines show who they are in a way of the route's own.
    `refusal`: how a refusal is told (status, sentence), where machines want anything but `application/problem+json`.
    """

    method: str
    path: str
    permission: str | Access | AnyOf
    view: View
    summary: str
    form: type[Schema] | None = None
    again: View | None = None
    takes: tuple[str, ...] = field(default=())
    max_body: int | None = None
    files: str = ""
    makes: bool = False
    hides: bool = False
    also: tuple[int, ...] = ()
    refusal: Callable[[int, str], Response] | None = None

    def __post_init__(self) -> None:
        if not self.permission:
            raise TypeError(f"{self.method} {self.path}: name the permission, or write PUBLIC")
        if self.method not in METHODS or not self.path.startswith("/"):
            raise ValueError(f"{self.method} {self.path}: a method of {METHODS} and a path from /")
        if self.permission is FEED and "<source>" not in self.path:
            raise ValueError(f"{self.path}: a feed's route names its <source>")

    @property
    def api(self) -> bool:
        """Whether machines ask: JSON in and out, problems as `application/problem+json`."""
        return self.path.startswith(API_PREFIXES)

    @property
    def accepts(self) -> tuple[str, ...]:
        """The content types a body may have."""
        usual = ((JSON, MULTIPART) if self.files else (JSON,)) if self.api else FORMS
        return self.takes or usual
