"""Write-back (回传): what became of an appeal goes back to the feed it came from, as files to be fetched, or by HTTP.

By HTTP it is an `HttpApi` with the same facts.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from services.notify.gateways.disk import Shelf
from services.notify.gateways.outgoing import Outgoing

FACTS = (
    *("id", "source", "source_no", "case_no", "fact", "at"),
    *("round", "unit", "unit_name", "public", "resolved", "end", "reason"),
)


@dataclass(frozen=True, slots=True)
class WriteBackFiles:
    """`<folder>/<source>/<case number>/<delivery id>.json`, which the source takes away (and may delete).

    Said twice it is the same file, and a case's files can be erased: an answer may quote the asker.
    """

    folder: Path
    blocking: bool = True
    deduplicates: bool = True

    def send(self, message: Outgoing) -> None:
        """Write the facts. Failed `storage` (disk), `bad_name`, `shredded`."""
        content = json.dumps(dict(message.facts), ensure_ascii=False, indent=1).encode()
        Shelf(self.folder).keep((message.whose, message.case_no, message.id), message.case_no, content)

    def erase(self, case_no: str) -> None:
        """Remove what was written about a case for good. Said twice it changes nothing. OSError."""
        shelf = Shelf(self.folder)
        shelf.erase(case_no, [source / case_no for source in shelf.folders()])
