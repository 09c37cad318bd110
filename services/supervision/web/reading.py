"""Opening officers' words on cards and commitments, after an entry says who reads them."""

from collections.abc import Mapping

from services.supervision.web.seeing import OPEN_PERSONAL, PURPOSE
from shared.house.reading import CLOSED, open_for
from shared.web.ask import Ask


def read_words(ask: Ask, subject: str, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """In clear for those who may; ‹已加密› for others; None where nothing was said."""
    if not ask.may(OPEN_PERSONAL):
        return {name: field and CLOSED for name, field in fields.items()}
    return open_for(ask.service, ask.who.actor(), subject, PURPOSE, fields)
