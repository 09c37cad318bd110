"""Commitments: registered by supervision or the desk, shown to be kept by the unit, confirmed by supervision."""

from collections.abc import Sequence
from typing import Any

from services.supervision.domain.commitment import commands as told
from services.supervision.domain.commitment.decide import subject
from services.supervision.readmodels import commitments
from services.supervision.readmodels.commitments import OPEN, Row
from services.supervision.web import acting_forms as forms
from services.supervision.web.acting import Deed, Filled, Known, Room, words
from services.supervision.web.offered import offered
from services.supervision.web.reading import read_words
from services.supervision.web.seeing import own_unit
from services.supervision.web.story import who
from services.supervision.web.words import COMMITMENT_STATES, COMMITMENT_STEPS, KIND
from shared.eventlog.clock import uuid7
from shared.eventlog.fact import Fact, fact_of
from shared.house.house import House
from shared.house.reading import stored_field
from shared.kernel.numbering import read_case_number, stream_id
from shared.kernel.times import last_minute, stamp
from shared.rules.moment import Moment
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.inputs import inputs
from shared.web.paging import LIMIT, Key, Slice, page, timed

READ, REGISTER, SHOW, SETTLE = "commitments.read", "commitments.register", "commitments.show", "commitments.settle"
PLAIN = ("commitment", "unit", "kind", "case_no", "due_at", "state", "lapsed", "late", "registered_at", "changed_at")
TABS = (
    ("open", "办理中", OPEN, "没有办理中的承诺事项。对企业作出的承诺、企业点的菜，登记后会出现在这里。"),
    ("shown", "待确认", ("evidence_shown",), "没有等待确认的履行情况。"),
    ("kept", "已兑现", ("kept",), "还没有确认兑现的承诺。"),
    ("withdrawn", "已撤销", ("withdrawn",), "没有撤销的承诺。"),
)


def listed(ask: Ask, states: Sequence[str], unit: str, kind: str, cursor: str | None, limit: int = LIMIT) -> Slice[Row]:
    """One page of what may be seen, what is due first."""
    own = own_unit(ask, READ)
    if own and unit not in ("", own):
        return Slice((), None)

    def fetch(after: Key | None, count: int) -> Sequence[Row]:
        with ask.service.engine.connect() as connection:
            return commitments.listed(connection, states, own or unit, kind, timed(after), count)

    return page(fetch, lambda row: (stamp(row["due_at"]), row["commitment"]), cursor, limit)


def show_all(ask: Ask) -> Page:
    """`?tab=&kind=&unit=&cursor=`."""
    tab = next((one for one in TABS if one[0] == ask.query("tab")), TABS[0])
    asked = {"tab": tab[0], **{name: ask.query(name) for name in ("unit", "kind", "cursor")}}
    own = own_unit(ask, READ)
    with ask.service.engine.connect() as connection:
        numbers = commitments.counts(connection, own)
    values = {
        "tabs": [(one, sum(numbers.get(state, 0) for state in one[2])) for one in TABS],
        "tab": tab,
        "own": own,
        "asked": asked,
        "found": listed(ask, tab[2], asked["unit"], asked["kind"], asked["cursor"]),
        "may_register": ask.may(REGISTER),
        **VOCABULARY,
    }
    return Page("supervision/commitments.html", values)


def show_form(ask: Ask) -> Page:
    """Where one is registered."""
    units = ask.service.rulebook.current.unit_choices
    controls = inputs(forms.Register, ask, choices={"unit": units})
    return Page("supervision/commitment_new.html", {"inputs": controls})


def registered(ask: Ask) -> str:
    """The id of the new commitment; the same for the same idempotency key."""
    house: House = ask.service
    key = ask.idempotency_key
    name = stream_id("commitment", ask.who.account, key) if key else uuid7(ask.at)
    form = ask.form
    command = told.Register(
        commitment=name,
        moment=house.moment(ask.who.actor()),
        unit=form["unit"],
        kind=form["kind"],
        matter=words(form, "matter"),
        due_at=last_minute(form["due_on"]),
        case_no=case_of(form),
    )
    house.execute(command, once=ask.once_only)
    return name


def case_of(form: Filled) -> str:
    try:
        return read_case_number(form["case_no"]) if form.get("case_no") else ""
    except ValueError as error:
        raise Failure(422, fields=(FieldFault("case_no", str(error)),)) from None


def register(ask: Ask) -> See:
    return See(f"/supervision/commitments/{registered(ask)}", "done.registered")


def register_by_api(ask: Ask) -> Json:
    name = registered(ask)
    with ask.service.engine.connect() as connection:
        row = commitments.one(connection, name)
    if row is None:
        raise Failure(404, "commitment.unknown")
    return Json(summary(row), status=201, headers={"Location": f"/supervision/api/v1/commitments/{name}"})


