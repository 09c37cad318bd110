"""What went wrong, as data: status, stable code, the fields at fault. One table from exceptions to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from werkzeug.exceptions import HTTPException, MethodNotAllowed

from shared.access.feed_keys import UnknownSource
from shared.access.permissions import NotAllowed
from shared.access.tokens import NotSignedIn
from shared.kernel.rejection import Rejected
from shared.web.sentences import Sentences

CODES: Mapping[int, str] = {
    400: "request.malformed",
    401: "access.not_signed_in",
    403: "access.not_allowed",
    404: "request.not_found",
    405: "request.method",
    409: "request.conflict",
    410: "request.gone",
    413: "request.too_large",
    415: "request.content_type",
    422: "request.invalid",
    429: "request.too_many",
    503: "service.unavailable",
}
FAULT = "service.fault"
RETRY_AFTER = "5"

StatusOf = Callable[[Exception], int | None]
"""The status of an error that the service names itself; None for what nobody has named."""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """`name` is the field's path (`items.0.phone`), `message` a sentence."""

    name: str
    message: str


class Failure(Exception):
    """A request that ends here. `code` defaults to the status's own; `facts` fill the code's sentence."""

    def __init__(
        self,
        status: int,
        code: str = "",
        *,
        fields: tuple[FieldFault, ...] = (),
        headers: Mapping[str, str] | None = None,
        facts: Mapping[str, str | int] | None = None,
    ) -> None:
        self.status = status
        self.code = code or CODES.get(status, FAULT)
        self.fields = fields
        self.headers = dict(headers or {})
        self.facts = dict(facts or {})
        super().__init__(self.code)


def failure_of(error: Exception, status_of: StatusOf, sentences: Sentences) -> Failure:
    """The failure an exception stands for; 500 `service.fault` for one that nobody has named."""
    match error:
        case Failure():
            return error
        case NotSignedIn(code=code):
            return Failure(401, code)
        case NotAllowed(permission=permission):
            return Failure(403, facts={"permission": permission})
        case UnknownSource(source=source):
            return Failure(404, "feed.unknown_source", facts={"source": source})
        case Rejected(code=code, facts=facts):
            return Failure(sentences.status(code), code, facts=facts)
        case HTTPException():
            return _of_http(error)
    status = status_of(error) or 500
    code = getattr(error, "problem", "")  # an exception may name a code of its own
    return Failure(status, code, headers={"Retry-After": RETRY_AFTER} if status == 503 else None)


def _of_http(error: HTTPException) -> Failure:
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return Failure(error.code or 500, headers=headers)
