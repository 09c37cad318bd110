"""What answers at a process's address outside its services' prefixes."""

from collections.abc import Callable
from typing import Any

from werkzeug.utils import redirect
from werkzeug.wrappers import Request

from shared.house.house import House


def front_of(house: House) -> Callable[[dict[str, Any], Any], Any]:
    """`/` leads to the start page; anything else is not here, said by this house's pages."""

    def front(environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        response = redirect("/identity/", 303) if request.path == "/" else house.site.respond(request)
        return response(environ, start_response)

    return front
