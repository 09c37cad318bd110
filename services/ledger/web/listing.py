"""Lists of cases by cursor, for page, API and command line."""

from dataclasses import replace
from datetime import datetime

from services.ledger.readmodels.cases.query import Case, Filter, Place, listed, listed_as_of
from services.ledger.web.seeing import canonical
from shared.house.house import House
from shared.kernel.times import stamp, unstamp
from shared.web.failures import Failure
from shared.web.paging import Key, Slice, read_cursor, write_cursor


def found(house: House, wanted: Filter, cursor: str | None, limit: int, as_of: datetime | None = None) -> Slice[Case]:
    """One page, newest first. As of a time a page may be short although `next_cursor` leads on."""
    after = _place(read_cursor(cursor))
    wanted = replace(wanted, number=_number(wanted.number))
    with house.log.reading() as connection:
        if as_of is not None:
            cases, place = listed_as_of(connection, wanted, as_of, after, limit)
            return Slice(cases, _cursor(place))
        cases = listed(connection, wanted, after, limit + 1)
    shown = cases[:limit]
    last = shown[-1] if len(cases) > limit else None
    return Slice(shown, _cursor((last.received_at, last.case_no)) if last and last.received_at else None)


def _number(typed: str) -> str:
    """A whole number in its stored form; a part of one in capitals."""
    return canonical(typed) if len(typed) > 18 else typed.strip().upper()


def _cursor(place: Place | None) -> str | None:
    return write_cursor((stamp(place[0]), place[1])) if place else None


def _place(key: Key | None) -> Place | None:
    match key:
        case None:
            return None
        case (str(received_at), str(case_no)):
            try:
                return unstamp(received_at), case_no
            except ValueError:
                pass
    raise Failure(422, "request.cursor")