def found(ask: Ask) -> Known:
    """The commitment in the address, its id also as `id`; Failure 404 as for none where it is another unit's."""
    with ask.service.engine.connect() as connection:
        row = commitments.one(connection, ask.arguments["id"])
    if row is None or own_unit(ask, READ) not in ("", row["unit"]):
        raise Failure(404, "commitment.unknown")
    return {**row, "id": row["commitment"]}


def facts_of(house: House, name: str) -> list[Fact]:
    return [fact_of(entry.body) for entry in house.log.stream(stream_id("commitment", name))]


def history(ask: Ask, row: Known) -> list[dict[str, Any]]:
    """What was said of it, its words in clear for those who may read them."""
    facts = facts_of(ask.service, row["commitment"])
    closed = {fact.id: stored_field(next(_words(fact), None)) for fact in facts}
    clear = read_words(ask, subject(row["commitment"]), closed)
    rules = ask.service.rulebook.current
    return [
        {"time": fact.time, "type": fact.type, "who": who(fact.actor, rules), "words": clear[fact.id]} for fact in facts
    ]


def _words(fact: Fact) -> Any:
    return (value for name, value in fact.data.items() if name in ("matter", "evidence", "reason", "remark") and value)


def show(ask: Ask) -> Page:
    """One commitment, its story, and what may be done."""
    row = found(ask)
    told_so_far = history(ask, row)
    fitting = [deed for deed in DEEDS if fits(deed, row, ask)]
    values = {"row": row, "history": told_so_far, "doing": offered(ask, fitting), **VOCABULARY}
    return Page("supervision/commitment.html", values)


def fits(deed: Deed, row: Known, ask: Ask) -> bool:
    if not ask.may(deed.permission) or row["state"] not in FITTING[deed.name]:
        return False
    return deed.name != "show-evidence" or ask.who.unit == row["unit"]


def summary(row: Known) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def list_commitments(ask: Ask) -> Json:
    """The API's list."""
    form = ask.form
    states = (form["state"],) if "state" in form else ()
    unit, kind = form.get("unit", ""), form.get("kind", "")
    shown = listed(ask, states, unit, kind, form.get("cursor"), form.get("limit", LIMIT))
    return Json({"commitments": [summary(row) for row in shown.items], "next_cursor": shown.next_cursor})


def show_commitment(ask: Ask) -> Json:
    """One with its history; words in clear for those who may, and recorded."""
    row = found(ask)
    return Json({**summary(row), "history": history(ask, row)})


def show_evidence(row: Known, filled: Filled, moment: Moment) -> told.ShowEvidence:
    return told.ShowEvidence(row["commitment"], moment, words(filled, "evidence"))


def confirm(row: Known, filled: Filled, moment: Moment) -> told.ConfirmKept:
    return told.ConfirmKept(row["commitment"], moment, words(filled, "remark"))


def send_back(row: Known, filled: Filled, moment: Moment) -> told.SendBack:
    return told.SendBack(row["commitment"], moment, words(filled, "reason"))


def withdraw(row: Known, filled: Filled, moment: Moment) -> told.Withdraw:
    return told.Withdraw(row["commitment"], moment, words(filled, "reason"))


DEEDS = (
    Deed(
        name="show-evidence",
        label="报送履行情况",
        hint="做了多少报多少，可以报多次。由督查确认后才算兑现。",
        permission=SHOW,
        form=forms.Evidence,
        command=show_evidence,
        said="done.evidence",
    ),
    Deed(
        name="confirm",
        label="确认兑现",
        hint="看过履行情况、核实无误的，确认兑现。",
        permission=SETTLE,
        form=forms.ConfirmKept,
        command=confirm,
        said="done.kept",
    ),
    Deed(
        name="send-back",
        label="退回",
        hint="履行情况不足以说明已经兑现的，退回单位继续办理。",
        permission=SETTLE,
        form=forms.Reason,
        command=send_back,
        said="done.sent_back",
    ),
    Deed(
        name="withdraw",
        label="撤销登记",
        hint="登记错了的、企业不再需要的才撤销。",
        permission=SETTLE,
        form=forms.Reason,
        command=withdraw,
        said="done.commitment_withdrawn",
        danger=True,
    ),
)
FITTING = {"show-evidence": OPEN, "confirm": ("evidence_shown",), "send-back": ("evidence_shown",), "withdraw": OPEN}
VOCABULARY = {"states": COMMITMENT_STATES, "kinds": KIND, "steps": COMMITMENT_STEPS}
COMMITMENT_ROOM = Room(path="/commitments/<id>", found=found, page=show, summary=summary, deeds=DEEDS)
