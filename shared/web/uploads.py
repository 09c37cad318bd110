"""Files that come with a form (multipart): their names and bytes, within limits. What they are is for the caller to see."""

from dataclasses import dataclass, field

from werkzeug.wrappers import Request

from shared.web.failures import Failure, FieldFault

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """`name` as the sender called it, without a path; `content` whole."""

    name: str
    content: bytes = field(repr=False)


def uploads(request: Request, name: str, *, most: int, largest: int) -> list[Upload]:
    """The files of this field; an empty control is none. Failure 422 for too many, too large or empty ones."""
    given = [one for one in request.files.getlist(name) if one.filename]
    if len(given) > most:
        raise _fault(name, f"一次最多 {most} 个文件")
    return [_read(name, one.filename or "", one.stream.read(largest + 1), largest) for one in given]


def _read(field_name: str, filename: str, content: bytes, largest: int) -> Upload:
    plain = filename.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    if len(content) > largest:
        raise _fault(field_name, f"“{plain}”太大，每个文件最多 {largest // (1024 * 1024)} MB")
    if not content:
        raise _fault(field_name, f"“{plain}”是空文件")
    return Upload(plain, content)


def _fault(name: str, message: str) -> Failure:
    return Failure(422, fields=(FieldFault(name, message),))
