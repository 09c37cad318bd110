"""From a planned delivery to the message that leaves: what is closed is opened, the template filled, the way chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from services.notify.gateways.gateways import Gateways, Way
from services.notify.gateways.outgoing import ASKER, SOURCE, UNIT, Failed, Outgoing
from services.notify.readmodels.deliveries import CLOSED, Row, members
from services.notify.readmodels.versions import templates_of
from shared.house.house import House
from shared.house.speech import read_into
from shared.kernel.numbering import stream_id
from shared.kernel.text import Closed
from shared.kernel.times import stamp
from shared.rules.templates import Template
from shared.vault import Shredded, VaultError
from shared.web.display import when
from shared.web.words import word

Origin = tuple[str, str]
NAMED = 20
OTHERS = "有权处理的单位"
SUBJECTS: Mapping[str, str] = {"common_need": "共性问题", "commitment": "政府承诺事项", "unit": "本单位事项"}
KINDS: Mapping[str, str] = {
    "consultation": "会商",
    "special": "专题会议",
    "on_site": "现场会办",
    "blue": "蓝牌",
    "yellow": "黄牌",
    "red": "红牌",
}
"""Of meetings and cards."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes for one turn: with the gateways of now, in the words that were in force when a message was planned."""

    house: House
    gateways: Gateways
    versions: dict[str, Mapping[str, Template]] = field(default_factory=dict)

    def compose(self, row: Row, origin: Origin | None) -> tuple[Way, Outgoing]:
        """The message and its way. `origin`: source and number of the case there. Failed `shredded`, `no_template`."""
        if row["to"] == SOURCE:
            return self._to_source(row)
        template = self._templates(row["templates"]).get(row["template"])
        if template is None:
            raise Failed("no_template")
        whose = row["unit"] if row["to"] == UNIT else row["asker"]
        way = self.gateways.way(row["to"], whose, template.channels if row["to"] == UNIT else (row["channel"],))
        subject, text = template.fill(self._values(row, template.places, origin))
        message = self._bare(row, whose, self._open(row, "name"), self._open(row, "phone"))
        address = way.address or message.address
        return way, replace(message, subject=subject, text=text, address=address, version=template.hash)

    def _templates(self, hash_: str) -> Mapping[str, Template]:
        """Of that version; where it is not known here, of the present one, which the delivery's page then says."""
        current = self.house.rulebook.current
        if hash_ in ("", current.hashes.get("templates")):
            return current.templates
        if hash_ not in self.versions:
            with self.house.engine.connect() as connection:
                self.versions[hash_] = templates_of(connection, hash_) or current.templates
        return self.versions[hash_]

    def _to_source(self, row: Row) -> tuple[Way, Outgoing]:
        way = self.gateways.way(SOURCE, row["source"], (row["channel"],))
        ending = row["end"] or None
        declined = row["template"] == "source.declined"
        facts = {
            "id": row["id"],
            "source": row["source"],
            "source_no": row["source_no"],
            "case_no": row["case_no"],
            "fact": row["template"].rpartition(".")[2],
            "at": stamp(row["planned_at"]),
            "round": row["round"] or None,
            "unit": row["unit"] or None,
            "unit_name": self._unit_name(row["unit"]) or None,
            "public": self._open(row, "public") or None,
            "resolved": row["resolved"],
            "end": None if declined else ending,
            "reason": ending if declined else None,
        }
        return way, replace(self._bare(row, row["source"], "", ""), facts=facts)

    def _bare(self, row: Row, whose: str, name: str, address: str) -> Outgoing:
        again = row["renewals"]
        return Outgoing(
            id=f"{row['id']}.{again + 1}" if again else row["id"],
            channel=row["channel"],
            to=row["to"],
            whose=whose,
            case_no=row["case_no"],
            at=row["planned_at"],
            name=name,
            address=address,
        )

    def _values(self, row: Row, places: frozenset[str], origin: Origin | None) -> Mapping[str, str]:
        """The values of the places there are; what must be opened is opened only where it is needed."""
        makers: Mapping[str, Any] = {
            "case_no": lambda: case_name(row["case_no"]),
            "link": lambda: self._link(row, origin),
            "unit": lambda: self._unit_name(row["unit"]),
            "public": lambda: self._open(row, "public"),
            "advice": lambda: self._open(row, "advice"),
            "duty": lambda: word(row["duty"], "duty"),
            "due": lambda: when(row["due_at"]),
            "round": lambda: str(row["round"]),
            "end": lambda: word(row["end"], "end"),
            "leading": lambda: row["leading"],
            "to": lambda: row["to_name"] or self._unit_name(row["unit"]) or OTHERS,
            "kind": lambda: KINDS.get(row["kind"], row["kind"]),
            "at": lambda: when(row["at"]),
            "number": lambda: row["number"],
            "count": lambda: str(len(self._members(row))),
            "cases": lambda: listed(json.loads(row["cases"] or "[]")),
        }
        return {place: makers[place]() for place in places}

    def _members(self, row: Row) -> Sequence[Row]:
        with self.house.engine.connect() as connection:
            return members(connection, row["id"])

    def _link(self, row: Row, origin: Origin | None) -> str:
        """Where the asker follows the case; whoever has it may read it, so it goes to nobody else."""
        if origin is None or row["to"] != ASKER:
            return f"{self.gateways.site}/intake/follow"
        receipt = self.house.vault.receipt(stream_id(*origin))
        return f"{self.gateways.site}/intake/follow?{urlencode({'no': row['case_no'], 'receipt': receipt})}"

    def _unit_name(self, code: str) -> str:
        unit = self.house.rulebook.current.units.get(code)
        return unit.name if unit else code

    def _open(self, row: Row, name: str) -> str:
        closed = closed_field(row, name)
        if closed is None:
            return ""
        try:
            return self.house.vault.open(closed, f"send.{row['channel']}")
        except Shredded:
            raise Failed("shredded", final=True) from None
        except VaultError:
            raise Failed("unreadable") from None


def case_name(subject: str) -> str:
    """What people call what an entry is about: a case by its number, anything else by its kind."""
    kind, _, rest = subject.partition("/")
    return SUBJECTS.get(kind, kind) if rest else subject


def listed(cases: Sequence[str]) -> str:
    """Case numbers for a message: the first few, and that there are more."""
    names = list(dict.fromkeys(map(case_name, cases)))
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 件" if len(names) > NAMED else "")


def closed_field(row: Row, name: str) -> Closed | None:
    """A closed field of a delivery."""
    stored = row[name]
    return None if stored is None else read_into(Closed, json.loads(stored))


def keys_of(row: Row) -> set[str]:
    """The keys under which its fields are closed."""
    fields = (closed_field(row, name) for name in CLOSED)
    return {one.key for one in fields if one is not None}
