"""How the value of an entry's field is written for people."""

from collections.abc import Callable
from typing import Any

from services.ledger.web.words import CODES
from shared.kernel.times import unstamp
from shared.rules.rules import Rules
from shared.web.display import when
from shared.web.words import word

Value = Callable[[Any, Rules], str]


def of(table: str) -> Value:
    return lambda value, _: word(value, table)


def text(value: Any, _: Rules) -> str:
    return str(value)


def coded(value: Any, _: Rules) -> str:
    return CODES.get(value, value)


def time(value: Any, _: Rules) -> str:
    return when(unstamp(value))


def yes(value: Any, _: Rules, yes: str = "是", no: str = "否") -> str:
    return yes if value else no


def unit(value: Any, rules: Rules) -> str:
    unit = rules.units.get(value)
    return unit.short if unit else str(value)


def catalogue(value: Any, rules: Rules) -> str:
    item = rules.catalogue.get(value)
    return item.title if item else str(value)


def files(value: Any, _: Rules) -> str:
    return f"{len(value)} 个"


def theme(value: Any, rules: Rules) -> str:
    return next((item.path[0] for code, item in rules.catalogue.items() if code.startswith(f"{value}.")), str(value))


def duties(value: Any, rules: Rules) -> str:
    return "；".join(
        f"{word(one['duty'], 'duty')}（{unit(one['unit'], rules)}）{time(one['due_at'], rules)} 前" for one in value
    )


def axes(value: Any, _: Rules) -> str:
    return "、".join(word(one, "axis") for one in value.values() if one)


def kept(value: Any, _: Rules) -> str:
    return "、".join(word(one["duty"], "duty") for one in value)


def cases(value: Any, _: Rules) -> str:
    return "、".join(value)


def decisions(value: Any, rules: Rules) -> str:
    return "；".join(f"{one['number']}. {unit(one['unit'], rules)}，{time(one['due_at'], rules)} 前" for one in value)


def units(value: Any, rules: Rules) -> str:
    return "、".join(unit(one, rules) for one in value)
