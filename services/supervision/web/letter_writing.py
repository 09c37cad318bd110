"""A supervisor writes a letter (督办函) about a case to a unit: page and API."""

from datetime import datetime

from services.supervision.domain.letter.commands import WriteLetter
from services.supervision.numbers import next_number
from services.supervision.readmodels import letters
from services.supervision.readmodels.letters import Row
from services.supervision.web import acting_forms as forms
from services.supervision.web.acting import words
from services.supervision.web.assessment.excluding import case_in
from services.supervision.web.lettering import summary
from shared.house.house import House
from shared.kernel.rejection import Rejected
from shared.kernel.times import last_minute
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure
from shared.web.inputs import inputs

ATTEMPTS = 4
"""Another letter may take the number between looking and taking it."""
TAKEN = "letter_number.taken"


def show_form(ask: Ask) -> Page:
    """`?case_no=&unit=`, as whoever comes from a case or card knows them."""
    given = {name: ask.query(name) for name in ("case_no", "unit")}
    units = ask.service.rulebook.current.unit_choices
    return Page(
        "supervision/letter_new.html", {"inputs": inputs(forms.WriteLetter, ask, values=given, choices={"unit": units})}
    )


def write(ask: Ask) -> See:
    return See(f"/supervision/letters/{written(ask)['number']}", "done.letter_written")


def write_by_api(ask: Ask) -> Json:
    row = written(ask)
    return Json(summary(row), status=201, headers={"Location": f"/supervision/api/v1/letters/{row['number']}"})


def _execute(house: House, ask: Ask, case_no: str, unit: str, reply_by: datetime) -> None:
    moment = house.moment(ask.who.actor())
    number, taken = next_number(house, moment, case_no)
    title, text = words(ask.form, "title"), words(ask.form, "text")
    letter = WriteLetter(case_no, moment, number, unit, title, text, reply_by)
    house.execute(*taken, letter, once=ask.once_only)


def written(ask: Ask) -> Row:
    """The new letter; the one there is for the same idempotency key."""
    form, house = ask.form, ask.service
    about = case_in(ask, form["case_no"]), form["unit"], last_minute(form["reply_on"])
    for left in reversed(range(ATTEMPTS)):
        try:
            _execute(house, ask, *about)
            break
        except Rejected as refusal:
            if refusal.code != TAKEN or not left:
                raise
    case_no, unit, reply_by = about
    with house.engine.connect() as connection:
        row = letters.written(connection, case_no, unit, ask.who.account, reply_by)
    if row is None:
        raise Failure(404, "letter.unknown")
    return row
