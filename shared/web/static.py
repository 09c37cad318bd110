"""Static files, read once: served by name only, named in pages with the hash of their content."""

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from werkzeug.wrappers import Response

from shared.web.ask import Ask
from shared.web.failures import Failure

SHARED = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file."""

    data: bytes
    mimetype: str
    digest: str


class Static:
    """The files of some folders (not below them)."""

    def __init__(self, prefix: str, folders: Sequence[Path] = ()) -> None:
        self._prefix = prefix
        self._files = {
            path.name: _keep(path) for folder in (SHARED, *folders) for path in folder.iterdir() if path.is_file()
        }

    def address(self, name: str) -> str:
        """The file's address, which changes with its content; KeyError for none."""
        return f"{self._prefix}/static/{name}?v={self._files[name].digest}"

    def view(self, ask: Ask) -> Response:
        """Answers with a file."""
        kept = self._files.get(ask.arguments["name"])
        if kept is None:
            raise Failure(404)
        response = Response(kept.data, mimetype=kept.mimetype)
        response.headers["Cache-Control"] = FOREVER if ask.query("v") == kept.digest else A_WHILE
        return response


def _keep(path: Path) -> Kept:
    data = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Kept(data, kind, hashlib.sha256(data).hexdigest()[:12])
