"""Exporting a case's evidence from a page or by the API: everything closed stays closed, for the ledger opens nothing."""

from werkzeug.wrappers import Response

from services.ledger.evidence.exporting import NOTHING, NotProven, bundle_of, public_keys, say_exported
from services.ledger.evidence.gathering import Begin, NotCovered, gathered
from services.ledger.evidence.history import Extraction
from services.ledger.web.seeing import visible
from shared.eventlog.clock import uuid7
from shared.house.house import House
from shared.kernel.times import SHANGHAI
from shared.telemetry.logs import logger
from shared.web.ask import Ask
from shared.web.failures import Failure

EXPORT = "evidence.export"
PURPOSE = "page.export"
log = logger("evidence")


def export(ask: Ask) -> Response:
    """The bundle as a download; 409 for a moment while its last entries are not under a checkpoint."""
    house: House = ask.service
    no = visible(ask, None).case_no
    at = ask.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    taken = Extraction(at, f"{ask.who.name}（{ask.who.account}）", "", house.world.district, house.rulebook.current)
    try:
        case = gathered(house, no, (), Begin(keys=public_keys(house)))
        made = bundle_of(house, case, NOTHING, taken)
    except NotCovered:
        raise Failure(409, "evidence.not_yet", headers={"Retry-After": "2"}) from None
    except NotProven as broken:
        log.exception(
            "not proven", case=no, why=str(broken), next_step="keep a copy of the data, then: huying log verify"
        )
        raise Failure(409, "evidence.not_proven") from None
    # Sent twice it is given out twice, so it is said twice.
    say_exported(house, case, made, NOTHING, ask.who.actor(), PURPOSE, uuid7(ask.at))
    response = Response(made.content, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"evidence-{no}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response
