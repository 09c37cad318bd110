"""The file outbox: one file per message, so that an asker's can be erased. The embedded default of every channel."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from services.notify.gateways.disk import PART, Shelf, entries
from services.notify.gateways.outgoing import ASKER, UNIT, Outgoing
from shared.kernel.times import stamp

UNITS = "units"


@dataclass(frozen=True, slots=True)
class Outbox:
    """`<folder>/<asker's id>/<delivery id>.json`, and `<folder>/units/<unit>/…` for units."""

    folder: Path
    blocking: bool = True
    deduplicates: bool = True

    def send(self, message: Outgoing) -> None:
        """Write the message. Failed `storage` (disk), `bad_name`, `shredded`."""
        place = (UNITS, message.whose, message.id) if message.to == UNIT else (message.whose, message.id)
        owner = message.whose if message.to == ASKER else None
        Shelf(self.folder).keep(place, owner, _document(message))

    def erase(self, asker: str) -> None:
        """Remove everything of an asker for good. Said twice it changes nothing. OSError."""
        Shelf(self.folder).erase(asker, [self.folder / asker])

    def newest(self, count: int) -> list[dict[str, str]]:
        """The newest messages, newest first."""
        aged = sorted(((file.stat().st_mtime_ns, file.path) for file in self._files()), reverse=True)
        return [json.loads(Path(path).read_text(encoding="utf-8")) for _, path in aged[:count]]

    def _files(self) -> list["os.DirEntry[str]"]:
        units = Shelf(self.folder / UNITS).folders()
        folders = [folder for folder in Shelf(self.folder).folders() if folder.name != UNITS]
        return [file for folder in (*folders, *units) for file in entries(folder) if not file.name.endswith(PART)]


def _document(message: Outgoing) -> bytes:
    said = {
        "id": message.id,
        "channel": message.channel,
        "to": message.to,
        "whose": message.whose,
        "case_no": message.case_no,
        "at": stamp(message.at),
        "address": message.address,
        "name": message.name,
        "subject": message.subject,
        "text": message.text,
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
