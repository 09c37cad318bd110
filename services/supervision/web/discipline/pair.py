"""The two texts of a copied answer, side by side."""

import json
from collections.abc import Mapping
from typing import Any

from services.supervision.readmodels.clues import Row
from services.supervision.readmodels.dossier import query
from services.supervision.web.discipline.seeing import read
from shared.web.ask import Ask

COPIED = "copied_answer"


def texts_of(ask: Ask, row: Row, content: Mapping[str, Any]) -> dict[str, Any]:
    """`texts`: [(case number, text)] of both cases; nothing for other rules."""
    if content.get("rule") != COPIED:
        return {"texts": []}
    places = {(proof["service"], proof["position"]): proof["case_no"] for proof in content.get("evidence", ())}
    with ask.service.engine.connect() as connection:
        told = query.stories(connection, set(places.values()))
    public = {
        (entry.service, entry.position): json.dumps(entry.data["public"])
        for one in told
        for entry in one.entries
        if (entry.service, entry.position) in places and entry.data.get("public")
    }
    # the names of what is read stand in the clear in the log: no case number may be one of them
    clear = read(ask, row["subject"], {f"text_{number}": public.get(place) for number, place in enumerate(places)})
    return {"texts": [(case_no, clear[f"text_{n}"] or "") for n, case_no in enumerate(places.values())]}
