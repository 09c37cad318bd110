"""Every delivery, as it stands: what is to be told to whom, and how far it is."""

import json

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from shared.eventlog.fact import Fact
from shared.eventlog.readmodel import ReadModel, Rows
from shared.eventlog.schema import Position, Utc
from shared.house.reading import stored_field
from shared.kernel.times import unstamp

WAITING, TRYING, UNCERTAIN, GATHERED = "waiting", "trying", "uncertain", "gathered"
SENT, GIVEN_UP = "sent", "given_up"
STATES = (WAITING, TRYING, UNCERTAIN, GATHERED, SENT, GIVEN_UP)
NOT_DELIVERED = "not_delivered"
WORDS = (
    *("template", "to", "cause", "unit", "duty", "end", "channel", "asker", "source", "source_no"),
    *("leading", "to_name", "kind", "number", "templates", "template_hash"),
)
FLAGS = ("resolved", "urgent", "digest")
TIMES = ("due_at", "at", "not_before")
CLOSED = ("name", "phone", "public", "advice")

deliveries = Table(
    "deliveries",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("position", Position),
    Column("case_no", Text),
    *(Column(name, Text) for name in WORDS),
    *(Column(name, Boolean) for name in FLAGS),
    *(Column(name, Utc) for name in TIMES),
    *(Column(name, Text) for name in CLOSED),
    Column("round", Integer),
    Column("cases", Text),
    Column("planned_at", Utc),
    Column("state", Text),
    Column("sent_by", Text),
    Column("sent_with", Text),
    Column("attempts", Integer),
    Column("renewals", Integer),
    Column("code", Text),
    Column("next_at", Utc),
    Column("begun_at", Utc),
    Column("done_at", Utc),
    Column("gathered_in", Text),
    Column("receipt", Text),
    Column("receipt_at", Utc),
    Index("deliveries_by_state", "state", "next_at"),
    Index("deliveries_by_case", "case_no"),
    Index("deliveries_by_position", "position"),
    Index("deliveries_by_digest", "gathered_in"),
)


def _planned(fact: Fact, rows: Rows) -> None:
    """Entries of earlier versions say less."""
    data = fact.data
    rows.put(
        deliveries,
        id=data["delivery"],
        position=fact.position,
        case_no=fact.subject,
        round=data["round"],
        **{name: data.get(name, "") for name in WORDS},
        **{name: data.get(name, False) for name in FLAGS},
        **{name: unstamp(data[name]) if data.get(name) else None for name in TIMES},
        **{name: stored_field(data[name]) for name in CLOSED},
        **_new(fact),
    )


def _digest_planned(fact: Fact, rows: Rows) -> None:
    data = fact.data
    nothing = dict.fromkeys(WORDS, "") | dict.fromkeys(FLAGS, False)
    said = {name: data[name] for name in ("unit", "template", "channel", "templates", "template_hash")}
    rows.put(
        deliveries,
        id=data["delivery"],
        position=fact.position,
        case_no=fact.subject,
        round=0,
        cases=json.dumps(data["cases"]),
        **{**nothing, "to": "unit", "cause": fact.type, "urgent": True, **said},
        **_new(fact),
    )


def _new(fact: Fact) -> dict[str, object]:
    return {
        "planned_at": fact.time,
        "state": WAITING,
        "attempts": 0,
        "renewals": 0,
        "gathered_in": "",
        "next_at": fact.recorded_at,
    }


def _begun(fact: Fact, rows: Rows) -> None:
    rows.put(deliveries, id=fact.stream, state=TRYING, begun_at=fact.recorded_at)


def _sent(fact: Fact, rows: Rows) -> None:
    with_ = fact.data.get("template_hash", "")
    rows.put(deliveries, sent_with=with_, code=None, **_ended(SENT, fact))


def _given_up(fact: Fact, rows: Rows) -> None:
    rows.put(deliveries, code=fact.data["code"], **_ended(GIVEN_UP, fact))


def _uncertain(fact: Fact, rows: Rows) -> None:
    rows.put(deliveries, code=fact.data["code"], **_ended(UNCERTAIN, fact))


def _ended(state: str, fact: Fact) -> dict[str, object]:
    """Nothing more is tried by itself."""
    said = {"sent_by": fact.data["channel"], "attempts": fact.data["attempt"]}
    return {"id": fact.stream, "state": state, "next_at": None, "begun_at": None, "done_at": fact.time, **said}


def _failed(fact: Fact, rows: Rows) -> None:
    data = fact.data
    rows.put(
        deliveries,
        id=fact.stream,
        state=WAITING,
        attempts=data["attempt"],
        code=data["code"],
        sent_by=data["channel"],
        begun_at=None,
        next_at=unstamp(data["retry_at"]),
    )


def _renewed(fact: Fact, rows: Rows) -> None:
    again = {"state": WAITING, "attempts": 0, "code": None, "receipt": None, "receipt_at": None, "done_at": None}
    rows.put(deliveries, id=fact.stream, renewals=fact.data["number"], next_at=fact.recorded_at, **again)


def _confirmed(fact: Fact, rows: Rows) -> None:
    rows.put(deliveries, id=fact.stream, state=SENT, code=None, next_at=None, done_at=fact.time)


def _gathered(fact: Fact, rows: Rows) -> None:
    rows.put(deliveries, id=fact.stream, state=GATHERED, next_at=None, gathered_in=fact.data["digest"])


def _released(fact: Fact, rows: Rows) -> None:
    alone = {"state": WAITING, "gathered_in": "", "digest": False, "code": fact.data["code"]}
    rows.put(deliveries, id=fact.stream, next_at=fact.recorded_at, **alone)


def _receipted(fact: Fact, rows: Rows) -> None:
    data = fact.data
    failed = data["outcome"] == "failed"
    state = {"state": GIVEN_UP, "code": NOT_DELIVERED} if failed else {"state": SENT, "code": None}
    told = {"receipt": data["outcome"], "receipt_at": unstamp(data["happened"])}
    rows.put(deliveries, id=fact.stream, next_at=None, begun_at=None, done_at=fact.time, **state, **told)


DELIVERIES = ReadModel(
    "deliveries",
    (deliveries,),
    said={
        "delivery.planned": _planned,
        "digest.planned": _digest_planned,
        "delivery.begun": _begun,
        "delivery.sent": _sent,
        "delivery.failed": _failed,
        "delivery.uncertain": _uncertain,
        "delivery.given_up": _given_up,
        "delivery.renewed": _renewed,
        "delivery.confirmed": _confirmed,
        "delivery.gathered": _gathered,
        "delivery.released": _released,
        "delivery.receipted": _receipted,
    },
)
