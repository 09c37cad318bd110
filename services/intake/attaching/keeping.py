"""Taking files in: type, scan, then encrypted under the asker's key; and giving one out again."""

from collections.abc import Sequence
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

from services.intake.attaching.kinds import KINDS, kind_of
from services.intake.attaching.scanning import Verdict, scan
from services.intake.domain.appeal.attachment import MOST, Attachment
from services.intake.readmodels.appeals import Row
from shared.access.reading import RecordReading
from shared.house.house import House
from shared.house.reading import opened
from shared.kernel.actor import Actor
from shared.kernel.text import Home, Text, asker_key
from shared.vault import Shredded
from shared.web.failures import Failure, FieldFault
from shared.web.route import MIB
from shared.web.uploads import Upload, uploads

FIELD = "files"
LARGEST = 10 * MIB
BODY = MOST * LARGEST + MIB
"""Bytes of a request with as many files as may come."""


def checked(house: House, request: Request) -> list[tuple[Upload, str]]:
    """The files of a request with their media types. Failure 422 (kind, size, number, infected), 503 (not scanned)."""
    given = uploads(request, FIELD, most=MOST, largest=LARGEST)
    return [(one, _kind(house, one)) for one in given]


def _kind(house: House, upload: Upload) -> str:
    media_type: str | None = house.world.offload(lambda: kind_of(upload.content))
    if media_type is None:
        raise _fault(f"“{upload.name}”不是可以接收的文件，请上传 {'、'.join(KINDS.values())}")
    verdict = house.world.offload(lambda: scan(upload.content))
    if verdict is Verdict.INFECTED:
        raise _fault(f"“{upload.name}”没有通过病毒检查，没有保存")
    if verdict is Verdict.UNKNOWN:
        raise Failure(503, "attachment.not_scanned", headers={"Retry-After": "60"})
    return media_type


def kept(
    house: House, files: Sequence[tuple[Upload, str]], asker: str, case_no: str, ref: str
) -> tuple[Attachment, ...]:
    """The same files in the vault; none for an asker who was erased, about whom nothing is kept any more.

    What is then not said in an entry stays unnamed, and goes with the asker's key.
    """
    if house.vault.shredded(asker_key(asker)):
        return ()
    key = asker_key(asker)
    homes = [Home(case_no, ref, f"attachments.{index}") for index in range(len(files))]
    return tuple(_kept(house, one, media_type, key, home) for (one, media_type), home in zip(files, homes, strict=True))


def _kept(house: House, upload: Upload, media_type: str, key: str, home: Home) -> Attachment:
    name, digest = house.vault.deposit(upload.content, key, home)
    return Attachment(Text(upload.name), name, media_type, len(upload.content), digest)


def given_out(house: House, by: Actor, row: Row) -> Response:
    """A kept file (a row of the read model) for an officer: the reading is recorded first. Failure 410 when erased."""
    moment = house.moment(by)
    once = f"{moment.at.date().isoformat()}/{row['hash']}"
    house.execute(RecordReading(row["case_no"], "page.attachment", once, ("attachments",), None, moment))
    try:
        content = house.vault.get(row["hash"], "page.attachment")
    except (KeyError, Shredded):
        raise Failure(410) from None
    name = quote(opened(house, row["name"], "page.attachment"), safe="")
    disposition = f"attachment; filename=\"{row['hash'][:12]}\"; filename*=UTF-8''{name}"
    return Response(
        content,
        mimetype=row["media_type"],
        headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
    )


def _fault(message: str) -> Failure:
    return Failure(422, fields=(FieldFault(FIELD, message),))
