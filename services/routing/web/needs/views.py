"""The pages of common needs and the same in the API."""

from collections.abc import Callable, Mapping
from typing import Any

from services.routing.domain.common_need import stream_of, subject_of
from services.routing.readmodels.common_needs.query import Need, like, listed, one
from services.routing.readmodels.leaders import with_roles
from services.routing.readmodels.work_orders.query import one as order_of
from services.routing.web.needs import forms
from services.routing.web.needs.deeds import DEEDS, GATHER, Deed
from services.routing.web.seeing import OPEN_PERSONAL, Eyes, is_closed, scope, title_of
from services.routing.web.story import Step, who
from services.routing.web.teller import Teller
from shared.eventlog.clock import uuid7
from shared.eventlog.fact import Fact, fact_of
from shared.house.reading import opened
from shared.kernel.numbering import stream_id
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.inputs import Choices, inputs
from shared.web.words import word

PURPOSE, HOME = "page.common_need", "/routing/common-needs"
OPENS = (OPEN_PERSONAL, "common_needs.read")
WORDS = {"title": "名称", "reason": "理由", "public": "公开答复"}


def show_all(ask: Ask) -> Page:
    """The list, and for the desk the form to gather another."""
    rows = [{"need": need, "title": _title(need, ask)} for need in listed(ask.service.engine)]
    controls = inputs(GATHER.form, ask, choices=_choices(ask))
    values = {"rows": rows, "inputs": controls, "deed": GATHER, "gathers": ask.may(GATHER.permission), "ask": ask}
    return Page("routing/common_needs.html", values)


def show(ask: Ask) -> Page:
    """One common need: its cases, its story, what to do, like cases that could join."""
    need = _need(ask)
    rules = ask.service.rulebook.current
    facts = [fact_of(entry.body) for entry in ask.service.log.stream(stream_of(need.need))]
    tell = Teller(Eyes(ask, subject_of(need.need), PURPOSE, facts, OPENS), rules)
    item = rules.catalogue.get(need.catalogue)
    tried = ask.request.path.rpartition("/")[2] if ask.request.method == "POST" else ""
    names = dict(leaders(ask))
    offers = [
        {"deed": deed, "inputs": inputs(deed.form, ask, choices=_choices(ask, need)), "tried": deed.name == tried}
        for deed in DEEDS
        if need.state in deed.states and ask.may(deed.permission) and _is_theirs(deed, need, ask)
    ]
    values = {
        "need": need,
        "title": _title(need, ask),
        "item": item.title if item else need.catalogue,
        "members": [{"case_no": no, "title": _case(no, need, ask)} for no in need.members],
        "like": [
            {"case_no": no, "title": opened(ask.service, title, "page.list")}
            for no, title in like(ask.service.engine, need.catalogue)
        ]
        if ask.may(GATHER.permission) and need.state != "closed"
        else [],
        "steps": [_step(fact, tell, names) for fact in facts],
        "offers": offers,
        "leader": names.get(need.leader or "", need.leader),
        "ask": ask,
    }
    return Page("routing/common_need.html", values)


def _is_theirs(deed: Deed, need: Need, ask: Ask) -> bool:
    """As `decide` sees it: the answer is the unit's, closing the leader's or the desk's."""
    desk = ask.who.unit == ask.service.rulebook.current.desks.get("dispatch")
    if deed.name == "answer":
        return bool(ask.who.unit == need.unit)
    return deed.name == "lead" or desk or (deed.name == "close" and ask.who.account == need.leader)


def _need(ask: Ask) -> Need:
    need = one(ask.service.engine, ask.arguments["need"])
    if need is None:
        raise Failure(404, "common_need.unknown")
    return need


def _title(need: Need, ask: Ask) -> str:
    return opened(ask.service, need.title, "page.list")


def _case(no: str, need: Need, ask: Ask) -> str:
    """The title, for whoever may see the case or has the need to answer."""
    order = order_of(ask.service.engine, no)
    return title_of(ask.service, order) if order and _sees_titles(need, ask) else no


def _sees_titles(need: Need, ask: Ask) -> bool:
    return scope(ask).unit in (None, need.unit)


LEADS = "instructions.give"
"""Who may give instructions is a leader."""


