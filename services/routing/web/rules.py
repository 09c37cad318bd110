"""The rules in force: what holds since when, what held before, and changing a part by two people."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any

from services.routing.adoption import read_part
from services.routing.domain.rules import AdoptProposal, Command, DropProposal, ProposeRules
from services.routing.web.rule_forms import ProposeForm
from services.routing.web.rule_versions import Part, Version, contents, difference, part_of, parts_of
from shared.house.house import House
from shared.kernel.times import stamp
from shared.rules.canonical import canonical, content_hash
from shared.rules.rules import PARTS, RulesInvalid, rules_from
from shared.web.answers import Json, Page, See
from shared.web.ask import Ask
from shared.web.failures import Failure, FieldFault
from shared.web.inputs import inputs

RULES, ADOPT = "/routing/rules", "rules.adopt"
NAMES: Mapping[str, str] = {
    "units": "责任单位",
    "catalogue": "分类目录",
    "limits": "办理时限",
    "calendar": "工作日历",
    "templates": "通知模板",
    "feeds": "热线接入",
    "roles": "角色权限",
}


def index(ask: Ask) -> Page:
    """Every part in force."""
    return Page("routing/rules.html", {"parts": parts_of(ask.service), "names": NAMES, "unknown_years": unknown(ask)})


def unknown(ask: Ask) -> Sequence[int]:
    """The years that due times run into now and whose holidays nobody told us."""
    house: House = ask.service
    return house.rulebook.current.unknown_years(ask.at)


def show(ask: Ask) -> Page:
    """One part: its versions, a difference, what waits, and the form to propose another content."""
    part = asked_for(ask)
    chosen = _chosen(part, ask)
    values = {"content": part.now.text if part.now else ""}
    return Page(
        "routing/rule_part.html",
        {
            "part": part,
            "name": NAMES[part.part],
            "unknown_years": unknown(ask),
            "chosen": chosen,
            "lines": difference(part.before(chosen), chosen) if chosen else (),
            "proposed": difference(part.now, part.proposal) if part.proposal else (),
            "may": ask.may(ADOPT),
            "own": part.proposal is not None and part.proposal.proposer == ask.who.account,
            "inputs": inputs(ProposeForm, ask, values=values),
        },
    )


def _chosen(part: Part, ask: Ask) -> Version | None:
    hash_ = ask.query("version")
    if not hash_:
        return part.now
    found = part.version(hash_)
    if found is None:
        raise Failure(404, "rules.no_version")
    return found


def asked_for(ask: Ask) -> Part:
    """The part of the address; Failure 404."""
    if ask.arguments["part"] not in PARTS:
        raise Failure(404, "rules.unknown_part", facts={"part": ask.arguments["part"]})
    return part_of(ask.service, ask.arguments["part"])


def proposal(ask: Ask) -> ProposeRules:
    """What was typed or uploaded, if the rules would be whole with it; Failure 422 with every fault in a sentence."""
    house: House = ask.service
    part = asked_for(ask).part
    try:
        content = read_part(part, _text(ask))
        rules_from({**contents(house), part: content})
    except RulesInvalid as invalid:
        raise Failure(422, "rules.invalid", fields=_faults("content", invalid)) from None
    return ProposeRules(part, content_hash(content), canonical(content), house.moment(ask.who.actor()))


def _faults(field: str, invalid: RulesInvalid) -> tuple[FieldFault, ...]:
    return tuple(FieldFault(field, sentence) for sentence in invalid.faults)


def _text(ask: Ask) -> str:
    """The file that was chosen, else what was typed."""
    file = ask.request.files.get("file")
    if file is None:
        return str(ask.form.get("content", ""))
    with closing(file):
        content: bytes = file.read()
    try:
        return content.decode("utf-8-sig") if file.filename else str(ask.form.get("content", ""))
    except UnicodeDecodeError:
        raise Failure(422, "request.not_utf8") from None


def adoption(ask: Ask) -> AdoptProposal:
    """The second person's yes, if the rules are still whole with it."""
    house: House = ask.service
    part = asked_for(ask)
    if part.proposal and part.proposal.hash == ask.form["hash"]:
        try:
            rules_from({**contents(house), part.part: json.loads(part.proposal.content)})
        except RulesInvalid as invalid:
            raise Failure(422, "rules.invalid", fields=_faults("hash", invalid)) from None
    return AdoptProposal(part.part, ask.form["hash"], house.moment(ask.who.actor()))


def dropping(ask: Ask) -> DropProposal:
    """Nobody wants it any more."""
    return DropProposal(asked_for(ask).part, ask.form["hash"], ask.service.moment(ask.who.actor()))


DEEDS: Mapping[str, Callable[[Ask], Command]] = {"propose": proposal, "adopt": adoption, "drop": dropping}


def do(name: str) -> Callable[[Ask], See]:
    """The view of a page's form."""

    def act(ask: Ask) -> See:
        command = DEEDS[name](ask)
        ask.service.execute(command, once=ask.once_only)
        return See(f"{RULES}/{command.part}", f"done.rules-{name}")

    return act


def answer(name: str) -> Callable[[Ask], Json]:
    """The same for machines: the part as it is then."""

    def act(ask: Ask) -> Json:
        command = DEEDS[name](ask)
        ask.service.execute(command, once=ask.once_only)
        return Json(document(part_of(ask.service, command.part)))

    return act


def list_rules(ask: Ask) -> Json:
    """Every part in force, without its content."""
    return Json({"parts": [document(one) for one in parts_of(ask.service)]})


def read_rules(ask: Ask) -> Json:
    """One part with the content of a version: `?version=` its hash or the first twelve digits, else that in force."""
    part = asked_for(ask)
    chosen = _chosen(part, ask)
    return Json({**document(part), "version": chosen and chosen.hash, "content": chosen and chosen.text})


def document(part: Part) -> dict[str, Any]:
    """A part's versions, the newest first."""
    return {
        "part": part.part,
        "hash": part.now and part.now.hash,
        "versions": [_version(one) for one in part.versions],
        "proposal": _version(part.proposal) if part.proposal else None,
    }


def _version(one: Version) -> dict[str, Any]:
    return {"hash": one.hash, "since": stamp(one.at), "by": one.by, "proposer": one.proposer or None}