def leaders(ask: Ask) -> list[tuple[str, str]]:
    """The accounts that may lead, by name."""
    roles = ask.service.rulebook.current.roles
    return with_roles(ask.service.engine, [code for code, role in roles.items() if LEADS in role.permissions])


def _known_leader(ask: Ask) -> None:
    """Failure 422 at the field unless the account that is named may lead."""
    known, named = [account for account, _ in leaders(ask)], ask.form["leader"].strip()
    if named in known:
        return
    message = "请从列表里选择一位领导" if known else "还没有可以牵头的领导账号，请先请系统管理员建立"
    raise Failure(422, fields=(FieldFault("leader", message),))


def _choices(ask: Ask, need: Need | None = None) -> Mapping[str, Choices]:
    rules = ask.service.rulebook.current
    return {
        "unit": rules.unit_choices,
        "leader": leaders(ask) if need else [],
        "catalogue": [(item.code, item.title) for item in rules.catalogue.values()],
        "case_no": [(no, no) for no in need.members] if need else [],
    }


def _step(fact: Fact, tell: Teller, names: Mapping[str, str]) -> Step:
    data = fact.data
    notes = [(label, tell.eyes(data[name])) for name, label in WORDS.items() if is_closed(data.get(name))]
    notes.append(("诉求", "、".join(data.get("members", ()))))
    notes.append(("缘由", word(data["why"], "left") if data.get("why") else ""))
    if "leader" in data:
        notes += [("牵头领导", names.get(data["leader"], data["leader"])), ("牵头单位", tell.unit(data["unit"]))]
    if "duty" in data:
        notes += [("逾期", word(data["duty"], "duty")), ("单位", tell.unit(data["unit"]))]
    alarm = fact.type == "common_need.lapsed"
    told = [(label, value) for label, value in notes if value]
    return Step(fact.time, word(fact.type, "step"), who(fact.actor, tell), alarm, told)


def gather(ask: Ask) -> See:
    """Gather from the list's page."""
    return See(f"{HOME}/{_gathered(ask)}", "done.gather")


def gather_api(ask: Ask) -> Json:
    """201 with the new common need."""
    return Json(_document(ask, _gathered(ask)), status=201)


def _gathered(ask: Ask) -> str:
    """The id of the new need; the same for the same idempotency key."""
    moment, key = ask.service.moment(ask.who.actor()), ask.idempotency_key
    need = stream_id("common_need", ask.who.account, key) if key else uuid7(moment.at)
    ask.service.execute(*GATHER.commands(need, ask.form, moment), once=ask.once_only)
    return need


def acting(deed: Deed) -> Callable[[Ask], See]:
    """The view that does the deed from a page."""

    def act(ask: Ask) -> See:
        _execute(deed, ask)
        return See(f"{HOME}/{ask.arguments['need']}", f"done.need-{deed.name}")

    return act


def acting_api(deed: Deed) -> Callable[[Ask], Json]:
    """The same in the API: 200 with the need as it is then."""

    def act(ask: Ask) -> Json:
        _execute(deed, ask)
        return Json(_document(ask, ask.arguments["need"]))

    return act


def _execute(deed: Deed, ask: Ask) -> None:
    need = _need(ask)
    if deed.form is forms.Lead:
        _known_leader(ask)
    commands = deed.commands(need.need, ask.form, ask.service.moment(ask.who.actor()))
    ask.service.execute(*commands, once=ask.once_only)


PLAIN = ("need", "state", "catalogue", "unit", "leader", "members", "resolved", "gathered_at", "due", "due_at")


def _told(need: Need, ask: Ask) -> dict[str, Any]:
    return {**{name: getattr(need, name) for name in PLAIN}, "title": _title(need, ask)}


def _document(ask: Ask, id_: str) -> dict[str, Any]:
    need = one(ask.service.engine, id_)
    if need is None:
        raise Failure(404, "common_need.unknown")
    return _told(need, ask)


def list_api(ask: Ask) -> Json:
    """The latest first."""
    return Json({"common_needs": [_told(need, ask) for need in listed(ask.service.engine)]})


def show_api(ask: Ask) -> Json:
    """One common need."""
    return Json(_document(ask, ask.arguments["need"]))
